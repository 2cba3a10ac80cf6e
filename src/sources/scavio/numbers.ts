import { z } from 'zod';
import { inferStep } from '../../readings/step.ts';
import { excerpt } from './excerpt.ts';

/** The counters of one hashtag as Scavio answered them. */
export interface HashtagNumbers {
  readonly views: number;
  readonly videos?: number;
  readonly id?: string;
  /** The hashtag's name as the answer spells it; absent when it gives none. */
  readonly name?: string;
}

/** What came of reading an answer: the numbers, or why there are none. */
export type NumbersAnswer =
  | { readonly kind: 'numbers'; readonly numbers: HashtagNumbers }
  | { readonly kind: 'none'; readonly code: string; readonly message: string; readonly likely?: string };

/** Counts come as numbers or decimal strings. One that is neither, or beyond 2^53, counts as not given. */
const count = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER))
  .optional()
  .catch(undefined);

const id = z
  .union([z.string().regex(/^\d{1,20}$/), z.number().int().positive().transform(String)])
  .optional()
  .catch(undefined);

/** A name; an empty one is none. */
const name = z.string().trim().min(1).optional().catch(undefined);

/** One place that carries counts, under the web's names or the mobile app's. */
const counts = z
  .object({ viewCount: count, view_count: count, videoCount: count, video_count: count, user_count: count })
  .transform((place) => ({
    views: place.viewCount ?? place.view_count,
    videos: place.videoCount ?? place.video_count ?? place.user_count,
  }))
  .optional()
  .catch(undefined);

/** The three known shapes in one (docs/scavio.md): any place may be missing, the best of those present is taken. */
const answer = z.object({
  data: z.object({
    id,
    title: name,
    name,
    stats: counts,
    challengeInfo: z
      .object({
        challenge: z.object({ id, title: name, stats: counts }).optional().catch(undefined),
        stats: counts,
        statsV2: counts,
      })
      .optional()
      .catch(undefined),
    ch_info: z
      .intersection(z.object({ cid: id, cha_name: name }), counts)
      .optional()
      .catch(undefined),
  }),
});

/** Reads the answer of `POST /api/v1/tiktok/hashtag`. The most precise count wins; a count of 0 means "not given". */
export function readNumbers(body: unknown): NumbersAnswer {
  const parsed = answer.safeParse(body);
  if (!parsed.success) return none(body, []);
  const { data } = parsed.data;
  const web = data.challengeInfo;
  const places = [web?.statsV2, web?.stats, web?.challenge?.stats, data.stats, data.ch_info];
  const views = mostPrecise(places.map((place) => place?.views));
  if (views === undefined) return none(body, places);
  const videos = mostPrecise(places.map((place) => place?.videos));
  const known = web?.challenge?.id ?? data.id ?? data.ch_info?.cid;
  const called = web?.challenge?.title ?? data.ch_info?.cha_name ?? data.title ?? data.name;
  return {
    kind: 'numbers',
    numbers: {
      views,
      ...(videos !== undefined && { videos }),
      ...(known !== undefined && { id: known }),
      ...(called !== undefined && { name: called }),
    },
  };
}

/** The count with the finest step; of equally fine ones the first, since `statsV2` is the fresher place. */
function mostPrecise(candidates: readonly (number | undefined)[]): number | undefined {
  const given = candidates.filter((candidate) => candidate !== undefined && candidate > 0);
  return given.toSorted((a, b) => inferStep(a ?? 0) - inferStep(b ?? 0))[0];
}

/** Says why an answer has no count. */
function none(
  body: unknown,
  places: readonly ({ readonly views?: number | undefined } | undefined)[],
): NumbersAnswer {
  const data = typeof body === 'object' && body !== null && 'data' in body ? body.data : undefined;
  if (data === null || (typeof data === 'object' && data !== null && Object.keys(data).length === 0)) {
    const message =
      'TikTok gave nothing for this hashtag: it may not exist, be banned, or be blocked just now';
    return { kind: 'none', code: 'empty-answer', message };
  }
  if (places.some((place) => place?.views === 0)) {
    return {
      kind: 'none',
      code: 'zero-views',
      message: 'TikTok gave 0 views, which it does when it gives none',
    };
  }
  const message = `an answer without a view count, in none of the known shapes: ${excerpt(body)}`;
  return { kind: 'none', code: 'unreadable-answer', message };
}
