import type { World } from './world.ts';

/**
 * The spellings of Scavio's answers and requests: `web` is the API reference (TikTok's web shape; hashtags by name or
 * id, videos by id alone), `mobile` the same with TikTok's mobile shape, `workflow` the vendor's workflow page and older
 * tutorials (`hashtag` by name in both calls).
 */
export type Dialect = 'web' | 'workflow' | 'mobile';

/** A request understood, or why it was refused. `name` is undefined for a hashtag that does not exist. */
export type Question =
  | { readonly kind: 'hashtag'; readonly name: string | undefined }
  | {
      readonly kind: 'videos';
      readonly name: string | undefined;
      readonly count: number;
      readonly cursor: number;
    }
  | { readonly kind: 'refused'; readonly message: string };

const COUNT_DEFAULT = 20;
const COUNT_MAX = 30;

/** Reads the body of `POST /api/v1/tiktok/hashtag`. */
export function readHashtagRequest(world: World, dialect: Dialect, body: unknown): Question {
  const { hashtag, hashtag_name, hashtag_id } = fieldsOf(body);
  if (dialect === 'workflow') return byName(world, hashtag, 'hashtag');
  if (hashtag_id === undefined) return byName(world, hashtag_name, 'hashtag_name');
  if (typeof hashtag_id !== 'string') return refused('hashtag_id must be a string');
  return { kind: 'hashtag', name: world.nameOf(hashtag_id) };
}

/** Reads the body of `POST /api/v1/tiktok/hashtag/videos`. */
export function readVideosRequest(world: World, dialect: Dialect, body: unknown): Question {
  const { hashtag, hashtag_id, count = COUNT_DEFAULT, cursor = '0' } = fieldsOf(body);
  if (!(typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= COUNT_MAX)) {
    return refused(`count must be a whole number from 1 to ${COUNT_MAX}`);
  }
  if (!(typeof cursor === 'string' && /^\d{1,9}$/.test(cursor))) {
    return refused('cursor must be a string of digits');
  }
  if (dialect === 'workflow') {
    const named = byName(world, hashtag, 'hashtag');
    return named.kind === 'hashtag' ? { ...named, kind: 'videos', count, cursor: Number(cursor) } : named;
  }
  if (typeof hashtag_id !== 'string') return refused('hashtag_id is required and must be a string');
  return { kind: 'videos', name: world.nameOf(hashtag_id), count, cursor: Number(cursor) };
}

function byName(world: World, name: unknown, field: string): Question {
  if (typeof name !== 'string' || name === '') return refused(`${field} is required and must be a string`);
  const normalised = name.normalize('NFC').toLowerCase();
  return { kind: 'hashtag', name: world.has(normalised) ? normalised : undefined };
}

function refused(message: string): Question {
  return { kind: 'refused', message };
}

function fieldsOf(body: unknown): { readonly [field: string]: unknown } {
  return typeof body === 'object' && body !== null ? { ...body } : {};
}
