import { videoUrl } from '../alerts/alert.ts';
import type { Discovery } from '../discovery/discovery.ts';
import { linesOf } from '../github/hidden-marker.ts';
import { formatAmount } from '../text/numbers.ts';
import { fencedBlock } from '../text/prose.ts';
import { isoUtc } from '../text/time.ts';
import { formatTime } from '../text/times.ts';
import { codeSpan } from '../text/untrusted.ts';
import { entriesAsLines } from '../watchlist/add-entries.ts';
import { CONSENT_LABEL } from './consent.ts';
import { foundBody } from './request.ts';

/** The issue of a discovery: a filled-in form "Watch a hashtag", with what was seen below it. */

/** The label by which a person says that a hashtag is never to be proposed again. */
export const DECLINE_LABEL = 'never-discover';

const HANDLE_CHARS_MAX = 40;
const HASHTAG_CHARS_MAX = 100;

export function foundIssueTitle({ companion, creators }: Discovery): string {
  return `Watch #${companion}? ${creators} creators used it within a day`;
}

/** @param timezone IANA zone in which people read times */
export function foundIssueBody(discovery: Discovery, timezone: string): string {
  const { companion, at, firstSeenAt, creators, usualCreatorsPerDay, beside, videos } = discovery;
  const usual = Math.round(usualCreatorsPerDay);
  const note = `Found beside ${beside[0]?.hashtag ?? 'others'} on ${isoUtc(at).slice(0, 10)}`;
  const seen = [
    `${formatAmount(creators, 'creator')} used ${span(companion)} within a day, until ${formatTime(isoUtc(at), timezone)}, ` +
      `where ${usual === 0 ? 'hardly one' : `about ${usual}`} a day did before. First seen: ${formatTime(isoUtc(firstSeenAt), timezone)}.`,
    `It stands beside ${beside.map((one) => `${span(one.hashtag)} (${one.creators})`).join(', ')}.`,
    ...(videos.length === 0 ? [] : [`Videos: ${videos.map(videoLink).join(', ')}.`]),
  ];
  const after = [
    ...seen,
    `**To watch it**, add the label \`${CONSENT_LABEL}\`. If you may write to this repository, a pull request with this change opens ` +
      'within a minute or two:',
    fencedBlock(entriesAsLines([{ name: companion, note }])),
    `**To never get it again**, close this issue as not planned, or add the label \`${DECLINE_LABEL}\`.`,
  ].join('\n\n');
  return foundBody({ hashtag: companion, note, marker: foundMarker(discovery), after });
}

function span(hashtag: string): string {
  return codeSpan(`#${hashtag}`, HASHTAG_CHARS_MAX);
}

function videoLink(video: Discovery['videos'][number]): string {
  const shown = video.creator === undefined ? 'a video' : codeSpan(`@${video.creator}`, HANDLE_CHARS_MAX);
  return `[${shown === '' ? 'a video' : shown}](${videoUrl(video)})`;
}

function foundMarker({ companion, at }: Pick<Discovery, 'companion' | 'at'>): string {
  return `<!-- hashtag-radar:discovery=${companion} ${isoUtc(at)} -->`;
}

const FOUND_MARKER = /^<!-- hashtag-radar:discovery=(\S+) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) -->$/;

/** The discovery that an issue is about; undefined for any other issue. */
export function foundIn(body: string | null | undefined): Pick<Discovery, 'companion' | 'at'> | undefined {
  for (const line of linesOf(body)) {
    const [, companion, at = ''] = FOUND_MARKER.exec(line.trim()) ?? [];
    if (companion !== undefined) return { companion, at: Date.parse(at) };
  }
  return undefined;
}
