import type { Alert } from '../../alerts/alert.ts';
import type { DeferredDigest, Digest, WeekDigest } from '../../alerts/digest.ts';
import { plainLine } from '../../text/untrusted.ts';
import { type DigestText, digestText } from '../message/digest-text.ts';
import {
  BODY_CHARS_MAX,
  firstThatFits,
  hashtagLink,
  TITLE_CHARS_MAX,
  TITLE_HASHTAG_CHARS,
} from './markdown.ts';
import { digestMarker, issueMarker, WEEK_MARKER } from './markers.ts';
import type { IssueMessage } from './message.ts';

/** A section shows at most so many items, and fewer where the issue would grow too long. */
const ITEMS_MAX = [200, 100, 50, 20, 5];
/** Episodes whose later news the issue takes in. Names have up to 100 characters, so that there is room for them all. */
const EPISODES_MAX = 200;

/**
 * Deferred alerts as one issue. It carries the markers of the episodes that are still open, so that their
 * later news finds it.
 * @param id of the notification
 */
export function heldIssue(id: string, digest: DeferredDigest, timezone: string): IssueMessage {
  const open = openIn(digest.alerts).slice(0, EPISODES_MAX);
  const footer =
    open.length === 0
      ? 'All of these breakouts are over, so this issue is closed.'
      : 'News comes as comments here. This issue closes when all of these breakouts are over. Close it yourself to mute ' +
        'these hashtags until their next breakouts, or comment `mute 3d` to mute them for some time.';
  return digestIssue(digest, [digestMarker(id), ...open.map(issueMarker)], footer, timezone);
}

/** A look back on a week, as one issue. */
export function weekIssue(id: string, digest: WeekDigest, timezone: string): IssueMessage {
  const footer =
    'The next weekly digest closes this issue. To get none, remove `weekly-digest` from watchlist.yml.';
  return digestIssue(digest, [digestMarker(id), WEEK_MARKER], footer, timezone);
}

/** The episodes with more to come: those shown, and those that joined them. */
export function openIn(alerts: readonly Alert[]): readonly string[] {
  const over = alerts.flatMap(({ kind, episode }) => (kind === 'over' ? [episode] : []));
  const all = alerts.flatMap(({ episode, together = [] }) => [
    episode,
    ...together.map((one) => one.episode),
  ]);
  return [...new Set(all)].filter((episode) => !over.includes(episode));
}

function digestIssue(
  digest: Digest,
  markers: readonly string[],
  footer: string,
  timezone: string,
): IssueMessage {
  const facts = digestText(digest, timezone);
  const bodyWith = (itemsMax: number): string =>
    `${[markers.join('\n'), facts.lead, ...sectionsOf(facts, itemsMax), `---\n${footer}`].join('\n\n')}\n`;
  return { title: digestTitle(facts), body: firstThatFits(ITEMS_MAX.map(bodyWith), BODY_CHARS_MAX) };
}

function digestTitle({ title, named, more }: DigestText): string {
  if (named.length === 0) return title;
  const rest = more === 0 ? '' : ` and ${more} more`;
  const titles = TITLE_HASHTAG_CHARS.map((chars) => {
    const hashtags = named.map((hashtag) => plainLine(`#${hashtag}`, chars)).join(', ');
    return `${title}: ${hashtags}${rest}`;
  });
  return firstThatFits(titles, TITLE_CHARS_MAX);
}

function sectionsOf({ sections }: DigestText, itemsMax: number): readonly string[] {
  return sections.map(({ heading, items }) => {
    const shown = items.slice(0, itemsMax).map(({ hashtag, text, beside = [] }) => {
      const watched = beside.length === 0 ? '' : `, beside ${beside.map(hashtagLink).join(', ')}`;
      return `- ${hashtagLink(hashtag)} ${text}${watched}`;
    });
    const more = items.length > itemsMax ? [`- … and ${items.length - itemsMax} more`] : [];
    return `### ${heading}\n\n${[...shown, ...more].join('\n')}`;
  });
}
