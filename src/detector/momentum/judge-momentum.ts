import { DAY_MS, HOUR_MS } from '../../text/time.ts';
import { judgeAcceleration, judgeSinceOnset, type RateChange, type SinceOnset } from './acceleration.ts';
import { isSingleVideo } from './breadth.ts';
import { chancePerMonth } from './calibration.ts';
import type { MomentumMemory } from './momentum-memory.ts';
import type { Observation } from './observe.ts';
import {
  momentumSentence,
  PROJECTED_HOURS_MIN,
  quietIfSentence,
  quietSentence,
  raritySentence,
  suppressionSentence,
} from './reasons.ts';
import { quietSetting } from './score-threshold.ts';
import { gainedBetween } from './slots.ts';
import type { MomentumStep } from './step.ts';
import type { BreakoutVerdict, Evidence, Severity, SuppressionCause } from './verdict.ts';

/** What a judgement needs beside what the readings have shown. */
export interface MomentumSettings {
  /** The score threshold: `thresholdOf(sensitivity)`, or a budget's, or any number. */
  readonly threshold: number;
  /** The rule that opened the hashtag's episode; absent while none is open. */
  readonly episode?: 'classic' | 'breakout' | 'posts';
  /** Views a day that make it worth a message; absent: any. */
  readonly minViewsPerDay?: number;
}

/** Between the third day and this one too little is known of ordinary days: the score threshold is higher. */
export const YOUNG_DAYS = 14;
const YOUNG_EXTRA = 2;
/** A single video's growth counts for the hashtag when it has lasted so long. */
const SINGLE_VIDEO_HOURS = 24;
/** So far do posts stand out where they make one video's growth news of the hashtag: by chance one reading in 40 does. */
const POSTS_PICK_UP = 2;
/** While the rhythm of the day is not known, the same hours of these days before are what a rise is compared with. */
const SAME_HOURS_DAYS = 3;
const SAME_HOURS_TIMES = 2;

/** What a reading means to the `breakout` rule under the settings in force. */
export function judgeMomentum(step: MomentumStep, settings: MomentumSettings): BreakoutVerdict {
  switch (step.kind) {
    case 'unusable':
      return { kind: 'unjudged', cause: step.cause, reason: step.reason };
    case 'learning':
      return learningVerdict(step.memory);
    case 'observed':
      return observedVerdict(step, settings);
  }
}

function learningVerdict(memory: MomentumMemory): BreakoutVerdict {
  const days = Math.round((memory.learningUntil - memory.startedAt) / DAY_MS);
  const day = Math.min(days, Math.floor((memory.at - memory.startedAt) / DAY_MS) + 1);
  const why = memory.gapFrom !== undefined ? ' after a gap of more than a week' : ' what is usual here';
  return { kind: 'learning', day, days, reason: `Learning${why}: day ${day} of ${days}.` };
}

function observedVerdict(observation: Observation, settings: MomentumSettings): BreakoutVerdict {
  const { memory, rhythm, score, step, windows } = observation;
  const isYoung = memory.at - memory.startedAt < YOUNG_DAYS * DAY_MS;
  const extra = isYoung ? YOUNG_EXTRA : 0;
  const threshold = settings.threshold + extra;
  const since = score > 0 ? judgeSinceOnset(memory, rhythm, step, windows?.usualDay) : undefined;
  const judged = { ...settings, threshold };
  const chance = chancePerMonth(score, observation.sampling);
  const cause = suppressionOf(observation, since, judged);
  const severity = severityOf(observation, since, judged);
  const acceleration = judgeAcceleration(memory, rhythm, step);
  const evidence: Evidence = {
    score,
    threshold,
    ...(since === undefined ? {} : { onset: since.onset, multiple: since.multiple }),
    ...acceleration,
    usualPerHour: memory.momentum.perHour,
    ...(since !== undefined && !isYoung && { usualBefore: since.usualPerHour }),
    chancePerMonth: chance,
    reason:
      cause === undefined
        ? explain(observation, severity, since, acceleration)
        : suppressionSentence(cause, since, settings.minViewsPerDay ?? 0),
    rarity: raritySentence(chance),
    ...quietIfPart(score, threshold, extra),
  };
  return cause === undefined ? { kind: severity, ...evidence } : { kind: 'suppressed', cause, ...evidence };
}

/** @param extra what the score threshold is raised by, whatever the setting */
function quietIfPart(score: number, threshold: number, extra: number): Pick<Evidence, 'quietIf'> {
  const setting = score < threshold ? undefined : quietSetting(score - extra);
  return setting === undefined ? {} : { quietIf: quietIfSentence(setting) };
}

function explain(
  observation: Observation,
  severity: Severity,
  since: SinceOnset | undefined,
  acceleration: RateChange,
): string {
  const isNews = severity === 'breakout' || severity === 'strong';
  if (isNews && since !== undefined) return momentumSentence(since, observation, acceleration);
  return quietSentence(observation, since);
}

/** A breakout that this rule has opened stays one until its episode is over: the threshold is for beginning. */
function severityOf(
  { score, memory }: Observation,
  since: SinceOnset | undefined,
  { threshold, episode }: MomentumSettings,
): Severity {
  const { agreeing } = memory.momentum;
  if (score < threshold) {
    if (episode === 'breakout') return 'breakout';
    return score >= 0.6 * threshold ? 'watch' : 'quiet';
  }
  const isFivefold = since !== undefined && since.multiple >= 5 && agreeing >= 3;
  return score >= 1.5 * threshold || isFivefold ? 'strong' : 'breakout';
}

function suppressionOf(
  observation: Observation,
  since: SinceOnset | undefined,
  { threshold, minViewsPerDay, episode }: MomentumSettings,
): SuppressionCause | undefined {
  const { note, score, scoreIfConfirmed, posting, step } = observation;
  if (episode !== undefined) return undefined;
  if (note === 'jump') return 'lone-jump';
  if (note === 'restated') return 'restatement';
  if (score < threshold) return scoreIfConfirmed >= threshold ? 'lone-jump' : undefined;
  if (since !== undefined && isAsOnOtherDays(observation, since)) return 'time-of-day';
  if (since !== undefined && viewsPerDay(since, step) < (minViewsPerDay ?? 0)) return 'too-small';
  if (posting.residual !== undefined && posting.residual >= POSTS_PICK_UP) return undefined;
  const lasts = since !== undefined && since.hours >= SINGLE_VIDEO_HOURS;
  return isSingleVideo(observation.memory.drivers) && !lasts ? 'single-video' : undefined;
}

/** The views that the growth brings in a day; half a step may have come unseen. */
function viewsPerDay({ seen, hours }: SinceOnset, step: number): number {
  return ((seen + step / 2) * 24) / Math.max(hours, PROJECTED_HOURS_MIN);
}

/** Whether a young hashtag's rise came at the same hours of a day before: then it is its rhythm, not yet learnt. */
function isAsOnOtherDays({ memory, step }: Observation, { hours, seen }: SinceOnset): boolean {
  const { at, startedAt, gains } = memory;
  if (hours >= 24 || at - startedAt >= YOUNG_DAYS * DAY_MS) return false;
  const days = Math.min(SAME_HOURS_DAYS, Math.floor((at - startedAt) / DAY_MS - hours / 24));
  const before = Array.from({ length: days }, (_, day) => {
    const to = at - (day + 1) * DAY_MS;
    return gainedBetween(gains, to - hours * HOUR_MS, to);
  });
  return before.some((gained) => gained > step && seen < SAME_HOURS_TIMES * gained);
}
