import type { Reading } from '../../readings/reading.ts';
import { DAY_MS, hoursBetween } from '../../text/time.ts';
import { learnDrivers } from './breadth.ts';
import { countReading, countSinceOnset, evidenceHours } from './cadence.ts';
import { type ReadingPace, scoreOf } from './calibration.ts';
import { type CounterStep, readCounter } from './corrections.ts';
import { advanceMomentum, hasBaseline, type MomentumInput, usualPerHour } from './cusum.ts';
import {
  type GainsMemory,
  type MomentumMemory,
  type SeasonMemory,
  SLOT_HOURS,
  startMemory,
} from './momentum-memory.ts';
import {
  judgePosting,
  judgeVideoCount,
  POSTS_LEARNING_HOURS,
  type PostingStep,
  type VideoCountStep,
} from './posting-rate.ts';
import { exposureBetween, learnSeason, type Rhythm, rhythmOf, type SeasonPrior } from './season.ts';
import { closedGain, creditGain, slotOf } from './slots.ts';
import { judgeWindows, type WindowEvidence } from './windows.ts';

/** All that one good reading shows; what to call it is decided elsewhere. */
export interface Observation {
  readonly memory: MomentumMemory;
  readonly rhythm: Rhythm;
  /** The coarser step of this reading and the one before: what a change may be rounding of. */
  readonly step: number;
  readonly sampling: ReadingPace;
  /** 8 is the balanced threshold. */
  readonly score: number;
  /** The score had a lone tick not been held back. */
  readonly scoreIfConfirmed: number;
  readonly windows: WindowEvidence | undefined;
  readonly posting: PostingSeen;
  readonly note: CounterStep['note'];
}

/** How posts come, from the counter of videos where that tells, else from the list, which tells no more than "at least". */
export interface PostingSeen extends Omit<PostingStep, 'posting'> {
  readonly from: 'count' | 'list';
}

/** Intervals longer than this teach nothing about the slots of the day. */
const SEASON_HOURS_MAX = 3.3;
/** A slot teaches even where it brings less than a step: two weeks of them even out. */
const SEASON_STEPS_MAX = 1.5;
/** A gap after which the past is no guide to the present. */
export const GAP_HOURS = 168;
export const LEARNING_DAYS = 3;
const LEARNING_DAYS_AFTER_GAP = 1;

/** Begins to watch: the first reading ever, or the first after a long gap (`kept`: the rhythm of the day survives). */
export function beginWatch(reading: Reading, kept?: MomentumMemory): MomentumMemory {
  const days = kept === undefined ? LEARNING_DAYS : LEARNING_DAYS_AFTER_GAP;
  return startMemory(reading.at, reading.views, reading.at + days * DAY_MS, kept);
}

/** Takes in one reading that is later than the last and no more than a week after it. Constant work. */
export function observeReading(
  memory: MomentumMemory,
  reading: Reading,
  prior: SeasonPrior | undefined,
): Observation {
  const { at, step } = reading;
  const { momentum } = memory;
  const rhythm = rhythmOf(memory.season, prior);
  const hours = hoursBetween(memory.at, at);
  const exposure = exposureBetween(rhythm, memory.at, at);
  const usual = usualPerHour(momentum, step);
  const tickAt = momentum.tickAt ?? memory.at;
  const tickExposure = exposureBetween(rhythm, tickAt, at);
  const usualGain = momentum.exposure > 12 ? usual * Math.max(tickExposure, 3) : undefined;
  const counterStep = readCounter(memory.counter, at, reading.views, step, usualGain);
  const listed = judgePosting(memory.posting, reading, exposure);
  const counted = judgeVideoCount(memory.videos, reading, exposure);
  const posting = postingSeen(listed, counted);
  const input: MomentumInput = {
    at,
    previousAt: memory.at,
    previousTop: memory.counter.top,
    gain: counterStep.gain,
    step,
    exposure: tickExposure,
    hoursSinceTick: hoursBetween(tickAt, at),
    hoursSinceReading: hours,
    postResidual: posting.residual,
  };
  const advanced = countSinceOnset(momentum, advanceMomentum(momentum, input));
  const gains = creditGain(memory.gains, memory.at, at, counterStep.gain);
  const { drivers: driversBefore, videos: _, ...kept } = memory;
  const drivers =
    advanced.excess > 0 ? learnDrivers(driversBefore, counterStep.gain, reading.breadth, hours) : undefined;
  const next: MomentumMemory = {
    ...kept,
    cadence: countReading(memory.cadence, at),
    at,
    counter: counterStep.counter,
    momentum: advanced,
    posting: listed.posting,
    ...(counted.videos !== undefined && { videos: counted.videos }),
    ...(drivers !== undefined && { drivers }),
    season: learnClosedSlot(memory, gains, hours, at, step),
    gains,
  };
  const windows = judgeWindows(gains, at, (at - memory.startedAt) / DAY_MS, step);
  const everyHours = evidenceHours(next.cadence, advanced, at);
  const sampling: ReadingPace = {
    everyHours,
    stepsPerReading: (usualPerHour(momentum, 1) * everyHours) / step,
    posts: isPostingKnown(next) ? 'known' : 'unknown',
  };
  const scored = (allowance: number) =>
    scoreOf({ excess: advanced.excess, allowance }, windows?.score ?? 0, sampling);
  return {
    memory: next,
    rhythm,
    step,
    sampling,
    score: scored(advanced.allowance),
    scoreIfConfirmed: scored(Number.POSITIVE_INFINITY),
    windows,
    posting,
    note: counterStep.note,
  };
}

/** Whether the baseline of posts is known, so that they temper views. */
function isPostingKnown({ posting, videos }: MomentumMemory): boolean {
  return posting.exposure > POSTS_LEARNING_HOURS || (videos?.exposure ?? 0) > POSTS_LEARNING_HOURS;
}

function postingSeen(listed: PostingStep, counted: VideoCountStep): PostingSeen {
  const { posting: _, ...list } = listed;
  const { videos: __, ...count } = counted;
  return count.residual === undefined ? { ...list, from: 'list' } : { ...count, from: 'count' };
}

/** With the first reading of a new slot the one before has closed and teaches the rhythm, if the counter is fine enough. */
function learnClosedSlot(
  { at: previousAt, season, momentum }: MomentumMemory,
  gains: GainsMemory,
  hours: number,
  at: number,
  step: number,
): SeasonMemory {
  const closed = slotOf(previousAt);
  const usualSlot = usualPerHour(momentum, step) * SLOT_HOURS;
  const teaches = hours <= SEASON_HOURS_MAX && step < SEASON_STEPS_MAX * usualSlot && hasBaseline(momentum);
  if (slotOf(at) === closed || !teaches) return season;
  return learnSeason(season, closed, Math.min(4, closedGain(gains, closed) / usualSlot));
}
