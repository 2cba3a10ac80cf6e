import { z } from 'zod';
import type { Video } from '../../readings/video.ts';
import { excerpt } from './excerpt.ts';

/** What came of reading a listing: the videos (those that could be read), or why there are none. */
export type ListingAnswer =
  | { readonly kind: 'listing'; readonly videos: readonly Video[] }
  | { readonly kind: 'none'; readonly code: string; readonly message: string };

const CAPTION_CHARS_MAX = 200;
const CREATOR_CHARS_MAX = 64;

const views = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  // 0 means "not given" here as well; a post that really has none yet has nothing to tell either.
  .pipe(z.number().int().positive().max(Number.MAX_SAFE_INTEGER))
  .optional()
  .catch(undefined);
const text = z.string().optional().catch(undefined);
const id = z.union([z.string().regex(/^\d{1,20}$/), z.number().int().positive().transform(String)]);
const seconds = z.coerce.number().int().positive().max(1e11);

/** An entry in the mobile app's shape, as the API reference has it. */
const mobileEntry = z
  .object({
    aweme_id: id,
    create_time: seconds,
    desc: text,
    statistics: z.object({ play_count: views }).optional().catch(undefined),
    author: z.object({ unique_id: text }).optional().catch(undefined),
  })
  .transform((entry) =>
    videoOf(
      entry.aweme_id,
      entry.create_time,
      entry.statistics?.play_count,
      entry.author?.unique_id,
      entry.desc,
    ),
  );

/** An entry in the web page's shape, as older vendor pages have it. */
const webEntry = z
  .object({
    id,
    createTime: seconds,
    desc: text,
    stats: z.object({ playCount: views }).optional().catch(undefined),
    author: z.object({ uniqueId: text }).optional().catch(undefined),
  })
  .transform((entry) =>
    videoOf(entry.id, entry.createTime, entry.stats?.playCount, entry.author?.uniqueId, entry.desc),
  );

const entry = z.union([mobileEntry, webEntry]);

const entries = z.array(z.unknown());
const answer = z.union([
  z.object({ data: z.object({ aweme_list: entries }) }).transform(({ data }) => data.aweme_list),
  z.object({ data: z.object({ videos: entries }) }).transform(({ data }) => data.videos),
  z.object({ videos: entries }).transform(({ videos }) => videos),
]);

/**
 * Reads the answer of `POST /api/v1/tiktok/hashtag/videos`. Entries without an id or a post time are left out.
 * @param defuse takes out of a stranger's text what may not be kept; it gets the whole of it, as half a secret is one too
 */
export function readListing(body: unknown, defuse: (text: string) => string): ListingAnswer {
  const parsed = answer.safeParse(body);
  if (!parsed.success) {
    return {
      kind: 'none',
      code: 'unreadable-answer',
      message: `a listing of unknown shape: ${excerpt(body)}`,
    };
  }
  const videos = parsed.data.flatMap((candidate) => {
    const read = entry.safeParse(candidate);
    return read.success ? [kept(read.data, defuse)] : [];
  });
  if (videos.length === 0 && parsed.data.length > 0) {
    const message = `a listing whose entries have no id or post time: ${excerpt(parsed.data[0])}`;
    return { kind: 'none', code: 'unreadable-answer', message };
  }
  return { kind: 'listing', videos };
}

function videoOf(
  videoId: string,
  postedSeconds: number,
  viewCount: number | undefined,
  creator: string | undefined,
  caption: string | undefined,
): Video {
  return {
    id: videoId,
    postedAt: postedSeconds * 1000,
    ...(viewCount !== undefined && { views: viewCount }),
    ...(creator !== undefined && creator !== '' && { creator }),
    ...(caption !== undefined && caption !== '' && { caption }),
  };
}

/** A video with its texts as they are kept. */
function kept(video: Video, defuse: (text: string) => string): Video {
  const { creator, caption } = video;
  const cut = (text: string, charsMax: number): string => defuse(text).slice(0, charsMax).toWellFormed();
  return {
    ...video,
    ...(creator !== undefined && { creator: cut(creator, CREATOR_CHARS_MAX) }),
    ...(caption !== undefined && { caption: cut(caption, CAPTION_CHARS_MAX) }),
  };
}
