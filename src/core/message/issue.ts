import { type Alert, type AlertDriver, hashtagUrl } from '../alert.ts';
import {
  formatCount,
  formatHours,
  formatInterval,
  formatMultiple,
  formatPercent,
  formatShort,
  formatStep,
} from '../text/numbers.ts';
import { formatTime } from '../text/times.ts';
import { codeSpan } from '../text/untrusted.ts';
import { hoursBetween } from '../time.ts';

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

/** The hidden line by which an episode's issue is found again. Ids are normalised hashtags and digits only. */
export function issueMarker(episode: string): string {
  return `<!-- hashtag-radar:episode=${episode} -->`;
}

/** The hidden line by which the closing comment is found again. */
export function closingMarker(episode: string): string {
  return `<!-- hashtag-radar:over=${episode} -->`;
}

/** The issue that opens an episode. */
export function openingIssue(alert: Alert, timeZone: string): IssueMessage {
  const hours = hoursBetween(Date.parse(alert.views.beforeAt), Date.parse(alert.at));
  const growth = formatPercent((alert.views.now / alert.views.before - 1) * 100);
  const body = [
    issueMarker(alert.episode),
    `**[#${alert.hashtag}](${hashtagUrl(alert.hashtag)}) gained ${growth} in ${formatHours(hours)}**: ` +
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
    `**Over**: ${alert.reason}.`,
    `It lasted ${formatHours(lasted)}, from ${formatTime(alert.openedAt, timeZone)}: ${formatCount(base)} views before, ` +
      `${formatCount(peak)} at the highest (+${formatPercent((peak / base - 1) * 100)}).`,
  ].join('\n\n');
}

function factsTable(alert: Alert, timeZone: string, hours: number): string {
  const { acceleration, normal } = alert;
  const rows: readonly (readonly [string, string])[] = [
    [
      'Velocity',
      `${formatInterval(alert.velocity)} (${formatPercent(alert.velocity.nominal)} as the counts stand)`,
    ],
    [
      'Its own normal so far',
      normal === undefined ? 'unknown: less than a day of history' : normalText(normal),
    ],
    ['Acceleration', acceleration === undefined ? 'unknown' : `${formatInterval(acceleration)} per hour`],
    ...momentumRows(alert, timeZone),
    ['Precision of the counter', formatStep(alert.views.step)],
    ['Read', `${formatTime(alert.at, timeZone)}, ${formatHours(hours)} after the reading before`],
    ['Rule', `${alert.rule}: ${alert.reason}`],
  ];
  return ['| | |', '| --- | --- |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n');
}

function momentumRows({ momentum }: Alert, timeZone: string): readonly (readonly [string, string])[] {
  if (momentum === undefined) return [];
  const { multiple, onset, doublingHours, score, threshold, rarity } = momentum;
  const since = onset === undefined ? '' : ` since about ${formatTime(onset, timeZone)}`;
  const pace =
    doublingHours === undefined
      ? 'unknown: the counter is too coarse to tell'
      : `${doublingHours > 0 ? 'doubles' : 'halves'} every ${formatHours(Math.abs(doublingHours))}`;
  return [
    ...(multiple === undefined
      ? []
      : [['Against its usual', `${formatMultiple(multiple)}${since}`] as const]),
    ['Pace', pace],
    ['Score', `${score.toFixed(1)} against a bar of ${threshold}. ${rarity}`],
  ];
}

function normalText(normal: NonNullable<Alert['normal']>): string {
  return `${formatInterval(normal)} (mean of the ${formatHours(normal.hours)} before)`;
}

function driversSection(alert: Alert, timeZone: string): string {
  if (alert.drivers.length === 0) {
    return `### What drives it\n\n${alert.explained === undefined ? NO_LISTING : NONE_GAINED}`;
  }
  const rows = alert.drivers.map((driver) => driverRow(driver, timeZone));
  return [
    '### What drives it',
    [
      '| Video | Creator | Posted | Views gained | Share of the growth |',
      '| --- | --- | --- | --- | --- |',
      ...rows,
    ].join('\n'),
    explainedText(alert),
  ].join('\n\n');
}

const NO_LISTING = 'Unknown: TikTok gave no list of videos this time.';
const NONE_GAINED =
  'None of the videos that TikTok lists gained views since the reading before: the growth comes from others.';

function driverRow(driver: AlertDriver, timeZone: string): string {
  const caption = codeSpan(driver.caption ?? driver.id, CAPTION_CHARS_MAX);
  const creator =
    driver.creator === undefined ? 'unknown' : codeSpan(`@${driver.creator}`, CREATOR_CHARS_MAX);
  const about = driver.basis === 'estimated' ? 'about ' : '';
  const gained = `${about}+${formatShort(driver.gained)} of ${formatShort(driver.views)}`;
  const share = driver.share === undefined ? 'unknown' : `${about}${formatPercent(driver.share * 100)}`;
  return `| [${caption || 'video'}](${driver.url}) | ${creator} | ${formatTime(driver.postedAt, timeZone)} | ${gained} | ${share} |`;
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
    `**Too much?** Close this issue: it stays closed until ${codeSpan(`#${hashtag}`, 100)} has cooled off and breaks out anew. ` +
      `To hear less of it, ${remedy}`,
  ].join('\n');
}
