import type { Reading } from '../reading/reading.ts';
import { DAY_MS, hoursBetween } from '../time.ts';
import { chancePerMonth } from './chance.ts';
import type { BreakoutMemory } from './memory.ts';
import { beginWatch, GAP_HOURS, type Observation, observeReading } from './observe.ts';
import { judgePace, judgeSinceOnset, type Pace, type SinceOnset } from './pace.ts';
import { refuseReading } from './refusal.ts';
import type { SeasonPrior } from './season.ts';
import type { BreakoutVerdict, Evidence, Severity, SuppressionCause } from './verdict.ts';
import { momentumSentence, quietSentence, raritySentence, suppressionSentence } from './wording.ts';

/** What a judgement needs beside the hashtag's own past. */
export interface BreakoutContext {
  /** The bar: `thresholdOf(sensitivity)`, or a budget's, or any number. */
  readonly threshold: number;
  /** Views since the onset that make it worth a message; 500 unless told. */
  readonly viewsMin?: number;
  /** The rhythm of a day that hashtags share (`poolSeasons`); without it a new hashtag starts from a flat day. */
  readonly season?: SeasonPrior;
}

export interface BreakoutJudgement {
  /** What to keep for the next reading; undefined only while no usable reading has come. */
  readonly memory: BreakoutMemory | undefined;
  readonly verdict: BreakoutVerdict;
}

/** Between the third day and this one too little is known of ordinary days: the bar stands higher. */
export const YOUNG_DAYS = 14;
const YOUNG_EXTRA = 2;
/** A breakout is over when the score has stayed below half the bar for so long. */
const CALM_HOURS = 6;
/** A single video's growth counts for the hashtag when it has lasted so long. */
const SINGLE_VIDEO_HOURS = 12;
const VIEWS_MIN = 500;
/** Below so many effective videos one of them brings about 70 % of the growth, or more. */
const BREADTH_MIN = 2;

/**
 * Judges one reading of one hashtag against that hashtag's own past. Pure; constant work; never throws on any number.
 * Feeding readings one by one, with the memory stored in between or not, gives the same verdicts.
 */
export function judgeBreakout(
  memory: BreakoutMemory | undefined,
  reading: Reading,
  context: BreakoutContext,
): BreakoutJudgement {
  const refusal = refuseReading(memory, reading);
  if (refusal !== undefined) return { memory, verdict: { kind: 'unjudged', ...refusal } };
  if (memory === undefined || isFarFrom(memory, reading)) {
    const begun = beginWatch(reading, memory);
    return { memory: begun, verdict: learningVerdict(begun) };
  }
  const observation = observeReading(memory, reading, context.season);
  if (reading.at < memory.learningUntil) {
    return { memory: observation.memory, verdict: learningVerdict(observation.memory) };
  }
  return nameObservation(observation, reading, context);
}

function isFarFrom(memory: BreakoutMemory, reading: Reading): boolean {
  const hours = hoursBetween(memory.at, reading.at);
  return hours < 0 || hours > GAP_HOURS;
}

function learningVerdict(memory: BreakoutMemory): BreakoutVerdict {
  const days = Math.round((memory.learningUntil - memory.startedAt) / DAY_MS);
  const day = Math.min(days, Math.floor((memory.at - memory.startedAt) / DAY_MS) + 1);
  const why = memory.gapFrom !== undefined ? ' after a gap of more than a week' : ' what is usual here';
  return { kind: 'learning', day, days, reason: `Learning${why}: day ${day} of ${days}.` };
}

