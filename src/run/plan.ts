import type { Failure } from '../readings/sample.ts';
import { CREDITS_PER_HASHTAG, type Target } from '../sources/source/source.ts';
import { creditsUsed } from '../state/credits.ts';
import type { State } from '../state/state.ts';
import { formatAmount } from '../text/numbers.ts';
import { DAY_MS, HOUR_MS } from '../text/time.ts';
import {
  type Cadence,
  cadenceAt,
  creditsPerHour,
  EARLY_HOURS,
  EVERY_HOUR,
  everyText,
  monthEnd,
  paceFor,
  RESERVE_SHARE,
  slowedTo,
  UNREAD_HOURS_MAX,
} from '../watchlist/spread.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';
import { type Standing, standingOf } from './standing.ts';

/** The code of a hashtag that was left out to keep the budget. */
const OVER_BUDGET = 'over-budget';

/** What a run asks for, and why. */
export interface SamplingPlan {
  /** In the order in which they are asked for: who must be left out comes last. */
  readonly targets: readonly Target[];
  /** Hashtags that are due and that the budget does not pay for. */
  readonly failures: readonly Failure[];
  /** Most credits that this run may use; absent: no cap. */
  readonly creditsMax?: number;
  /** One a hashtag, in the watchlist's order. */
  readonly intervals: readonly ReadingInterval[];
}

/** How often a hashtag is read, in one sentence, and whether this is a run in which it is. */
export interface ReadingInterval {
  readonly hashtag: string;
  readonly everyHours: number;
  readonly due: boolean;
  readonly reason: string;
}

/** What is planned with: all that is watched, and of it what this run is about. */
export interface PlanInput {
  readonly watchlist: Watchlist;
  /** The one that somebody has asked for; absent: all. */
  readonly only?: string;
  readonly state: State;
  /** Instant of the run, ms. */
  readonly now: number;
}

/** Hot hashtags may cost so many times what an even spread allows. */
const HOT_PACE_MAX = 2;
/** Views leap when they grow by this share of the classic threshold. */
const LEAP_SHARE = 0.5;

/**
 * Plans a run. Without a budget, and where it pays for everything, each hashtag is read in every run, with its videos, but
 * for those of which somebody has asked for fewer readings. Otherwise hot hashtags are read in every run, and the rest as
 * often as what is left spread over the rest of the month pays for.
 */
export function planSampling(input: PlanInput): SamplingPlan {
  const { watchlist, only, state, now } = input;
  const standings = watchlist.watches.map((watch) => standingOf(watch, state, now));
  const purse = purseOf(input, standings);
  const runHours = hoursBetweenRuns(input);
  const paced = standings.map((standing) => ({ standing, cadence: EVERY_HOUR }));
  const planned = purse.kind === 'short' ? spread(standings, purse, runHours) : paced.map(asAsked);
  const due = planned.filter(({ standing, cadence }) =>
    only === undefined ? isDue(standing, cadence, purse, runHours) : standing.watch.hashtag === only,
  );
  const chosen = only === undefined && purse.kind === 'short' ? evenly(due, planned, input) : due;
  const ordered = chosen.toSorted((a, b) => byUrgency(a.standing, b.standing));
  const names = new Set(chosen.map(({ standing }) => standing.watch.hashtag));
  return {
    ...withinPurse(ordered, purse),
    intervals: planned.map(({ standing, cadence }) => ({
      hashtag: standing.watch.hashtag,
      everyHours: Math.round(10 * cadence.everyHours) / 10,
      due: names.has(standing.watch.hashtag),
      reason: reasonOf(standing, cadence, purse, now),
    })),
  };
}

interface Planned {
  readonly standing: Standing;
  readonly cadence: Cadence;
}

/**
 * What the month's budget still pays for. By the account's own word too, where that is less: then somebody else has
 * spent from it. An account that was empty may have been topped up since, so one hashtag is asked for all the same.
 */
