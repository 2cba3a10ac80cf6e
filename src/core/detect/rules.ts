import { type AlarmRecord, barOf } from '../breakout/chance.ts';
import { type BreakoutContext, judgeBreakout } from '../breakout/judge.ts';
import type { SeasonPrior } from '../breakout/season.ts';
import type { BreakoutVerdict, Evidence } from '../breakout/verdict.ts';
import type { Measurement } from '../reading/measure.ts';
import type { Velocity } from '../reading/velocity.ts';
import type { HashtagMemory } from '../state/memory.ts';
import type { RuleName, Watch, Watchlist } from '../watchlist.ts';
import { judgeClassic } from './classic.ts';

/** What one rule says of a reading. */
export interface Decision {
  readonly rule: 'classic' | 'breakout';
  readonly kind: 'fires' | 'suppressed' | 'watch' | 'learning' | 'quiet' | 'unknown';
  /** How urgent it is: `strong` is half above the bar, or fivefold. Only where the rule fires and can tell. */
  readonly strength?: 'breakout' | 'strong';
  readonly reason: string;
  /** Whether the hashtag is below half of what fires; undefined while that cannot be told. */
  readonly calm?: boolean;
  /** What the `breakout` rule measured. */
  readonly evidence?: Evidence;
}

/** What a repository's hashtags have taught together. It stays the same between two checkpoints. */
export interface SharedPast {
  /** The rhythm of the day that they share. */
  readonly season?: SeasonPrior;
  /** Their record of alarms, which budgets are held to. */
  readonly alarms?: AlarmRecord;
}

/** What the rules of a watch say of one reading, the classic one first: it works from the second reading on. */
export function decide(
  watch: Watch,
  memory: HashtagMemory,
  measured: Measurement,
  shared: SharedPast,
): readonly Decision[] {
  return rulesOf(watch.rule).map((rule) =>
    rule === 'classic'
      ? decideClassic(watch, memory, measured)
      : decideBreakout(watch, memory, measured, shared),
  );
}

/** What the `breakout` rule is told beside a hashtag's own past. A hashtag that is no longer watched has no watch. */
export function contextOf({ sensitivity }: Pick<Watch, 'sensitivity'>, shared: SharedPast): BreakoutContext {
  const { season, alarms } = shared;
  return { threshold: barOf(sensitivity, alarms), ...(season !== undefined && { season }) };
}

/** `contextOf` by hashtag; by the watchlist's own sensitivity for hashtags that are no longer on it. */
export function contextsOf(watchlist: Watchlist): (hashtag: string, shared: SharedPast) => BreakoutContext {
  const watches = new Map(watchlist.watches.map((watch) => [watch.hashtag, watch]));
  return (hashtag, shared) => contextOf(watches.get(hashtag) ?? watchlist, shared);
}

/** Whether the classic rule fires at a reading, whatever the watch's own rules are: what alerts are compared with. */
export function classicFires(watch: Watch, memory: HashtagMemory, measured: Measurement): boolean {
  return decideClassic(watch, memory, measured).kind === 'fires';
}

function rulesOf(rule: RuleName): readonly Decision['rule'][] {
  return rule === 'both' ? ['classic', 'breakout'] : [rule];
}

function decideClassic(
  { thresholdPercentPerHour }: Watch,
  { counter, usual }: HashtagMemory,
  { reading, velocity, drivers }: Measurement,
): Decision {
  const decision = judgeClassic(counter, reading, thresholdPercentPerHour, {
    ...(drivers?.explained !== undefined && { explained: drivers.explained }),
    ...(usual !== undefined && { usual }),
    ...(drivers?.pickUp !== undefined && { pickUp: drivers.pickUp }),
  });
  return {
    rule: 'classic',
    ...decision,
    ...calmOf(velocity, thresholdPercentPerHour),
  };
}

/** One step of a rounded counter says neither: it may be hours of calm, or an hour of growth. */
function calmOf(velocity: Velocity, thresholdPercentPerHour: number): { readonly calm?: boolean } {
  if (velocity.kind === 'unknown') return {};
  if (velocity.kind === 'below-resolution' && velocity.nominal > 0) return {};
  return { calm: velocity.nominal < thresholdPercentPerHour / 2 };
}

function decideBreakout(
  watch: Watch,
  { breakout }: HashtagMemory,
  { reading }: Measurement,
  shared: SharedPast,
): Decision {
  const { verdict } = judgeBreakout(breakout, reading, contextOf(watch, shared));
  const evidence = 'score' in verdict ? verdict : undefined;
  return {
    rule: 'breakout',
    kind: kindOf(verdict),
    ...((verdict.kind === 'breakout' || verdict.kind === 'strong') && { strength: verdict.kind }),
    reason: verdict.reason.replace(/\.$/, ''),
    ...(evidence !== undefined && { evidence, calm: evidence.score < evidence.threshold / 2 }),
  };
}

function kindOf(verdict: BreakoutVerdict): Decision['kind'] {
  switch (verdict.kind) {
    case 'breakout':
    case 'strong':
      return 'fires';
    case 'unjudged':
      return 'unknown';
    case 'suppressed':
    case 'watch':
    case 'learning':
    case 'quiet':
      return verdict.kind;
  }
}
