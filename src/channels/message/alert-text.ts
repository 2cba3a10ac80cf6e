import type { Alert } from '../../alerts/alert.ts';
import { RIGHT_TIMES } from '../../detector/hindsight.ts';
import type { Interval } from '../../readings/velocity.ts';
import {
  formatCount,
  formatHours,
  formatInterval,
  formatMultiple,
  formatPercent,
  formatStep,
} from '../../text/numbers.ts';
import { hoursBetween } from '../../text/time.ts';
import { formatTime } from '../../text/times.ts';

/**
 * What every channel says of an alert, in words, so that all of them say the same. These texts hold numbers and our own
 * words only; hashtag, note, captions and creators are strangers' text and stand in the alert, for each place to escape.
 */
export interface AlertFacts {
  /** What stands after the hashtag in a title: `is breaking out: 4.2× its usual, doubling every 6 h`. */
  readonly headline: string;
  /** The growth in one sentence, without the hashtag: `gained 14.9 % in 1 h: 1,035,451 → 1,190,007 views.` */
  readonly lead: string;
  /** Label and value, the most telling first. */
  readonly rows: readonly (readonly [label: string, value: string])[];
  /** How much of the growth the listed videos explain. */
  readonly explained: string;
  /** How to hear less of it. */
  readonly turnDown: string;
}

/** A slower doubling is no news. */
const DOUBLING_HOURS_MAX = 48;

/** @param timezone IANA zone in which people read times */
export function alertFacts(alert: Alert, timezone: string): AlertFacts {
  return {
    headline: headline(alert),
    lead: alert.kind === 'over' ? endingLead(alert, timezone) : growthLead(alert),
    rows: alert.kind === 'over' ? endingRows(alert, timezone) : rows(alert, timezone),
    explained: explainedText(alert),
    turnDown: turnDown(alert),
  };
}

/** Hours between the two readings that an alert is about. */
export function hoursOf({ views, at }: Alert): number {
  return hoursBetween(Date.parse(views.beforeAt), Date.parse(at));
}

function headline(alert: Alert): string {
  switch (alert.kind) {
    case 'opened':
      return slowed(alert) ?? `is breaking out: ${momentum(alert) ?? plainGrowth(alert)}`;
    case 'joined':
      return (
        slowed(alert) ?? `is breaking out too, for the same videos: ${momentum(alert) ?? plainGrowth(alert)}`
      );
    case 'changed':
      return PHASE_NEWS[alert.phase];
    case 'over':
      return ENDS[alert.end ?? 'cooled-off'];
  }
}

/** News that was held back until the growth had slowed down. */
function slowed({ phase }: Alert): string | undefined {
  return phase === 'peaked' || phase === 'fading' ? `broke out, and ${PHASE_NEWS[phase]}` : undefined;
}

const ENDS: Readonly<Record<NonNullable<Alert['end']>, string>> = {
  'cooled-off': 'has cooled off',
  'fell-back': 'was no breakout: TikTok corrected its count',
  unwatched: 'is no longer watched',
};

const PHASE_NEWS: Readonly<Record<Alert['phase'], string>> = {
  warming: 'is warming up',
  breakout: 'is picking up again',
  strong: 'is growing strongly now',
  peaked: 'has peaked: it grows clearly slower than before',
  fading: 'is fading',
  over: 'has cooled off',
};

function plainGrowth(alert: Alert): string {
  return `+${growth(alert)} in ${formatHours(hoursOf(alert))}`;
}

function growth({ views }: Alert): string {
  return formatPercent((views.now / views.before - 1) * 100);
}

/** What a breakout that the `breakout` rule found is about: the multiple, and how fast it doubles. */
function momentum({ rule, momentum: measured }: Alert): string | undefined {
  if (rule !== 'breakout' || measured?.multiple === undefined) return undefined;
  const { multiple, doublingHours } = measured;
  const doubling =
    doublingHours !== undefined && doublingHours > 0 && doublingHours <= DOUBLING_HOURS_MAX
      ? `, doubling every ${roundedHours(doublingHours)}`
      : '';
  return `${formatMultiple(multiple)} its usual${doubling}`;
}

/** Minutes would say more than a doubling time can be known to. */
function roundedHours(hours: number): string {
  return formatHours(hours < 3 ? Math.round(hours * 6) / 6 : Math.round(hours));
}

function growthLead(alert: Alert): string {
  const { before, now } = alert.views;
  const span = `in ${formatHours(hoursOf(alert))}`;
  if (now === before) return `has not moved ${span}: ${formatCount(now)} views.`;
  const moved = now > before ? `gained ${growth(alert)}` : `went back by ${growth(alert).slice(1)}`;
  return `${moved} ${span}: ${formatCount(before)} → ${formatCount(now)} views.`;
}

function endingLead(alert: Alert, timezone: string): string {
  const { base, peak } = alert.views;
  const lasted = hoursBetween(Date.parse(alert.openedAt), Date.parse(alert.at));
  return (
    `It lasted ${formatHours(lasted)}, from ${formatTime(alert.openedAt, timezone)}: ${formatCount(base)} views before, ` +
    `${formatCount(peak)} at the highest (+${formatPercent((peak / base - 1) * 100)}).`
  );
}

