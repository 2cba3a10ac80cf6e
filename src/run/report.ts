import type { Alert } from '../alerts/alert.ts';
import type { Settlement } from '../alerts/outbox.ts';
import type { Judgement } from '../detector/judge.ts';
import type { Failure } from '../readings/sample.ts';
import type { MovedThreshold } from '../state/false-alarm-record.ts';
import { isoUtc } from '../text/time.ts';
import type { MonthForecast } from './month-forecast.ts';
import type { ReadingInterval } from './plan.ts';

/** What one run did, for the people and programs that look at it. */
export interface RunReport {
  /** Instant of the run, ms. */
  readonly at: number;
  /** `pushed`: recorded, pushed, told. `written`: recorded in files only. `dry-run`: nothing was kept or told. */
  readonly mode: 'pushed' | 'written' | 'dry-run';
  readonly timezone: string;
  /** No run before had read anything. */
  readonly isFirst?: true;
  readonly judgements: readonly Judgement[];
  /** How often each hashtag is read, and why, in the watchlist's order; absent: every run. */
  readonly intervals?: readonly ReadingInterval[];
  readonly failures: readonly Failure[];
  readonly alerts: readonly Alert[];
  readonly settlement?: Omit<Settlement, 'outbox'>;
  /** Notifications still owed after the run, and how many of them are deferred. */
  readonly owed: number;
  readonly held: number;
  readonly credits: { readonly used: number; readonly left?: number };
  /** Absent where nothing counts credits over a month. */
  readonly month?: MonthForecast;
  /** Why no further call could be made; absent when all could. */
  readonly stopped?: { readonly code: string; readonly message: string };
  /** The bars of budgets that the record of alarms has moved. */
  readonly movedThresholds: readonly MovedThreshold[];
  /** What the watchlist or the set-up should be told, in whole sentences. */
  readonly warnings: readonly string[];
}

/** The report as `track --json` prints it. */
export function reportJson(report: RunReport): object {
  return {
    at: isoUtc(report.at),
    mode: report.mode,
    sampled: report.judgements.map(({ reading, velocity, verdict }) => ({
      hashtag: reading.hashtag,
      views: reading.views,
      step: reading.step,
      videos: reading.videos ?? null,
      velocity:
        velocity.kind === 'unknown'
          ? null
          : { low: digits(velocity.low), high: digits(velocity.high), unit: '%/h' },
      verdict: verdict.kind,
      reason: verdict.reason,
    })),
    failed: report.failures.map(({ hashtag, code, message }) => ({ hashtag, code, message })),
    plan: report.intervals ?? [],
    alerts: report.alerts,
    credits: { used: report.credits.used, left: report.credits.left ?? null },
    ...(report.month !== undefined && { month: report.month }),
    owed: report.owed,
    held: report.held,
    warnings: report.warnings,
  };
}

function digits(value: number): number {
  return Number(value.toPrecision(4));
}
