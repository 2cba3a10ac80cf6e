import { createHash } from 'node:crypto';
import { Feed } from 'feed';
import { hashtagUrl } from '../../alerts/alert.ts';
import { escapeHtml, strangersText } from '../../text/html.ts';
import { formatMultiple, formatPercent, formatShort } from '../../text/numbers.ts';
import { plainLine } from '../../text/untrusted.ts';
import type { PageDriver, PageEpisode } from '../schema/site.ts';

/** The two feeds of breakouts, the newest first. */
export interface Feeds {
  readonly atom: string;
  readonly json: string;
}

export const ATOM_PATH = 'breakouts.atom';
export const JSON_FEED_PATH = 'breakouts.feed.json';

const ENTRIES_MAX = 50;
const CAPTION_CHARS_MAX = 120;
const CREATOR_CHARS_MAX = 40;

/** What the feeds say of themselves. Instants are ISO 8601. */
export interface FeedsHead {
  readonly madeAt: string;
  readonly origin: 'real' | 'simulated';
  /** Address of the site, with a slash at its end; without it entries lead to TikTok. */
  readonly url?: string;
  /** Address of the repository, which makes the feed's id one of a kind. */
  readonly repository?: string;
}

/** @param episodes of all hashtags, in any order */
export function feedsOf(head: FeedsHead, episodes: readonly PageEpisode[]): Feeds {
  const newest = episodes
    .toSorted((a, b) =>
      a.openedAt === b.openedAt ? (a.id < b.id ? -1 : 1) : a.openedAt < b.openedAt ? 1 : -1,
    )
    .slice(0, ENTRIES_MAX);
  // Atom takes a title for HTML, a JSON Feed takes it for plain text.
  return {
    atom: feedOf(head, newest, escapeHtml).atom1(),
    json: feedOf(head, newest, (title) => title).json1(),
  };
}

function feedOf(
  { madeAt, origin, url, repository }: FeedsHead,
  episodes: readonly PageEpisode[],
  titleOf: (text: string) => string,
): Feed {
  const changes = episodes.map(changedAt);
  const updated = changes.reduce((last, at) => (at > last ? at : last), changes[0] ?? madeAt);
  const feed = new Feed({
    id: uuidUrn(`feed ${repository ?? url ?? ''}`),
    title: origin === 'simulated' ? 'Simulated breakouts' : 'Hashtags breaking out',
    description: 'Breakouts of the TikTok hashtags on a watchlist, by hashtag-radar.',
    updated: new Date(updated),
    generator: 'hashtag-radar',
    author: { name: 'hashtag-radar' },
    ...(url !== undefined && {
      link: url,
      feedLinks: { atom: `${url}${ATOM_PATH}`, json: `${url}${JSON_FEED_PATH}` },
    }),
  });
  for (const episode of episodes) {
    feed.addItem({
      id: uuidUrn(`episode ${episode.id}`),
      title: titleOf(titleText(episode)),
      link:
        url === undefined
          ? hashtagUrl(episode.hashtag)
          : `${url}#/tag/${encodeURIComponent(episode.hashtag.toWellFormed())}`,
      published: new Date(episode.openedAt),
      date: new Date(changedAt(episode)),
      content: contentOf(episode),
    });
  }
  return feed;
}

/** When an entry changed last: at its opening, or at its end. */
function changedAt({ openedAt, endedAt }: PageEpisode): string {
  return endedAt ?? openedAt;
}

function titleText({ hashtag, multiple, endedAt, baseViews, peakViews }: PageEpisode): string {
  const grown = `${formatShort(baseViews)} → ${formatShort(peakViews)} views`;
  const by = multiple === undefined ? grown : `${formatMultiple(multiple)} its baseline`;
  return endedAt === undefined ? `#${hashtag} is breaking out: ${by}` : `#${hashtag} broke out: ${grown}`;
}

function contentOf(episode: PageEpisode): string {
  const { rule, reason, baseViews, peakViews, endReason, drivers, issue } = episode;
  const growth = formatPercent((peakViews / Math.max(1, baseViews) - 1) * 100);
  return [
    `<p>${escapeHtml(`${formatShort(baseViews)} → ${formatShort(peakViews)} views (+${growth}). Alert by the ${rule} rule: ${reason}.`)}</p>`,
    ...(endReason === undefined ? [] : [`<p>${escapeHtml(`Ended: ${endReason}.`)}</p>`]),
    ...(drivers.length === 0 ? [] : [`<ol>${drivers.map(driverItem).join('')}</ol>`]),
    ...(issue === undefined ? [] : [`<p><a href="${escapeHtml(issue)}">The issue</a></p>`]),
  ]
    .join('\n')
    .replaceAll(NOT_IN_XML, '');
}

/** What XML 1.0 (section 2.2) does not allow anywhere. */
const NOT_IN_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

function driverItem({ id, url, caption, creator, gained }: PageDriver): string {
  const hasText = plainLine(caption ?? '', CAPTION_CHARS_MAX) !== '';
  const shown = hasText ? strangersText(caption ?? '', CAPTION_CHARS_MAX) : escapeHtml(`video ${id}`);
  const linked = url === undefined ? shown : `<a href="${escapeHtml(url)}">${shown}</a>`;
  const by = creator === undefined ? 'creator unknown' : strangersText(`@${creator}`, CREATOR_CHARS_MAX);
  return `<li>${linked} ${by}, +${formatShort(gained)} views</li>`;
}

/** An id that stays the same wherever the site stands: a UUID of version 8 (RFC 9562), made from a digest. */
function uuidUrn(text: string): string {
  const hex = createHash('sha256').update(`hashtag-radar ${text}`).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
