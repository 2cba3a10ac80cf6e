import { normaliseHashtag } from './hashtag.ts';

/** More than this are no longer what a post is about. */
const HASHTAGS_MAX = 30;
/** TikTok's own limit of a caption is 2,200 characters. */
const CAPTION_CHARS_MAX = 4_400;
/** One or more in a row (`#one#two`). What stands before them must end a word, so that part of an address is none. */
const IN_CAPTION = /(?<![\p{L}\p{N}_&/#＃])(?:[#＃]+[\p{L}\p{M}\p{N}_]+)+/gu;

/**
 * The hashtags of a post, from its caption and from the source's own list of them: normalised, or dropped where no such
 * hashtag can exist on TikTok. One without a letter (`#1`) is a number rather than a hashtag.
 */
export function postHashtags(caption: string, listed: readonly string[]): readonly string[] {
  const runs = caption.slice(0, CAPTION_CHARS_MAX).match(IN_CAPTION) ?? [];
  const written = runs.flatMap((run) => run.split(/[#＃]+/).slice(1));
  const names = new Set<string>();
  for (const text of [...written, ...listed]) {
    if (names.size === HASHTAGS_MAX) break;
    const hashtag = normaliseHashtag(text);
    // A name that JavaScript keeps for itself would be a key of records that no record has.
    if (hashtag.kind === 'ok' && /\p{L}/u.test(hashtag.name) && hashtag.name !== '__proto__')
      names.add(hashtag.name);
  }
  return [...names];
}
