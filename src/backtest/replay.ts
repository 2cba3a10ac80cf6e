import { judgeBreakout } from '../core/breakout/judge.ts';
import type { BreakoutMemory } from '../core/breakout/memory.ts';
import { roundTo } from '../core/breakout/rounding.ts';
import { judgeClassic } from '../core/detect/classic.ts';
import { advanceCounter, type Counter } from '../core/reading/counter.ts';
import type { Reading } from '../core/reading/reading.ts';
import { HOUR_MS, hoursBetween, isoUtc } from '../core/time.ts';

export type RuleName = 'classic' | 'breakout';

/** One alert that the settings would have raised. Instants are ISO 8601 UTC. */
export interface BacktestAlert {
  readonly hashtag: string;
  readonly at: string;
  readonly rule: RuleName;
  /** The detector's score; null for the classic rule. */
  readonly score: number | null;
  readonly onset: string | null;
  readonly multiple: number | null;
  readonly severity: 'breakout' | 'strong' | null;
  readonly reason: string;
}

export interface ReplaySettings {
  readonly threshold: number;
  /** The classic rule beside it, in percent an hour. */
  readonly classicPercentPerHour: number;
}

/** What is kept of one hashtag while its readings pass. */
export interface HashtagReplay {
  readonly memory: BreakoutMemory | undefined;
  readonly counter: Counter | undefined;
  readonly classicAt: number;
  readonly score: number | null;
  readonly hours: number;
  readonly readings: number;
  readonly refused: number;
}

export interface ReplayStep {
  readonly replay: HashtagReplay;
  /** Null while learning and where the reading could not be judged; a repeated reading has the score it had. */
  readonly score: number | null;
  readonly alerts: readonly BacktestAlert[];
}

export const NOTHING_REPLAYED: HashtagReplay = {
  memory: undefined,
  counter: undefined,
  classicAt: Number.NEGATIVE_INFINITY,
  score: null,
  hours: 0,
  readings: 0,
  refused: 0,
};

/** Longer gaps do not count as time watched. */
const GAP_HOURS_MAX = 168;
/** One classic alert per episode: it is a new one when a day has passed. */
const CLASSIC_APART_MS = 24 * HOUR_MS;

/** Takes one reading through both rules; both are the very functions that the hourly run calls. */
export function replayReading(before: HashtagReplay, reading: Reading, settings: ReplaySettings): ReplayStep {
  const { memory, verdict } = judgeBreakout(before.memory, reading, { threshold: settings.threshold });
  const readings = before.readings + 1;
  if (verdict.kind === 'unjudged') {
    const score = verdict.cause === 'repeated' ? before.score : null;
    return { replay: { ...before, memory, readings, refused: before.refused + 1 }, score, alerts: [] };
  }
  const alerts: BacktestAlert[] = [];
  const classic = judgeClassic(before.counter, reading, settings.classicPercentPerHour, {});
  const isNewClassic = classic.kind === 'fires' && reading.at - before.classicAt >= CLASSIC_APART_MS;
  if (isNewClassic) alerts.push(classicAlert(reading, classic.reason));
  if ((verdict.kind === 'breakout' || verdict.kind === 'strong') && memory?.firing?.since === reading.at) {
    alerts.push({
      hashtag: reading.hashtag,
      at: isoUtc(reading.at),
      rule: 'breakout',
      score: roundTo(4, verdict.score),
      onset: verdict.onset === undefined ? null : isoUtc(verdict.onset),
      multiple: verdict.multiple === undefined ? null : roundTo(3, verdict.multiple),
      severity: verdict.kind,
      reason: verdict.reason,
    });
  }
  const last = before.counter?.last;
  const gap = last === undefined ? 0 : Math.max(0, hoursBetween(last.at, reading.at));
  const score = 'score' in verdict ? roundTo(4, verdict.score) : null;
  const replay: HashtagReplay = {
    memory,
    score,
    counter: advanceCounter(before.counter, { at: reading.at, views: reading.views, step: reading.step }),
    classicAt: isNewClassic ? reading.at : before.classicAt,
    hours: before.hours + (gap <= GAP_HOURS_MAX ? gap : 0),
    readings,
    refused: before.refused,
  };
  return { replay, score, alerts };
}

function classicAlert({ hashtag, at }: Reading, reason: string): BacktestAlert {
  return {
    hashtag,
    at: isoUtc(at),
    rule: 'classic',
    score: null,
    onset: null,
    multiple: null,
    severity: null,
    reason,
  };
}
