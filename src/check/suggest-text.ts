import type { RuleName } from '../settings/settings.ts';
import { columns } from '../text/columns.ts';
import { formatAmount } from '../text/numbers.ts';
import { formatDay } from '../text/times.ts';
import { logLine } from '../text/untrusted.ts';
import { writtenSensitivity } from '../watchlist/quantity/sensitivity.ts';
import { THRESHOLD } from '../watchlist/quantity/threshold.ts';
import type { Level } from './levels.ts';

/** What `suggest` found; `suggest --json` prints it as it stands. Instants are ISO 8601 in UTC. */
export type SuggestReport = TooShort | Suggested;

interface Wanted {
  readonly alertsPerWeek: number;
  readonly timezone: string;
}

/** The record is too young to say anything. */
export interface TooShort extends Wanted {
  readonly kind: 'too-short';
  /** First reading; null without any. */
  readonly since: string | null;
  /** When it will be long enough; null without any reading. */
  readonly readyAt: string | null;
}

export interface Suggested extends Wanted {
  readonly kind: 'suggested';
  /** The stretch in which alerts were counted. */
  readonly from: string;
  readonly until: string;
  readonly weeks: number;
  /** What each setting for the whole file would have alerted, the loudest first. */
  readonly settings: readonly (WrittenLevel & { readonly alerts: number; readonly perWeek: number })[];
  /** For the whole file. */
  readonly suggestion: WrittenLevel & {
    readonly alerts: number;
    readonly perWeek: number;
    /** Where the true rate lies with 90 %, if the coming weeks are like the past ones. */
    readonly perWeekRange: readonly [number, number];
  };
  readonly hashtags: readonly SuggestedHashtag[];
  /** The suggestion as a piece of watchlist.yml. */
  readonly yaml: string;
}

export interface SuggestedHashtag extends WrittenLevel {
  readonly hashtag: string;
  readonly rule: RuleName;
  /** Whether it has to stand with its own settings in the file. */
  readonly own: boolean;
  /** Alerts as the watchlist stands now, and as suggested. */
  readonly now: number;
  readonly alerts: number;
}

/** A level as the file writes it. */
export interface WrittenLevel {
  readonly sensitivity: string;
  readonly threshold: string;
}

export function writtenLevel({ sensitivity, thresholdPercentPerHour }: Level): WrittenLevel {
  return {
    sensitivity: writtenSensitivity(sensitivity),
    threshold: THRESHOLD.write(thresholdPercentPerHour),
  };
}

/** Rows of the hashtags in a terminal; `--json` has all. */
const HASHTAGS_SHOWN = 40;

/** What `suggest` found in people's words. */
export function suggestText(report: SuggestReport): readonly string[] {
  const lines = report.kind === 'too-short' ? tooShort(report) : suggested(report);
  return lines.map(logLine);
}

function tooShort({ since, readyAt, timezone }: TooShort): readonly string[] {
  if (since === null || readyAt === null) {
    return [
      'There is no history of these hashtags yet, so nothing can be suggested. The defaults stand until then.',
    ];
  }
  return [
    `The history begins on ${formatDay(since, timezone)}: too short to suggest anything that is more than chance.`,
    `From ${formatDay(readyAt, timezone)} on there will be two weeks to learn from and two to count alerts in.`,
  ];
}

function suggested(report: Suggested): readonly string[] {
  const { alertsPerWeek, settings, suggestion, hashtags, weeks, from, until, timezone, yaml } = report;
  const mark = (one: WrittenLevel): string =>
    one.sensitivity === suggestion.sensitivity && one.threshold === suggestion.threshold ? '← nearest' : '';
  const more = hashtags.length - HASHTAGS_SHOWN;
  return [
    `What each setting would have alerted from ${formatDay(from, timezone)} to ${formatDay(until, timezone)} (${weeks.toFixed(1)} weeks), for the whole file:`,
    ...columns([
      ['  sensitivity', 'threshold', 'alerts', 'a week', ''],
      ...settings.map((one) => [
        `  ${one.sensitivity}`,
        one.threshold,
        String(one.alerts),
        one.perWeek.toFixed(1),
        mark(one),
      ]),
    ]),
    '',
    ...columns([
      ['  hashtag', 'alerts now', 'as suggested', 'by'],
      ...hashtags
        .slice(0, HASHTAGS_SHOWN)
        .map((one) => [
          `  #${one.hashtag}`,
          String(one.now),
          String(one.alerts),
          one.own ? `${one.sensitivity}, ${one.threshold}` : '',
        ]),
    ]),
    ...(more > 0 ? [`  … and ${formatAmount(more, 'hashtag')} more`] : []),
    '',
    verdict(alertsPerWeek, suggestion),
    'In watchlist.yml (settings that a hashtag already has of its own stay, unless it is listed):',
    '',
    ...yaml.trimEnd().split('\n'),
  ];
}

function verdict(
  wanted: number,
  { alerts, perWeek, perWeekRange: [low, high] }: Suggested['suggestion'],
): string {
  const found = `${formatAmount(alerts, 'alert')}, ${perWeek.toFixed(1)} a week; by chance alone ${low.toFixed(1)} to ${high.toFixed(1)}`;
  if (wanted >= low && wanted <= high) return `Nearest to ${wanted} a week (${found}):`;
  const otherwise =
    wanted < low
      ? ' What is left are breakouts that stand out by themselves: to hear of fewer, take hashtags out of `notify`, or set `alerts-per-day`.'
      : ' Little more happened in these weeks.';
  return `No setting comes near ${wanted} a week on this record.${otherwise} The nearest one (${found}):`;
}
