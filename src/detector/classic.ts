import { type Counter, creditedFrom } from '../readings/dip-hold.ts';
import type { Reading } from '../readings/reading.ts';
import {
  type Count,
  coarserStep,
  type Interval,
  isOneStep,
  type Velocity,
  velocityBetween,
} from '../readings/velocity.ts';
import { formatCount, formatHours, formatPercent, formatShort } from '../text/numbers.ts';
import { hoursBetween } from '../text/time.ts';

/** The part of growth that videos explain, as it has usually been for this hashtag. */
export interface BaselineShare {
  /** Mean over the readings before, 0-1 or above. */
  readonly share: number;
  readonly readings: number;
}

/** What the classic rule looks at besides the counter: how much of this growth the listed videos explain. */
export interface VideoEvidence {
  readonly explained?: number;
  readonly usual?: BaselineShare;
  /** Views that the listed videos gained now against those that they gained in the hour before. */
  readonly pickUp?: number;
  /** Why the jump was not trusted when it was read; only in replays of a record that says so. */
  readonly contradiction?: string;
}

/** A decision of the classic rule, with its reason in words. */
export interface ClassicDecision {
  readonly kind: 'fires' | 'suppressed' | 'quiet' | 'unknown';
  readonly reason: string;
  /** The reading before the growth, where that is not the last one. */
  readonly base?: Count;
}

/** What the classic rule is held to: growth over `thresholdPercentPerHour` that brings `minViewsPerDay` or more. */
export interface ClassicLimits {
  readonly thresholdPercentPerHour: number;
  readonly minViewsPerDay?: number;
}

/** Videos contradict a jump when they explain less than this part of what they usually explain. */
const CONTRADICTED_BELOW = 0.1;
/** A usual share counts as known from this many readings on, and when it is at least this large. */
const USUAL_READINGS_MIN = 3;
const USUAL_SHARE_MIN = 0.02;
/** Where the usual share is not known: they explain less than this, and their own gains have not even doubled. */
const EXPLAINS_NEXT_TO_NOTHING = 0.02;
const PICK_UP_MIN = 2;
/** In a gap as short as this what two replicas differ by (3 % at p99, docs/numbers.md) would pass for a rate over 6 %/h. */
const SHORT_GAP_HOURS = 0.5;
const WOBBLE_MAX = 1.03;
/** A jump that the videos do not support waits so long for a reading that confirms it: growth of this part of it. */
const JUMP_HOURS = 9;
const CONFIRMING_SHARE = 0.05;
/** Growth, %/h, that a threshold may be set at: less is no jump. */
const JUMP_PERCENT_PER_HOUR = 1;
/** A rise is projected to a day from so many hours at least: a handful of views in one hour is no thousand a day. */
const PROJECTED_HOURS_MIN = 3;
/** Readings that the usual share is the mean of, once there are that many; and the largest share one may add. */
const USUAL_READINGS_MAX = 48;
const USUAL_SHARE_MAX = 2;

/**
 * The classic rule: views grew by more than a threshold per true elapsed hour since the last good reading, taking the
 * counts as they stand. It never fires on one rounding step, nor on views that the counter had shown before a dip, nor on
 * fewer than are news. A jump that the videos do not support waits for a reading that confirms it.
 * @param counter the counter before this reading, which `velocity` is measured from
 */
export function judgeClassic(
  counter: Counter | undefined,
  { current, velocity }: { readonly current: Count; readonly velocity: Velocity },
  { thresholdPercentPerHour, minViewsPerDay = 0 }: ClassicLimits,
  evidence: VideoEvidence,
): ClassicDecision {
  if (counter === undefined)
    return { kind: 'unknown', reason: 'first reading: a velocity needs a second one' };
  const { last } = counter;
  if (velocity.kind === 'unknown') return { kind: 'unknown', reason: velocity.reason };

  const limit = `${formatPercent(thresholdPercentPerHour)}/h`;
  const confirmed = confirmedJump(counter, current);
  if (confirmed !== undefined && confirmed.velocity.nominal > thresholdPercentPerHour) {
    const { base, velocity: since } = confirmed;
    const reason = `${formatPercent(since.nominal)}/h over ${formatHours(since.hours)} is above ${limit}: this reading confirms a jump`;
    return smallReason(base, current, minViewsPerDay) ?? { kind: 'fires', base, reason };
  }
  if (velocity.nominal <= thresholdPercentPerHour)
    return { kind: 'quiet', reason: quietReason(velocity, last, current, limit) };

  if (velocity.hours < SHORT_GAP_HOURS && current.views <= last.views * WOBBLE_MAX) {
    const gap = formatHours(velocity.hours);
    return {
      kind: 'suppressed',
      reason: `a rise of no more than 3 % in ${gap}: TikTok's servers differ by as much`,
    };
  }
  if (isOneStep(last, current)) return { kind: 'quiet', reason: stepReason(last, current) };
  const from = creditedFrom(counter, current);
  const credited = velocityBetween(from, current);
  if (
    credited.kind === 'unknown' ||
    credited.nominal <= thresholdPercentPerHour ||
    isOneStep(from, current)
  ) {
    const shown = formatCount(from.views);
    return { kind: 'suppressed', reason: `back after a dip: the counter had shown ${shown} before` };
  }
  const small = smallReason(from, current, minViewsPerDay);
  if (small !== undefined) return small;
  const contradiction = contradictionOf(evidence);
  if (contradiction !== undefined) return { kind: 'suppressed', reason: contradiction };
  return { kind: 'fires', reason: `${formatPercent(velocity.nominal)}/h is above ${limit}` };
}

