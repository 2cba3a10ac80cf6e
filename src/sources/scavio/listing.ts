import { z } from 'zod';
import { postHashtags } from '../../readings/post-hashtags.ts';
import type { Video } from '../../readings/video.ts';
import { excerpt } from './excerpt.ts';

/** What came of reading a listing: the videos (those that could be read), or why there are none. */
export type ListingAnswer =
  | { readonly kind: 'listing'; readonly videos: readonly Video[] }
  | { readonly kind: 'none'; readonly code: string; readonly message: string };

const CAPTION_CHARS_MAX = 200;
const CREATOR_CHARS_MAX = 64;
const SOUND_CHARS_MAX = 80;

const count = z
  .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
  .pipe(z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER))
  .optional()
  .catch(undefined);
// 0 means "not given" here as well; a post that really has none yet has nothing to tell either.
const views = count.transform((given) => given || undefined);
const text = z.string().optional().catch(undefined);
const id = z.union([z.string().regex(/^\d{1,20}$/), z.number().int().positive().transform(String)]);
const seconds = z.coerce.number().int().positive().max(1e11);
const region = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .optional()
  .catch(undefined);
/** `un` is TikTok's word for no language. */
const language = z
  .string()
  .regex(/^(?!un$)[a-z]{2}$/)
  .optional()
  .catch(undefined);
const sound = z
  .union([
    z.object({ mid: id, title: text }).transform(({ mid, title }) => ({ id: mid, title })),
    z.object({ id, title: text }),
  ])
  .optional()
  .catch(undefined);
/** A list of the source whose entries carry a hashtag each, under the first of these names that is there. */
const hashtagList = (...names: readonly string[]) =>
  z
    .array(z.record(z.string(), z.unknown()).catch({}))
    .max(100)
    .optional()
    .catch(undefined)
    .transform((list = []) =>
      list.flatMap((one) => names.map((name) => one[name]).filter((name) => typeof name === 'string')),
    );

/** An entry in the mobile app's shape, as the API reference has it. */
const mobileEntry = z
  .object({
    aweme_id: id,
    create_time: seconds,
    desc: text,
    statistics: z
      .object({ play_count: views, digg_count: count, comment_count: count, share_count: count })
      .optional()
      .catch(undefined),
    author: z.object({ unique_id: text, follower_count: count }).optional().catch(undefined),
    text_extra: hashtagList('hashtag_name'),
    cha_list: hashtagList('cha_name'),
    music: sound,
    region,
    desc_language: language,
  })
  .transform(({ statistics, author, ...entry }) => ({
    id: entry.aweme_id,
    postedAt: entry.create_time * 1000,
    views: statistics?.play_count,
    creator: author?.unique_id,
    caption: entry.desc,
    listed: [...entry.text_extra, ...entry.cha_list],
    sound: entry.music,
    likes: statistics?.digg_count,
    comments: statistics?.comment_count,
    shares: statistics?.share_count,
    followers: author?.follower_count,
    region: entry.region,
    language: entry.desc_language,
  }));

/** An entry in the web page's shape, as older vendor pages have it. */
const webEntry = z
  .object({
    id,
    createTime: seconds,
    desc: text,
    stats: z
      .object({ playCount: views, diggCount: count, commentCount: count, shareCount: count })
      .optional()
      .catch(undefined),
    author: z.object({ uniqueId: text }).optional().catch(undefined),
    authorStats: z.object({ followerCount: count }).optional().catch(undefined),
    textExtra: hashtagList('hashtagName'),
    challenges: hashtagList('title'),
    music: sound,
    locationCreated: region,
    textLanguage: language,
  })
  .transform(({ stats, author, ...entry }) => ({
    id: entry.id,
    postedAt: entry.createTime * 1000,
    views: stats?.playCount,
    creator: author?.uniqueId,
    caption: entry.desc,
    listed: [...entry.textExtra, ...entry.challenges],
    sound: entry.music,
    likes: stats?.diggCount,
    comments: stats?.commentCount,
    shares: stats?.shareCount,
    followers: entry.authorStats?.followerCount,
    region: entry.locationCreated,
    language: entry.textLanguage,
  }));

const entry = z.union([mobileEntry, webEntry]);
type Entry = z.output<typeof entry>;

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

/** A video with its texts as they are kept. What is not given is absent, and 0 beside views is a count. */
function kept(entry: Entry, defuse: (text: string) => string): Video {
  const { id, postedAt, views, creator, caption, sound, region, language, ...counts } = entry;
  const cut = (text: string, charsMax: number): string => text.slice(0, charsMax).toWellFormed();
  const written = defuse(caption ?? '');
  const hashtags = postHashtags(written, entry.listed.map(defuse));
  const title = cut(defuse(sound?.title ?? ''), SOUND_CHARS_MAX);
  const { likes, comments, shares, followers } = counts;
  return {
    id,
    postedAt,
    ...(views !== undefined && { views }),
    ...(creator !== undefined && creator !== '' && { creator: cut(defuse(creator), CREATOR_CHARS_MAX) }),
    ...(written !== '' && { caption: cut(written, CAPTION_CHARS_MAX) }),
    ...(hashtags.length > 0 && { hashtags }),
    ...(sound !== undefined && { sound: { id: sound.id, ...(title !== '' && { title }) } }),
    ...(likes !== undefined && { likes }),
    ...(comments !== undefined && { comments }),
    ...(shares !== undefined && { shares }),
    ...(followers !== undefined && { followers }),
    ...(region !== undefined && { region }),
    ...(language !== undefined && { language }),
  };
}