type Purse =
  | { readonly kind: 'unlimited' }
  | {
      /** `short`: it does not pay for everything until the month ends. */
      readonly kind: 'enough' | 'short';
      readonly budget: number;
      readonly left: number;
      /** Runs until the month ends, this one included. */
      readonly hours: number;
    };

function purseOf({ watchlist, state, now }: PlanInput, standings: readonly Standing[]): Purse {
  const budget = watchlist.budgetCreditsPerMonth;
  if (budget === undefined) return { kind: 'unlimited' };
  const unspent = Math.max(0, budget - creditsUsed(state.credits, now));
  const account = Math.max(CREDITS_PER_HASHTAG, state.credits.left ?? Number.POSITIVE_INFINITY);
  const left = Math.min(unspent, account);
  const hours = Math.max(1, Math.ceil((monthEnd(now) - now) / HOUR_MS));
  const asked = standings.map(({ watch }) => watch.everyHours ?? 1);
  const kind = left >= hours * creditsPerHour(EVERY_HOUR, asked) ? 'enough' : 'short';
  return { kind, budget, left, hours };
}

/** As often as somebody has asked for; hashtags that are pressing every hour all the same. */
function asAsked({ standing, cadence }: Planned): Planned {
  const { pressing, watch } = standing;
  const isCalm = pressing === 'nothing' || pressing === 'warming';
  return { standing, cadence: isCalm ? slowedTo(cadence, watch.everyHours ?? 1) : cadence };
}

/** Pressing hashtags in every run, within limits; the others as often as the rest pays for. */
function spread(
  standings: readonly Standing[],
  { left, hours }: Exclude<Purse, { kind: 'unlimited' }>,
  runHours: number,
): readonly Planned[] {
  const perHour = left / hours;
  const calm = standings.filter(({ pressing }) => pressing === 'nothing');
  const pressingPerRun = CREDITS_PER_HASHTAG * (standings.length - calm.length);
  const forCalm = perHour * (1 - RESERVE_SHARE) - pressingPerRun / runHours;
  const pace = paceFor(
    Math.max(0, forCalm),
    // Runs that come more rarely cost less: nobody is read more often than they come.
    calm.map(({ watch }) => Math.max(runHours, watch.everyHours ?? 1)),
  );
  // What a reading of everything once a day will cost until the month ends is not spent on what presses now.
  const free = perHour - (CREDITS_PER_HASHTAG * standings.length) / UNREAD_HOURS_MAX;
  const pressingHours = free <= 0 ? UNREAD_HOURS_MAX : Math.ceil(pressingPerRun / (free * HOT_PACE_MAX));
  const pressingCadence = slowedTo(EVERY_HOUR, Math.min(UNREAD_HOURS_MAX, pressingHours));
  return standings.map((standing) => ({
    standing,
    cadence:
      standing.pressing === 'nothing' ? cadenceAt(pace, standing.watch.everyHours ?? 1) : pressingCadence,
  }));
}

/**
 * Where everything is paid for, a hashtag without an interval of its own is read in every run, as close as they may come.
 * Else in the run that comes closest to its interval.
 */
function isDue(
  { unreadHours }: Standing,
  { everyHours }: Cadence,
  { kind }: Purse,
  runHours: number,
): boolean {
  if (everyHours === 1 && kind !== 'short') return true;
  const early = kind === 'short' ? Math.max(EARLY_HOURS, runHours / 2) : EARLY_HOURS;
  return unreadHours >= everyHours - early;
}

/** Hours since the run before, whole ones, as the hourly job means them; 1 before the first. */
function hoursBetweenRuns({ state, now }: PlanInput): number {
  return state.at === undefined ? 1 : Math.max(1, Math.round((now - state.at) / HOUR_MS));
}

/**
 * Of the calm hashtags that are due, no more than come due in an hour on average, the longest unread first: else all of
 * them would be read in the same hour for ever. Whoever was not read for a day is read now.
 */