function quietReason(velocity: Velocity & Interval, last: Count, current: Count, limit: string): string {
  if (velocity.kind === 'below-resolution') return stepReason(last, current);
  return `${formatPercent(velocity.nominal)}/h, not above ${limit}`;
}

function stepReason(last: Count, current: Count): string {
  const step = formatShort(coarserStep(last, current));
  if (last.views === current.views) return `no change that a counter rounded to ${step} could show`;
  return `moved by no more than one rounding step (${step}), which is no evidence of growth`;
}

/** The suppression of growth that is too small to be news; half a rounding step may have come unseen. */
function smallReason(from: Count, current: Count, minViewsPerDay: number): ClassicDecision | undefined {
  const gained = current.views - from.views;
  const hours = hoursBetween(from.at, current.at);
  const most = gained + (current.step === 1 ? 0 : current.step / 2);
  if ((most * 24) / Math.max(hours, PROJECTED_HOURS_MIN) >= minViewsPerDay) return undefined;
  const counted = `counted over ${PROJECTED_HOURS_MIN} h at least`;
  const asked = `fewer than the ${formatCount(minViewsPerDay)} a day that \`min-views\` asks for`;
  return {
    kind: 'suppressed',
    reason: `${formatCount(gained)} views came in ${formatHours(hours)}: ${counted}, ${asked}`,
  };
}

/** The jump before this reading, measured up to it, if this reading confirms it: by growth of its own. */
function confirmedJump(
  { last, jumpFrom: base }: Counter,
  current: Count,
): { readonly base: Count; readonly velocity: Velocity & Interval & { readonly hours: number } } | undefined {
  if (base === undefined) return undefined;
  const least = Math.max(coarserStep(last, current), CONFIRMING_SHARE * (last.views - base.views));
  if (current.views - last.views < least) return undefined;
  const velocity = velocityBetween(base, current);
  return velocity.kind === 'unknown' || isOneStep(base, current) ? undefined : { base, velocity };
}

/** Whether a jump before this reading still waits: the counter stands where it took it, and not for too long yet. */
export function isJumpPending(counter: Counter, { at, views }: Reading): counter is PendingJump {
  const { last, jumpFrom } = counter;
  return jumpFrom !== undefined && views === last.views && hoursBetween(jumpFrom.at, at) < JUMP_HOURS;
}

type PendingJump = Counter & { readonly jumpFrom: Count };

/** Whether a reading brings a jump that its listed videos do not support, whatever the threshold. */
export function isUnsupportedJump(
  counter: Counter,
  reading: Reading,
  usual: BaselineShare | undefined,
): boolean {
  const { at, views, step, explained, pickUp } = reading;
  if (explained === undefined) return false;
  const credited = velocityBetween(creditedFrom(counter, { at, views, step }), reading);
  if (credited.kind === 'unknown' || credited.nominal <= JUMP_PERCENT_PER_HOUR) return false;
  const evidence = { explained, ...(usual && { usual }), ...(pickUp !== undefined && { pickUp }) };
  return contradictionOf(evidence) !== undefined;
}

function contradictionOf({ explained, usual, pickUp, contradiction }: VideoEvidence): string | undefined {
  if (contradiction !== undefined) return contradiction;
  if (explained === undefined) return undefined;
  const part = formatPercent(explained * 100);
  if (usual !== undefined && usual.readings >= USUAL_READINGS_MIN) {
    if (usual.share >= USUAL_SHARE_MIN) {
      if (explained >= usual.share * CONTRADICTED_BELOW) return undefined;
      const before = formatPercent(usual.share * 100);
      return `a lone jump: the listed videos explain ${part} of it, where they usually explain ${before} of the growth`;
    }
    // Where videos have never explained anything, only their own pace can tell.
    if (pickUp === undefined) return undefined;
  }
  if (explained >= EXPLAINS_NEXT_TO_NOTHING || (pickUp !== undefined && pickUp >= PICK_UP_MIN))
    return undefined;
  return `a lone jump: the listed videos explain ${part} of it and gain no faster than before`;
}

/** The usual share after one more reading: a mean that forgets slowly. */
export function learnBaselineShare(
  usual: BaselineShare | undefined,
  explained: number | undefined,
): BaselineShare | undefined {
  if (explained === undefined) return usual;
  const capped = Math.min(explained, USUAL_SHARE_MAX);
  if (usual === undefined) return { share: round(capped), readings: 1 };
  const readings = Math.min(usual.readings + 1, USUAL_READINGS_MAX);
  return { share: round(usual.share + (capped - usual.share) / readings), readings };
}

function round(share: number): number {
  return Math.round(share * 1e4) / 1e4;
}
