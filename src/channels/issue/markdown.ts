import { type AlertVideo, hashtagUrl } from '../../alerts/alert.ts';
import { codeSpan, plainLine } from '../../text/untrusted.ts';

/** GitHub takes at most this many characters in a body or a comment. https://docs.github.com/en/rest/issues */
export const BODY_CHARS_MAX = 65_536;

export const CAPTION_CHARS_MAX = 60;
const CREATOR_CHARS_MAX = 40;
/** Names have at most 100 characters, and a `#` stands before them. */
const HASHTAG_CHARS_MAX = 101;
const LOGIN_CHARS_MAX = 60;

/** A hashtag in a code span: GitHub would take `#2024` for an issue, and `#_this_` for emphasis. */
export function hashtagSpan(hashtag: string): string {
  return codeSpan(`#${hashtag}`, HASHTAG_CHARS_MAX);
}

/** GitHub takes at most this many characters in a title. */
export const TITLE_CHARS_MAX = 256;
/** Characters as people see them may be many each: a flag has 14. */
export const TITLE_HASHTAG_CHARS = [HASHTAG_CHARS_MAX, 50, 25, 10];

/** A title that begins with a hashtag, which is cut where all of it would be too long. */
export function hashtagTitle(before: string, hashtag: string, after: string): string {
  const titles = TITLE_HASHTAG_CHARS.map((chars) => `${before}${plainLine(`#${hashtag}`, chars)} ${after}`);
  return firstThatFits(titles, TITLE_CHARS_MAX);
}

/** A hashtag that leads to its page on TikTok. */
export function hashtagLink(hashtag: string): string {
  return `[${hashtagSpan(hashtag)}](${hashtagUrl(hashtag)})`;
}

/** A creator, in a code span: on GitHub the same handle may be somebody else's. */
export function creatorSpan(creator: string | undefined): string {
  return creator === undefined ? 'unknown' : codeSpan(`@${creator}`, CREATOR_CHARS_MAX);
}

/** A person on GitHub, in a code span, so that nobody is notified. */
export function personSpan(login: string | undefined): string {
  return login === undefined ? 'a person' : codeSpan(`@${login}`, LOGIN_CHARS_MAX);
}

/** A video that leads to its page; without a caption by its number. */
export function videoLink({
  id,
  caption = '',
  url,
}: Pick<AlertVideo, 'id' | 'url'> & { readonly caption?: string | undefined }): string {
  const shown = codeSpan(caption, CAPTION_CHARS_MAX) || `video ${codeSpan(id, CAPTION_CHARS_MAX)}`;
  return `[${shown}](${url})`;
}

/** The first of several texts, the fullest first, that GitHub takes; the last one where none does. */
export function firstThatFits(texts: Iterable<string>, charsMax = BODY_CHARS_MAX): string {
  let last = '';
  for (const text of texts) {
    last = text;
    if (text.length <= charsMax) break;
  }
  return last;
}
