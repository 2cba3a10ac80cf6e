import type { Alert } from '../alerts/alert.ts';
import type { Event } from '../alerts/log-event.ts';
import type { PlantedBreakout, PlantedNuisance } from '../simulator/plan.ts';
import { HOUR_MS, hoursBetween } from '../text/time.ts';

/** What the program said beside what was true. */
export interface DemoComparison {
  /** In order of onset. */
  readonly breakouts: readonly JudgedBreakout[];
  /** Alerts for what was no breakout. */
  readonly falseAlarms: readonly FalseAlarm[];
  /** Planted look-alikes, in order of time. */
  readonly nuisances: readonly JudgedNuisance[];
  /** Jumps that were shown and not alerted, without anything planted behind them. */
  readonly otherSuppressed: readonly Suppressed[];
}

export interface JudgedBreakout {
  readonly planted: PlantedBreakout;
  /** The first alert for it; absent when it was missed. */
  readonly fired?: {
    readonly alert: Alert;
    /** Negative when the alert came before the onset. */
    readonly hoursAfterOnset: number;
    readonly hoursBeforePeak: number;
    /** Further episodes that opened within the same breakout, or in its wake. */
    readonly again: readonly Alert[];
  };
}

export interface FalseAlarm {
  readonly alert: Alert;
  /** What was planted there to look like a breakout. */
  readonly cause?: PlantedNuisance;
  /** How its episode ended. */
  readonly over?: Alert;
}

export interface JudgedNuisance {
  readonly planted: PlantedNuisance;
  readonly outcome: { readonly kind: 'alerted' | 'quiet' } | ({ readonly kind: 'suppressed' } & Suppressed);
}

export interface Suppressed {
  readonly at: number;
  readonly hashtag: string;
  readonly reason: string;
}

/** An alert belongs to a breakout from so long before its onset until so long after its end (docs/accuracy.md). */
const EARLY_MS = 2 * HOUR_MS;
const LATE_MS = 24 * HOUR_MS;
/** What happens so long after a nuisance is its doing. */
const NUISANCE_MS = 24 * HOUR_MS;

/** Compares the recorded events with what was planted. */
export function compareWithTruth(
  truth: { readonly breakouts: readonly PlantedBreakout[]; readonly nuisances: readonly PlantedNuisance[] },
  events: readonly Event[],
): DemoComparison {
  const opened = events.flatMap((event) => (event.kind === 'opened' ? [event.alert] : []));
  const over = events.flatMap((event) => (event.kind === 'over' ? [event.alert] : []));
  const suppressed = events.filter((event) => event.kind === 'suppressed');
  const isTrue = (alert: Alert): boolean => truth.breakouts.some((planted) => belongs(alert, planted));
  const causeOf = ({ hashtag }: Alert, at: number): PlantedNuisance | undefined =>
    truth.nuisances.find((planted) => planted.hashtag === hashtag && follows(at, planted));
  return {
    breakouts: truth.breakouts.map((planted) => judgePlanted(planted, opened)),
    falseAlarms: opened
      .filter((alert) => !isTrue(alert))
      .map((alert) => {
        const cause = causeOf(alert, Date.parse(alert.openedAt));
        const end = over.find(({ episode }) => episode === alert.episode);
        return { alert, ...(cause !== undefined && { cause }), ...(end !== undefined && { over: end }) };
      }),
    nuisances: truth.nuisances
      .toSorted((a, b) => a.at - b.at)
      .map((planted) => judgeNuisance(planted, opened, suppressed)),
    otherSuppressed: suppressed
      .filter(
        ({ hashtag, at }) => !truth.nuisances.some((one) => one.hashtag === hashtag && follows(at, one)),
      )
      .map(({ at, hashtag, reason }) => ({ at, hashtag, reason })),
  };
}

function judgePlanted(planted: PlantedBreakout, opened: readonly Alert[]): JudgedBreakout {
  const [alert, ...again] = opened.filter((one) => belongs(one, planted));
  if (alert === undefined) return { planted };
  const at = Date.parse(alert.openedAt);
  const [hoursAfterOnset, hoursBeforePeak] = [
    hoursBetween(planted.onset, at),
    hoursBetween(at, planted.peak),
  ];
  return { planted, fired: { alert, hoursAfterOnset, hoursBeforePeak, again } };
}

function judgeNuisance(
  planted: PlantedNuisance,
  opened: readonly Alert[],
  suppressed: readonly Suppressed[],
): JudgedNuisance {
  const isIts = (hashtag: string, at: number): boolean => hashtag === planted.hashtag && follows(at, planted);
  if (opened.some(({ hashtag, openedAt }) => isIts(hashtag, Date.parse(openedAt)))) {
    return { planted, outcome: { kind: 'alerted' } };
  }
  const shown = suppressed.find(({ hashtag, at }) => isIts(hashtag, at));
  if (shown === undefined) return { planted, outcome: { kind: 'quiet' } };
  const { at, hashtag, reason } = shown;
  return { planted, outcome: { kind: 'suppressed', at, hashtag, reason } };
}

function belongs({ hashtag, openedAt }: Alert, planted: PlantedBreakout): boolean {
  const at = Date.parse(openedAt);
  return hashtag === planted.hashtag && at >= planted.onset - EARLY_MS && at <= planted.end + LATE_MS;
}

function follows(at: number, planted: PlantedNuisance): boolean {
  return at >= planted.at && at <= planted.at + NUISANCE_MS;
}
