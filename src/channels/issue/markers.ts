import { linesOf } from '../../github/hidden-marker.ts';

/**
 * The hidden lines by which issues and comments are found again. What they name is ours (normalised hashtags, instants,
 * numbers), so none of them can be broken by strangers' text.
 */

/** The line of an episode that an issue tells of; an issue carries one for each. */
export function issueMarker(episode: string): string {
  return `<!-- hashtag-radar:episode=${episode} -->`;
}

/** The line of an issue that is a digest; the id is its notification's. */
export function digestMarker(id: string): string {
  return `<!-- hashtag-radar:digest=${id} -->`;
}

/** The line that all weekly digests carry. */
export const WEEK_MARKER = '<!-- hashtag-radar:week -->';

/** The line of the comment that tells of a newcomer in another episode's issue. */
export function joinedMarker(episode: string): string {
  return `<!-- hashtag-radar:joined=${episode} -->`;
}

/** The line of the comment that tells of a change of phase. A phase can come twice, so its instant counts too. */
export function changedMarker(episode: string, phase: string, at: string): string {
  return `<!-- hashtag-radar:changed=${episode} ${phase} ${at} -->`;
}

/** The line of the comment that closes an episode. */
export function closingMarker(episode: string): string {
  return `<!-- hashtag-radar:over=${episode} -->`;
}

/** The line of the answer to a person's request. `request` says which one, and what came of it. */
export function answerMarker(request: string): string {
  return `<!-- hashtag-radar:answer=${request} -->`;
}

const ANY_MARKER = /^<!-- hashtag-radar:\S.* -->$/;
const EPISODE_MARKER = /^<!-- hashtag-radar:episode=(\S+) -->$/;

/** Every marker in a body. */
export function markersIn(body: string | null | undefined): readonly string[] {
  return linesOf(body)
    .map((line) => line.trim())
    .filter((line) => ANY_MARKER.test(line));
}

/** The episodes that an issue tells of, in the order in which they came to it. */
export function episodesIn(body: string | null | undefined): readonly string[] {
  return linesOf(body).flatMap((line) => EPISODE_MARKER.exec(line.trim())?.[1] ?? []);
}

/** A body that tells of one more episode; its marker follows those that are there. */
export function withEpisode(body: string, episode: string): string {
  if (episodesIn(body).includes(episode)) return body;
  const lines = linesOf(body);
  const last = lines.findLastIndex((line) => EPISODE_MARKER.test(line.trim()));
  return [...lines.slice(0, last + 1), issueMarker(episode), ...lines.slice(last + 1)].join('\n');
}

/** Between these two lines the body is ours, and rewritten as things change; the rest of it is everybody's. */
const BLOCK_BEGIN = '<!-- hashtag-radar:begin (rewritten every hour: put your own notes above this line) -->';
const BLOCK_END = '<!-- hashtag-radar:end (or below this one) -->';

/** Whatever the words in the brackets: issues that earlier versions opened have others. */
const BLOCK_LINES = {
  begin: /^<!-- hashtag-radar:begin \([^)]*\) -->$/,
  end: /^<!-- hashtag-radar:end \([^)]*\) -->$/,
} as const;

/** A text as the part of a body that is ours. */
export function blockOf(text: string): string {
  return [BLOCK_BEGIN, text, BLOCK_END].join('\n\n');
}

/** A body with another text between our two lines; undefined where a person has taken one of them away, or doubled it. */
export function replaceBlock(body: string, text: string): string | undefined {
  const lines = linesOf(body);
  const begins = placesOf(lines, BLOCK_LINES.begin);
  const ends = placesOf(lines, BLOCK_LINES.end);
  const [begin = 0] = begins;
  const [end = 0] = ends;
  if (begins.length !== 1 || ends.length !== 1 || end < begin) return undefined;
  return [...lines.slice(0, begin), blockOf(text), ...lines.slice(end + 1)].join('\n');
}

function placesOf(lines: readonly string[], marker: RegExp): readonly number[] {
  return lines.flatMap((line, place) => (marker.test(line.trim()) ? [place] : []));
}
