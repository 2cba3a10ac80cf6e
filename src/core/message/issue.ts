import { type Alert, type AlertDriver, hashtagUrl } from '../alert.ts';
import { RIGHT_TIMES } from '../hindsight.ts';
import {
  formatCount,
  formatHours,
  formatInterval,
  formatMultiple,
  formatPercent,
  formatShort,
  formatStep,
} from '../text/numbers.ts';
import { markdownTable } from '../text/table.ts';
import { formatTime } from '../text/times.ts';
import { codeSpan } from '../text/untrusted.ts';
import { hoursBetween } from '../time.ts';
import type { Interval } from '../velocity.ts';

/** An alert as a GitHub issue. */
export interface IssueMessage {
  readonly title: string;
  readonly body: string;
}

const CAPTION_CHARS_MAX = 60;
const CREATOR_CHARS_MAX = 40;
const NOTE_CHARS_MAX = 300;
/** A slower doubling is no news. */
const DOUBLING_HOURS_MAX = 48;
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
  const hours = hoursBetween(Date.parse(alert.views.beforeAt), Date.parse(alert.at));
  const growth = formatPercent((alert.views.now / alert.views.before - 1) * 100);
  const body = [
    issueMarker(alert.episode),
    `**[${hashtagSpan(alert.hashtag)}](${hashtagUrl(alert.hashtag)}) gained ${growth} in ${formatHours(hours)}**: ` +
      `${formatCount(alert.views.before)} → ${formatCount(alert.views.now)} views.`,
    ...(alert.note === undefined ? [] : [`> ${codeSpan(alert.note, NOTE_CHARS_MAX)}`]),
    factsTable(alert, timeZone, hours),
    driversSection(alert, timeZone),
    turnItDown(alert),
  ].join('\n\n');
  const headline = momentumHeadline(alert) ?? `+${growth} in ${formatHours(hours)}`;
  return { title: `#${alert.hashtag} is breaking out: ${headline}`, body: `${body}\n` };
}

/** What a breakout that the `breakout` rule found is about: the multiple, and how fast it doubles. */
function momentumHeadline({ rule, momentum }: Alert): string | undefined {
  if (rule !== 'breakout' || momentum?.multiple === undefined) return undefined;
  const { multiple, doublingHours } = momentum;
  const doubling =
    doublingHours !== undefined && doublingHours > 0 && doublingHours <= DOUBLING_HOURS_MAX
      ? `, doubling every ${formatHours(doublingHours)}`
      : '';
  return `${formatMultiple(multiple)} its usual${doubling}`;
}

/** The comment that closes an episode. */
export function closingComment(alert: Alert, timeZone: string): string {
  const { base, peak } = alert.views;
  const lasted = hoursBetween(Date.parse(alert.openedAt), Date.parse(alert.at));
  return [
    closingMarker(alert.episode),
    `**Over**: ${alert.reason}.${hindsightText(alert)}`,
    `It lasted ${formatHours(lasted)}, from ${formatTime(alert.openedAt, timeZone)}: ${formatCount(base)} views before, ` +
      `${formatCount(peak)} at the highest (+${formatPercent((peak / base - 1) * 100)}).`,
  ].join('\n\n');
}

/** Whether the alarm was right. A counter that fell back has said so already. */
function hindsightText({ hindsight, end }: Alert): string {
  if (hindsight === undefined || end === 'fell-back') return '';
  return hindsight === 'right'
    ? ` The alarm was right by hindsight: views came at ${RIGHT_TIMES} times its normal or more.`
    : ` By hindsight it was a false alarm: views came at less than ${RIGHT_TIMES} times its normal.`;
}

function factsTable(alert: Alert, timeZone: string, hours: number): string {
  const { acceleration, normal, views } = alert;
  return markdownTable(
    [
      ['', 'left'],
      ['', 'left'],
    ],
    [
      ['Velocity', velocityCell(alert.velocity)],
      ['Its own normal', normal === undefined ? 'not known yet: it takes a day' : normalCell(alert, normal)],
      ['Acceleration', acceleration === undefined ? 'unknown' : `${formatInterval(acceleration)} per hour`],
      ...momentumRows(alert),
      ['Precision', views.step === 1 ? 'exact counts' : `counts ${formatStep(views.step)} by TikTok`],
      ['Measured', `${formatTime(alert.at, timeZone)}, ${formatHours(hours)} after the reading before`],
      ['Why now', `${alert.reason} (${alert.rule} rule)`],
    ],
  );
}

/** Where rounding leaves room, what the counts say as they stand comes first: it is what the rule went by. */
function velocityCell(velocity: Interval): string {
  const range = formatInterval(velocity);
  const shown = `${formatPercent(velocity.nominal)}/h`;
  return range === shown ? shown : `${shown} as shown; truly ${range}`;
}

function normalCell({ velocity }: Alert, normal: NonNullable<Alert['normal']>): string {
  const usual = `${formatInterval(normal)} (mean of the ${formatHours(normal.hours)} before)`;
  const times = Math.floor(velocity.low / normal.high);
  return normal.high > 0 && times >= 2 ? `${usual}: now at least ${formatCount(times)} times that` : usual;
}

function momentumRows({ momentum }: Alert): readonly (readonly [string, string])[] {
  if (momentum === undefined) return [];
  const { doublingHours, score, threshold, rarity } = momentum;
  const pace =
    doublingHours === undefined
      ? 'unknown: the counter is too coarse to tell'
      : `${doublingHours > 0 ? 'doubles' : 'halves'} every ${formatHours(Math.abs(doublingHours))}`;
  return [
    ['Pace', pace],
    ['Score', `${score.toFixed(1)} against a bar of ${threshold}. ${rarity}`],
  ];
}

function driversSection(alert: Alert, timeZone: string): string {
  if (alert.drivers.length === 0) {
    return `### What drives it\n\n${alert.explained === undefined ? NO_LISTING : NONE_GAINED}`;
  }
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
  return ['### What drives it', table, explainedText(alert)].join('\n\n');
}

const NO_LISTING = 'Unknown: TikTok gave no list of videos this time.';
const NONE_GAINED =
  'None of the videos that TikTok lists gained views since the reading before: the growth comes from others.';

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

/** Below this part of the growth, the listed videos are said to explain little. */
const EXPLAINS_LITTLE_BELOW = 0.25;

function explainedText({ explained, creators }: Alert): string {
  if (explained === undefined) return 'How much of the growth they explain is unknown.';
  const by = creators === 1 ? 'one creator' : `${creators} creators`;
  if (explained < EXPLAINS_LITTLE_BELOW) {
    return `The listed videos (${by}) explain little: ${formatPercent(explained * 100)} of the growth. The rest comes from videos that TikTok does not list.`;
  }
  if (explained > 1)
    return `The listed videos (${by}) gained more than the hashtag's counter shows, which lags behind.`;
  return `The listed videos (${by}) explain ${formatPercent(explained * 100)} of the growth.`;
}

function turnItDown({ hashtag, rule, thresholdPercentPerHour, momentum }: Alert): string {
  const remedy =
    rule === 'classic'
      ? `raise its \`threshold\` (now ${formatPercent(thresholdPercentPerHour)}/h) in \`watchlist.yml\`.`
      : `set its \`sensitivity\` to \`quiet\` in \`watchlist.yml\`. ${momentum?.quietIf ?? ''}`.trimEnd();
  return [
    '---',
    `**Too much?** Close this issue: it stays closed until ${hashtagSpan(hashtag)} has cooled off and breaks out anew. ` +
      `To hear less of it, ${remedy}`,
  ].join('\n');
}
