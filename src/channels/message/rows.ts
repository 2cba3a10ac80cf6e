import { type Alert, isOpening } from '../../alerts/alert.ts';
import { RIGHT_TIMES } from '../../detector/hindsight.ts';
import { OUTLOOK_DAYS, OUTLOOK_TIMES, PEAK_HOURS } from '../../detector/outlook.ts';
import type { Interval } from '../../readings/velocity.ts';
import {
  formatAmount,
  formatHours,
  formatInterval,
  formatPercent,
  formatShort,
  formatStep,
} from '../../text/numbers.ts';
import { hoursBetween } from '../../text/time.ts';
import { atTimeBeside, formatTime, formatTimeBeside } from '../../text/times.ts';
import { multipleText } from './growth.ts';

/** Label and value, the most important first. */
export type Rows = readonly (readonly [label: string, value: string])[];

/** How an open breakout stands. @param timezone IANA zone in which people read times */
export function openRows(alert: Alert, timezone: string): Rows {
  const { at, openedAt, phase, views } = alert;
  const age = hoursBetween(Date.parse(openedAt), Date.parse(at));
  const ago = age <= 0 ? '' : ` (${formatHours(age)} ago)`;
  return [
    ['Phase', `${phase}; broke out ${atTimeBeside(openedAt, timezone, at)}${ago}`],
    whyRow(alert),
    ...multipleRow(alert, timezone),
    ['Velocity', velocityText(alert)],
    ['Baseline', baselineText(alert)],
    ...breadthRow(alert),
    ...scoreRow(alert),
    ...outlookRow(alert),
    ['Precision', views.step === 1 ? 'exact counts' : `counts ${formatStep(views.step)} by TikTok`],
    ['Measured', `${formatTime(at, timezone)}, ${formatHours(hoursOf(alert))} after the reading before`],
  ];
}

/** What a breakout was. @param timezone IANA zone in which people read times */
export function endingRows(alert: Alert, timezone: string): Rows {
  const { views, fastest, at, end } = alert;
  return [
    ['Why it ended', alert.reason],
    ...(end === 'fell-back' ? [] : [['Views gained', formatShort(views.peak - views.base)] as const]),
    ...(fastest === undefined || fastest.percentPerHour <= 0
      ? []
      : [
          [
            'Fastest',
            `${formatPercent(fastest.percentPerHour)}/h ${atTimeBeside(fastest.at, timezone, at)}`,
          ] as const,
        ]),
    ...(end === 'unwatched' || end === 'fell-back' ? [] : [['Classic rule', earliness(alert)] as const]),
    ...hindsightRow(alert),
  ];
}

/** Hours between the two readings that an alert is about. */
function hoursOf({ views, at }: Alert): number {
  return hoursBetween(Date.parse(views.beforeAt), Date.parse(at));
}

function whyRow({ kind, reason, rule }: Alert): readonly [string, string] {
  if (kind === 'changed') return ['Last reading', reason];
  return ['Why', `${reason} (${rule === 'posts' ? 'rule on new videos' : `${rule} rule`})`];
}

/** At an opening by the classic rule the jump itself may not count in the multiple yet: it would speak against the growth. */
function multipleRow(alert: Alert, timezone: string): Rows {
  if (alert.rule === 'classic' && isOpening(alert)) return [];
  const multiple = multipleText(alert);
  const onset = alert.momentum?.onset;
  if (multiple === undefined || onset === undefined) return [];
  return [['Multiple', `${multiple} since about ${formatTimeBeside(onset, timezone, alert.at)}`]];
}

/** Where rounding leaves room, what the counts say as they stand comes first: it is what the classic rule goes by. */
function velocityText(alert: Alert): string {
  const { velocity, views } = alert;
  if (hidesGrowth(velocity)) return `too coarse to tell: TikTok rounds to ${formatShort(views.step)}`;
  const hours = hoursOf(alert);
  const perHour = hours > 0 ? ` (${formatShort((views.now - views.before) / hours)} views an hour)` : '';
  const range = formatInterval(velocity);
  const shown = `${formatPercent(velocity.nominal)}/h`;
  return range === shown ? `${shown}${perHour}` : `${shown}${perHour}; the rounding allows ${range}`;
}

/** A counter that rounds, and has not left its step. */
function hidesGrowth({ low, nominal, high }: Interval): boolean {
  return nominal === 0 && low < 0 && high > 0;
}

/** The mean over all hours, which differs from what the time of day brings: the multiple is measured against that. */
function baselineText(alert: Alert): string {
  const { normal, views } = alert;
  if (normal === undefined) return 'unknown: the learning period takes a day';
  const viewsAt = (percent: number) => formatShort((views.base * percent) / 100);
  const perHour = hidesGrowth(normal)
    ? `too coarse to tell: at most ${viewsAt(normal.high)}`
    : viewsAt(normal.nominal);
  const range = formatInterval(normal);
  const mean = `${perHour} views an hour before the breakout (${range}, the mean of ${formatHours(normal.hours)})`;
  return multipleText(alert) === undefined ? mean : `${mean}. The multiple goes by the time of day`;
}

function breadthRow({ breadth, creators }: Alert): Rows {
  if (breadth === undefined || creators === 0) return [];
  const equal = Math.round(breadth);
  const from = `the listed videos are from ${formatAmount(creators, 'creator')}`;
  if (equal <= 1) return [['Breadth', `nearly all from one video; ${from}`]];
  return [['Breadth', `as broad as ${formatAmount(equal, 'equally strong video')}; ${from}`]];
}

/** Only while it is above what an alert takes: below, it would speak against the breakout. */
function scoreRow({ momentum }: Alert): Rows {
  if (momentum === undefined || momentum.score < momentum.threshold) return [];
  const { score, threshold, rarity } = momentum;
  return [['Score', `${score.toFixed(1)}, above the score threshold of ${threshold}. ${rarity}`]];
}

/** What came of breakouts like it, as long as that lies ahead. */
function outlookRow({ outlook, at, openedAt }: Alert): Rows {
  const age = hoursBetween(Date.parse(openedAt), Date.parse(at));
  if (outlook === undefined || age >= 24 * OUTLOOK_DAYS) return [];
  const [from, to] = PEAK_HOURS;
  const tenths = Math.round(10 * outlook);
  return [
    [
      'Outlook',
      `${tenths} in 10 breakouts that opened like this one ran at ${OUTLOOK_TIMES} times the baseline or more over the next ` +
        `${OUTLOOK_DAYS} days; half of all peaked ${from} to ${to} hours after they began`,
    ],
  ];
}

/** How early the alert came against the classic rule. */
function earliness({ rule, openedAt, classicAt, thresholdPercentPerHour }: Alert): string {
  const plain = `growth above ${formatPercent(thresholdPercentPerHour)}/h`;
  if (rule === 'classic') return `fired first (${plain})`;
  if (classicAt === undefined) return `would not have found it (${plain})`;
  const hours = hoursBetween(Date.parse(openedAt), Date.parse(classicAt));
  return hours <= 0 ? `fired at the same reading (${plain})` : `fired ${formatHours(hours)} later (${plain})`;
}

/** Whether the alert was right. A counter that fell back has said so already. */
function hindsightRow({ hindsight, end }: Alert): Rows {
  if (hindsight === undefined || end === 'fell-back') return [];
  const text =
    hindsight === 'right'
      ? `the alert was right: views came at ${RIGHT_TIMES} times the baseline or more`
      : `a false alarm: views came at less than ${RIGHT_TIMES} times the baseline`;
  return [['In hindsight', text]];
}