function rows(alert: Alert, timezone: string): AlertFacts['rows'] {
  const { normal, views, reason, rule } = alert;
  return [
    ['Why now', `${reason} (${rule} rule)`],
    ['Velocity', velocityText(alert.velocity)],
    ['Its own normal', normal === undefined ? 'not known yet: it takes a day' : normalText(alert, normal)],
    ['Acceleration', accelerationText(alert)],
    ...scoreRows(alert),
    ['Precision', views.step === 1 ? 'exact counts' : `counts ${formatStep(views.step)} by TikTok`],
    [
      'Measured',
      `${formatTime(alert.at, timezone)}, ${formatHours(hoursOf(alert))} after the reading before`,
    ],
  ];
}

function endingRows(alert: Alert, timezone: string): AlertFacts['rows'] {
  const { views, fastest } = alert;
  return [
    ['Why it is over', alert.reason],
    ['Views gained', formatCount(views.peak - views.base)],
    ...(fastest === undefined || fastest.percentPerHour <= 0
      ? []
      : [
          [
            'Fastest',
            `${formatPercent(fastest.percentPerHour)}/h at ${formatTime(fastest.at, timezone)}`,
          ] as const,
        ]),
    ...(alert.end === 'unwatched' ? [] : [['Classic rule', earliness(alert)] as const]),
    ...hindsightRows(alert),
  ];
}

/** How early the alert came against the classic rule. */
function earliness({ rule, openedAt, classicAt, thresholdPercentPerHour }: Alert): string {
  const plain = `growth above ${formatPercent(thresholdPercentPerHour)}/h`;
  if (rule === 'classic') return `it was the classic rule that found it (${plain})`;
  if (classicAt === undefined) return `would never have told of it (${plain})`;
  const hours = hoursBetween(Date.parse(openedAt), Date.parse(classicAt));
  return hours <= 0
    ? `fired at the same reading (${plain})`
    : `would have told of it ${formatHours(hours)} later (${plain})`;
}

/** Whether the alarm was right. A counter that fell back has said so already. */
function hindsightRows({ hindsight, end }: Alert): AlertFacts['rows'] {
  if (hindsight === undefined || end === 'fell-back') return [];
  const text =
    hindsight === 'right'
      ? `the alarm was right: views came at ${RIGHT_TIMES} times its normal or more`
      : `a false alarm: views came at less than ${RIGHT_TIMES} times its normal`;
  return [['By hindsight', text]];
}

/** Where rounding leaves room, what the counts say as they stand comes first: it is what the rule went by. */
function velocityText(velocity: Interval): string {
  const range = formatInterval(velocity);
  const shown = `${formatPercent(velocity.nominal)}/h`;
  return range === shown ? shown : `${shown} as shown; truly ${range}`;
}

function normalText({ velocity }: Alert, normal: NonNullable<Alert['normal']>): string {
  const usual = `${formatInterval(normal)} (mean of the ${formatHours(normal.hours)} before)`;
  const times = Math.floor(velocity.low / normal.high);
  return normal.high > 0 && times >= 2 ? `${usual}: now at least ${formatCount(times)} times that` : usual;
}

/** How the velocity changes, and in what time it doubles or halves, as far as either is known. */
function accelerationText({ acceleration, momentum: measured }: Alert): string {
  const hours = measured?.doublingHours;
  const pace =
    hours === undefined ? [] : [`${hours > 0 ? 'doubles' : 'halves'} every ${roundedHours(Math.abs(hours))}`];
  const known = [
    ...(acceleration === undefined ? [] : [`${formatInterval(acceleration)} per hour`]),
    ...pace,
  ];
  if (known.length > 0) return known.join('; ');
  return measured === undefined ? 'unknown' : 'unknown: the counter is too coarse to tell';
}

function scoreRows({ momentum: measured }: Alert): AlertFacts['rows'] {
  if (measured === undefined) return [];
  const { score, threshold, rarity } = measured;
  return [['Score', `${score.toFixed(1)} against a bar of ${threshold}. ${rarity}`]];
}

/** Below this part of the growth, the listed videos are said to explain little. */
const EXPLAINS_LITTLE_BELOW = 0.25;
const NO_LISTING = 'Unknown: TikTok gave no list of videos this time.';
const NONE_GAINED =
  'None of the videos that TikTok lists gained views since the reading before: the growth comes from others.';

function explainedText({ explained, creators, drivers }: Alert): string {
  if (drivers.length === 0) return explained === undefined ? NO_LISTING : NONE_GAINED;
  if (explained === undefined) return 'How much of the growth they explain is unknown.';
  const by = creators === 1 ? 'one creator' : `${creators} creators`;
  if (explained < EXPLAINS_LITTLE_BELOW) {
    return `The listed videos (${by}) explain little: ${formatPercent(explained * 100)} of the growth. The rest comes from videos that TikTok does not list.`;
  }
  if (explained > 1)
    return `The listed videos (${by}) gained more than the hashtag's counter shows, which lags behind.`;
  return `The listed videos (${by}) explain ${formatPercent(explained * 100)} of the growth.`;
}

/** A watch holds itself to a name such as `quiet`, or to a number of false alarms: the advice fits both. */
function turnDown({ rule, thresholdPercentPerHour, momentum: measured }: Alert): string {
  if (rule === 'classic')
    return `raise its threshold (now ${formatPercent(thresholdPercentPerHour)}/h) in watchlist.yml.`;
  const how =
    'set its sensitivity in watchlist.yml to quiet, or to fewer false alarms (1 false alarm in 24 months).';
  return [how, ...(measured === undefined ? [] : [measured.quietIf])].join(' ');
}