function nameObservation(
  observed: Observation,
  reading: Reading,
  context: BreakoutContext,
): { readonly memory: BreakoutMemory; readonly verdict: BreakoutVerdict } {
  const { rhythm, score, windows } = observed;
  const isYoung = observed.memory.at - observed.memory.startedAt < YOUNG_DAYS * DAY_MS;
  const threshold = context.threshold + (isYoung ? YOUNG_EXTRA : 0);
  const observation = { ...observed, memory: calmDown(observed.memory, score < threshold / 2) };
  const { memory } = observation;
  const since = score > 0 ? judgeSinceOnset(memory, rhythm, reading.step, windows?.usualDay) : undefined;
  const viewsMin = context.viewsMin ?? VIEWS_MIN;
  const chance = chancePerMonth(score);
  const cause = suppressionOf(observation, reading, since, threshold, viewsMin);
  const severity = severityOf(observation, since, threshold);
  const pace = judgePace(memory, rhythm, reading.step);
  const evidence: Evidence = {
    score,
    threshold,
    ...(since === undefined ? {} : { onset: since.onset, multiple: since.multiple }),
    ...pace,
    usualPerHour: memory.momentum.perHour,
    chancePerMonth: chance,
    reason:
      cause === undefined
        ? explain(observation, severity, since, pace, reading.step)
        : suppressionSentence(cause, since, viewsMin),
    rarity: raritySentence(chance),
    quietIf: `It would have stayed quiet with a bar above ${score.toFixed(1)} (now ${threshold.toFixed(1)}).`,
  };
  if (cause !== undefined) return { memory, verdict: { kind: 'suppressed', cause, ...evidence } };
  const isNews = score >= threshold && memory.firing === undefined;
  return {
    memory: isNews ? { ...memory, firing: { since: memory.at } } : memory,
    verdict: { kind: severity, ...evidence },
  };
}

function explain(
  observation: Observation,
  severity: Severity,
  since: SinceOnset | undefined,
  pace: Pace,
  step: number,
): string {
  const isNews = severity === 'breakout' || severity === 'strong';
  if (isNews && since !== undefined) return momentumSentence(since, observation, pace);
  return quietSentence(observation, since, step);
}

/** Once fired, a breakout stays one until it has calmed down: the bar is for beginning, not for going on. */
function severityOf(observation: Observation, since: SinceOnset | undefined, threshold: number): Severity {
  const { score, memory } = observation;
  const { agreeing } = memory.momentum;
  if (score < threshold) {
    if (memory.firing !== undefined) return 'breakout';
    return score >= 0.6 * threshold ? 'watch' : 'quiet';
  }
  const isFivefold = since !== undefined && since.multiple >= 5 && agreeing >= 3;
  return score >= 1.5 * threshold || isFivefold ? 'strong' : 'breakout';
}

function suppressionOf(
  { memory, note, score, scoreIfConfirmed, posting }: Observation,
  { breadth, step }: Reading,
  since: SinceOnset | undefined,
  threshold: number,
  viewsMin: number,
): SuppressionCause | undefined {
  if (memory.firing !== undefined) return undefined;
  if (note === 'jump') return 'lone-jump';
  if (note === 'restated') return 'restatement';
  if (score < threshold) return scoreIfConfirmed >= threshold ? 'lone-jump' : undefined;
  const isPosted = posting.residual !== undefined && posting.residual >= 1;
  if (since !== undefined && since.seen + step / 2 < viewsMin && !isPosted) return 'too-small';
  const isSingle = breadth !== undefined && breadth < BREADTH_MIN;
  const lasts = since !== undefined && since.hours >= SINGLE_VIDEO_HOURS;
  return isSingle && !lasts && !isPosted ? 'single-video' : undefined;
}

/** Ends a breakout whose score has stayed below half the bar for six hours. */
function calmDown(memory: BreakoutMemory, isCalm: boolean): BreakoutMemory {
  const { firing, ...rest } = memory;
  if (firing === undefined) return memory;
  if (!isCalm) return { ...rest, firing: { since: firing.since } };
  const calmSince = firing.calmSince ?? memory.at;
  if (hoursBetween(calmSince, memory.at) >= CALM_HOURS) return rest;
  return { ...rest, firing: { since: firing.since, calmSince } };
}
