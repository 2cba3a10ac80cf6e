import { judgeBreakout } from '../core/breakout/judge.ts';
import type { BreakoutMemory } from '../core/breakout/memory.ts';
import { roundTo } from '../core/breakout/rounding.ts';
import type { Reading } from '../core/reading.ts';
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

/** Why the classic rule would fire at a reading after the good one before it; undefined where it stays silent. */
export type ClassicJudge = (before: Reading, now: Reading) => string | undefined;

export interface ReplaySettings {
  readonly threshold: number;
  readonly classic: ClassicJudge;
}

/** What is kept of one hashtag while its readings pass. */
export interface HashtagReplay {
  readonly memory: BreakoutMemory | undefined;
  readonly last: Reading | undefined;
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
  last: undefined,
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

/** Takes one reading through both rules; the breakout rule is the very function that the hourly run calls. */
export function replayReading(before: HashtagReplay, reading: Reading, settings: ReplaySettings): ReplayStep {
  const { memory, verdict } = judgeBreakout(before.memory, reading, { threshold: settings.threshold });
  const readings = before.readings + 1;
  if (verdict.kind === 'unjudged') {
    const score = verdict.cause === 'repeated' ? before.score : null;
    return { replay: { ...before, memory, readings, refused: before.refused + 1 }, score, alerts: [] };
  }
  const alerts: BacktestAlert[] = [];
  const classicReason = before.last === undefined ? undefined : settings.classic(before.last, reading);
  const isNewClassic = classicReason !== undefined && reading.at - before.classicAt >= CLASSIC_APART_MS;
  if (isNewClassic) alerts.push(classicAlert(reading, classicReason));
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
  const gap = before.last === undefined ? 0 : Math.max(0, hoursBetween(before.last.at, reading.at));
  const score = 'score' in verdict ? roundTo(4, verdict.score) : null;
  const replay: HashtagReplay = {
    memory,
    score,
    last: reading,
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

/** The classic rule's core: more than `percentPerHour` per true elapsed hour, and never on a single rounding step. */
export function classicBeyond(percentPerHour: number): ClassicJudge {
  return (before, now) => {
    const gained = now.views - before.views;
    const hours = hoursBetween(before.at, now.at);
    const velocity = (100 * gained) / before.views / hours;
    const step = Math.max(before.step, now.step);
    if (!(velocity > percentPerHour) || (step > 1 && gained <= step)) return undefined;
    return `Views grew by ${velocity.toFixed(1)} % an hour, over the threshold of ${percentPerHour} %.`;
  };
}