function evenly(due: readonly Planned[], all: readonly Planned[], input: PlanInput): readonly Planned[] {
  const isCalm = ({ standing }: Planned): boolean =>
    standing.pressing === 'nothing' && standing.unreadHours < UNREAD_HOURS_MAX - EARLY_HOURS;
  const perHour = all
    .filter(({ standing }) => standing.pressing === 'nothing')
    .reduce((sum, { cadence }) => sum + 1 / cadence.everyHours, 0);
  const runHours = hoursBetweenRuns(input);
  const calm = due.filter(isCalm).toSorted((a, b) => byUrgency(a.standing, b.standing));
  const kept = new Set(calm.slice(0, Math.ceil(perHour * runHours)));
  return due.filter((planned) => !isCalm(planned) || kept.has(planned));
}

/** Open breakouts come first, then who was left out in the runs before; who was not keeps the watchlist's order. */
function byUrgency(a: Standing, b: Standing): number {
  const isOpen = ({ pressing }: Standing): number => (pressing === 'open' ? 0 : 1);
  return isOpen(a) - isOpen(b) || missedRuns(b) - missedRuns(a) || 0;
}

/** Whole hours without a reading beyond the one since the last run; one that was never read has waited longest. */
function missedRuns({ unreadHours }: Standing): number {
  return Number.isFinite(unreadHours) ? Math.floor(unreadHours + EARLY_HOURS) : Number.MAX_SAFE_INTEGER;
}

/** The targets that the purse pays for, and those that it does not. */
function withinPurse(
  ordered: readonly Planned[],
  purse: Purse,
): Pick<SamplingPlan, 'targets' | 'failures' | 'creditsMax'> {
  if (purse.kind === 'unlimited') return { targets: ordered.map(targetOf), failures: [] };
  let cost = 0;
  const paid = ordered.filter(({ standing, cadence }) => {
    cost += isListed(standing, cadence) ? CREDITS_PER_HASHTAG : 1;
    return cost <= purse.left;
  });
  return {
    targets: paid.map(targetOf),
    creditsMax: Math.floor(purse.left),
    failures: ordered.slice(paid.length).map(({ standing }) => ({
      hashtag: standing.watch.hashtag,
      code: OVER_BUDGET,
      lost: 'reading',
      message: `this month's budget of ${purse.budget} credits is used up: raise \`budget\`, or watch fewer hashtags`,
    })),
  };
}

function isListed({ unlistedHours }: Standing, { listEveryHours }: Cadence): boolean {
  return unlistedHours >= listEveryHours - EARLY_HOURS || listEveryHours === 1;
}

/** A hashtag whose videos are not due is asked for them all the same when its views leap. */
function targetOf({ standing, cadence }: Planned): Target {
  const { watch, id, views, step, unreadHours } = standing;
  const target = { hashtag: watch.hashtag, ...(id !== undefined && { id }) };
  if (isListed(standing, cadence)) return target;
  const leap = (views * watch.thresholdPercentPerHour * Math.max(1, unreadHours) * LEAP_SHARE) / 100;
  return { ...target, listFromViews: Math.ceil(views + Math.max(leap, 2 * step)) };
}

function reasonOf({ pressing, watch }: Standing, cadence: Cadence, purse: Purse, now: number): string {
  const { everyHours, listEveryHours } = cadence;
  const often = `read ${everyText(everyHours)}`;
  const own = watch.everyHours ?? 1;
  if (pressing === 'open') return `${often}: its breakout is open`;
  if (pressing === 'new') return `${often}: it has no reading yet`;
  if (purse.kind === 'short' && pressing === 'warming') return `${often}: warming`;
  if (purse.kind !== 'short' || (own > 1 && everyHours === own))
    return own > 1 ? `${often}, as the watchlist asks` : often;
  const days = Math.max(1, Math.round((monthEnd(now) - now) / DAY_MS));
  const videos =
    listEveryHours >= everyHours + 0.5 ? `, its videos ${everyText(Math.round(listEveryHours))}` : '';
  const left = `${formatAmount(Math.floor(purse.left), 'credit')} left for ${formatAmount(days, 'day')}`;
  return `${often}${videos}: calm, ${left}`;
}
