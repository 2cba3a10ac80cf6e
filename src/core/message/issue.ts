import { type Alert, type AlertDriver, hashtagUrl } from '../alert.ts';
import { formatPercent, formatShort } from '../text/numbers.ts';
import { markdownTable } from '../text/table.ts';
import { formatTime } from '../text/times.ts';
import { codeSpan } from '../text/untrusted.ts';
import { alertFacts } from './facts.ts';

/** An alert as a GitHub issue. */
export interface IssueMessage {
  readonly title: string;
  readonly body: string;
}

const CAPTION_CHARS_MAX = 60;
const CREATOR_CHARS_MAX = 40;
const NOTE_CHARS_MAX = 300;
/** Names have at most 100 characters, and a `#` stands before them. */
const HASHTAG_CHARS_MAX = 101;

/** The hidden line by which an episode's issue is found again. Ids are normalised hashtags and digits only. */
export function issueMarker(episode: string): string {
  return `<!-- hashtag-radar:episode=${episode} -->`;
}

/** The hidden line by which the closing comment is found again. */
export function closingMarker(episode: string): string {
  return `<!-- hashtag-radar:over=${episode} -->`;
}

/**
 * Whether a body carries a marker, on a line of its own. Within a line it is a stranger's: a caption may hold the marker
 * of any episode, and stands in the issues of others.
 */
export function carriesMarker(body: string | null | undefined, marker: string): boolean {
  return (body ?? '').split(/\r?\n/).some((line) => line.trim() === marker);
}

/** A hashtag in a code span: GitHub would take `#2024` for an issue, and `#_this_` for emphasis. */
function hashtagSpan(hashtag: string): string {
  return codeSpan(`#${hashtag}`, HASHTAG_CHARS_MAX);
}

/** The issue that opens an episode. */
export function openingIssue(alert: Alert, timeZone: string): IssueMessage {
  const { headline, lead, rows, explained, turnDown } = alertFacts(alert, timeZone);
  const [gained, counts] = [lead.slice(0, lead.indexOf(':')), lead.slice(lead.indexOf(':'))];
  const rehearsal = alert.rehearsal === undefined ? '' : 'Rehearsal: ';
  const body = [
    issueMarker(alert.episode),
    ...(alert.rehearsal === undefined ? [] : [REHEARSAL]),
    `**[${hashtagSpan(alert.hashtag)}](${hashtagUrl(alert.hashtag)}) ${gained}**${counts}`,
    ...(alert.note === undefined ? [] : [`> ${codeSpan(alert.note, NOTE_CHARS_MAX)}`]),
    factsTable(rows),
    driversSection(alert, explained, timeZone),
    turnItDown(alert.hashtag, turnDown),
  ].join('\n\n');
  return { title: `${rehearsal}#${alert.hashtag} ${headline}`, body: `${body}\n` };
}

const REHEARSAL = '*This is a rehearsal: the numbers are made up, and nothing was recorded.*';

/** The comment that closes an episode. */
export function closingComment(alert: Alert, timeZone: string): string {
  const { headline, lead, rows } = alertFacts(alert, timeZone);
  return [
    closingMarker(alert.episode),
    ...(alert.rehearsal === undefined ? [] : [REHEARSAL]),
    `**${hashtagSpan(alert.hashtag)} ${headline}.** ${lead}`,
    factsTable(rows),
  ].join('\n\n');
}

function factsTable(rows: readonly (readonly [string, string])[]): string {
  return markdownTable(
    [
      ['', 'left'],
      ['', 'left'],
    ],
    rows,
  );
}

function driversSection(alert: Alert, explained: string, timeZone: string): string {
  const title = '### What drives it';
  if (alert.drivers.length === 0) return `${title}\n\n${explained}`;
  const table = markdownTable(
    [
      ['Video', 'left'],
      ['Creator', 'left'],
      ['Posted', 'left'],
      ['Views gained', 'right'],
      ['Share of the growth', 'right'],
    ],
    alert.drivers.map((driver) => driverCells(driver, timeZone)),
  );
  return [title, table, explained].join('\n\n');
}

function driverCells(driver: AlertDriver, timeZone: string): readonly string[] {
  const caption = codeSpan(driver.caption ?? '', CAPTION_CHARS_MAX);
  const creator = codeSpan(`@${driver.creator ?? ''}`, CREATOR_CHARS_MAX);
  const about = driver.basis === 'estimated' ? 'about ' : '';
  return [
    `[${caption || `video ${codeSpan(driver.id, CAPTION_CHARS_MAX)}`}](${driver.url})`,
    driver.creator === undefined ? 'unknown' : creator,
    formatTime(driver.postedAt, timeZone),
    `${about}${formatShort(driver.gained)} of ${formatShort(driver.views)}`,
    driver.share === undefined ? 'unknown' : `${about}${formatPercent(driver.share * 100)}`,
  ];
}

function turnItDown(hashtag: string, how: string): string {
  return [
    '---',
    `**Too much?** Close this issue: it stays closed until ${hashtagSpan(hashtag)} has cooled off and breaks out anew. ` +
      `To hear less of it, ${how}`,
  ].join('\n');
}
