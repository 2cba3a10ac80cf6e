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
  every,
  everyText,
  monthEnd,
  OPEN_LIST_HOURS,
  paceFor,
  RESERVE_SHARE,
  slowedTo,
  UNREAD_HOURS_MAX,
} from '../watchlist/spread.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';
import { type Standing, standingOf } from './standing.ts';
import { isListed, type Planned, withinBudget } from './within-budget.ts';

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
  /** What an hour costs on average, as everything stands. */
  readonly creditsPerHour: number;
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
  const planned = purse.short !== 'nothing' ? spread(standings, purse, runHours) : paced.map(asAsked);
  const due = planned.filter(({ standing, cadence }) =>
    only === undefined ? isDue(standing, cadence, purse, runHours) : standing.watch.hashtag === only,
  );
  const chosen = only === undefined && purse.short !== 'nothing' ? evenly(due, planned, input) : due;
  const timed = only === undefined && purse.short === 'time' ? withinTime(chosen, purse) : chosen;
  const ordered = timed.toSorted((a, b) => byUrgency(a.standing, b.standing));
  const names = new Set(chosen.map(({ standing }) => standing.watch.hashtag));
  return {
    ...withinBudget(ordered, purse),
    intervals: planned.map(({ standing, cadence }) => ({
      hashtag: standing.watch.hashtag,
      everyHours: Math.round(10 * cadence.everyHours) / 10,
      due: names.has(standing.watch.hashtag),
      reason:
        only === undefined || names.has(standing.watch.hashtag)
          ? reasonOf(standing, cadence, purse, now)
          : 'left out by --only',
    })),
    creditsPerHour: planned.reduce((sum, { cadence }) => sum + creditsPerHour(cadence, [every(runHours)]), 0),
  };
}

/**
 * What the month's budget still pays for, and what a run has time for. By the account's own word too, where that is less: then
 * somebody else has spent from it. An account that was empty may have been topped up since, so one hashtag is asked for all
 * the same.
 */
interface Purse {
  /** `credits` or `time` do not suffice for everything; `nothing` is short. */
  readonly short: 'credits' | 'time' | 'nothing';
  /** Absent: no cap. */
  readonly budget?: number;
  readonly left: number;
  /** Most that one run may use: half of the budget that is left, so that two at once stay within it. */
  readonly most: number;
  /** Hours until the month ends, this one included. */
  readonly hours: number;
  /** Calls that a run has time for. */
  readonly perRun: number;
}

function purseOf({ watchlist, state, now }: PlanInput, standings: readonly Standing[]): Purse {
  const budget = watchlist.budgetCreditsPerMonth;
  const unspent = budget === undefined ? Number.POSITIVE_INFINITY : budget - creditsUsed(state.credits, now);
  const account = Math.max(CREDITS_PER_HASHTAG, state.credits.left ?? Number.POSITIVE_INFINITY);
  const left = budget === undefined ? unspent : Math.min(Math.max(0, unspent), account);
  const most = Math.floor(Math.min(unspent / 2, account));
  const hours = Math.max(1, Math.ceil((monthEnd(now) - now) / HOUR_MS));
  const perHour = creditsPerHour(
    EVERY_HOUR,
    standings.map(({ watch }) => every(watch.everyHours ?? 1)),
  );
  const perRun = fittingIntoRun(state, now);
  const short = left < hours * perHour ? 'credits' : perRun < perHour ? 'time' : 'nothing';
  return { short, ...(budget !== undefined && { budget }), left, most, hours, perRun };
}

/** What fitted into a run, and a tenth more for each day since: the plan may have grown, or that hour was a bad one. */
function fittingIntoRun({ pace }: State, now: number): number {
  if (pace?.perRun === undefined) return Number.POSITIVE_INFINITY;
  const days = Math.max(0, Math.floor((now - pace.perRun.at) / DAY_MS));
  return Math.floor(pace.perRun.requests * (1 + days / 10));
}

/** As often as somebody has asked for; hashtags that are pressing every hour all the same. */
function asAsked({ standing, cadence }: Planned): Planned {
  const { pressing, watch } = standing;
  const isCalm = pressing === 'nothing' || pressing === 'warming';
  return { standing, cadence: isCalm ? slowedTo(cadence, every(watch.everyHours ?? 1)) : cadence };
}

/** Pressing hashtags in every run, within limits; the others as often as the rest pays for. */
function spread(
  standings: readonly Standing[],
  { left, hours, perRun, short }: Purse,
  runHours: number,
): readonly Planned[] {
  const perHour = Math.min(left / hours, perRun / runHours);
  const calm = standings.filter(({ pressing }) => pressing === 'nothing');
  const open = standings.filter(({ pressing }) => pressing === 'open');
  const readingsPerListing = short === 'credits' ? 1 : 2;
  const openListHours = short === 'credits' ? OPEN_LIST_HOURS : 1;
  const unlisted = open.length * (1 - Math.min(1, runHours / openListHours));
  const pressingPerRun = CREDITS_PER_HASHTAG * (standings.length - calm.length) - unlisted;
  const forCalm = perHour * (1 - RESERVE_SHARE) - pressingPerRun / runHours;
  const pace = paceFor(
    Math.max(0, forCalm),
    // Runs that come more rarely cost less: nobody is read more often than they come.
    calm.map((standing) => slowedTo(every(runHours), restOf(standing))),
    readingsPerListing,
  );
  // What a reading of everything once a day will cost until the month ends is not spent on what presses now.
  const free = perHour - (CREDITS_PER_HASHTAG * standings.length) / UNREAD_HOURS_MAX;
  const pressingHours = free <= 0 ? UNREAD_HOURS_MAX : Math.ceil(pressingPerRun / (free * HOT_PACE_MAX));
  const pressingCadence = every(Math.min(UNREAD_HOURS_MAX, pressingHours));
  return standings.map((standing) => {
    const { pressing } = standing;
    if (pressing === 'new') return { standing, cadence: pressingCadence };
    const rest = restOf(standing);
    if (pressing === 'nothing') return { standing, cadence: cadenceAt(pace, rest, readingsPerListing) };
    const listHours = Math.max(rest.listEveryHours, pressing === 'open' ? openListHours : 1);
    const { everyHours } = pressingCadence;
    return { standing, cadence: { everyHours, listEveryHours: Math.max(everyHours, listHours) } };
  });
}

/** What a hashtag is not asked for more often than where credits or time are short: videos that tell nothing come once a day. */
function restOf({ watch: { everyHours: own = 1 }, listings }: Standing): Cadence {
  return { everyHours: own, listEveryHours: Math.max(own, listings === 'empty' ? UNREAD_HOURS_MAX : 1) };
}

/**
 * Where everything is paid for, a hashtag without an interval of its own is read in every run, as close as they may come.
 * Else in the run that comes closest to its interval.
 */
function isDue(
  { unreadHours }: Standing,
  { everyHours }: Cadence,
  { short }: Purse,
  runHours: number,
): boolean {
  if (everyHours === 1 && short === 'nothing') return true;
  const early = short !== 'nothing' ? Math.max(EARLY_HOURS, runHours / 2) : EARLY_HOURS;
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
  const turn = Math.floor(input.now / HOUR_MS);
  const places = Math.max(1, roundedInTurn(perHour * hoursBetweenRuns(input), turn));
  const calm = due.filter(isCalm);
  // Of those that were read in the same run another one is the first each hour.
  const first = turn % Math.max(1, calm.length);
  const rotated = [...calm.slice(first), ...calm.slice(0, first)];
  const kept = new Set(rotated.toSorted((a, b) => byUrgency(a.standing, b.standing)).slice(0, places));
  return due.filter((planned) => !isCalm(planned) || kept.has(planned));
}

/** Up or down, so that it comes out right on average: multiples of the golden ratio fill an interval evenly. */
function roundedInTurn(value: number, turn: number): number {
  return Math.floor(value) + ((turn * GOLDEN_RATIO) % 1 < value % 1 ? 1 : 0);
}

const GOLDEN_RATIO = (Math.sqrt(5) - 1) / 2;

/** Where a run has no time for all videos that are due, those come that were missed for longest; the others wait. */
function withinTime(chosen: readonly Planned[], { perRun }: Purse): readonly Planned[] {
  const due = chosen.filter(({ standing, cadence }) => isListed(standing, cadence));
  const longest = due.toSorted(
    (a, b) => isOpen(a.standing) - isOpen(b.standing) || unlisted(b.standing) - unlisted(a.standing),
  );
  const waiting = new Set(longest.slice(Math.max(0, perRun - chosen.length)));
  return chosen.map((planned) =>
    waiting.has(planned)
      ? { ...planned, cadence: { ...planned.cadence, listEveryHours: Number.POSITIVE_INFINITY } }
      : planned,
  );
}

function unlisted({ unlistedHours }: Standing): number {
  return Math.min(unlistedHours, Number.MAX_SAFE_INTEGER);
}

/** For sorting: 0 for an open breakout. */
function isOpen({ pressing }: Standing): number {
  return pressing === 'open' ? 0 : 1;
}

/** Open breakouts come first, then who was left out in the runs before; who was not keeps the watchlist's order. */
function byUrgency(a: Standing, b: Standing): number {
  return isOpen(a) - isOpen(b) || missedRuns(b) - missedRuns(a) || 0;
}

/** Whole hours without a reading beyond the one since the last run; one that was never read has waited longest. */
function missedRuns({ unreadHours }: Standing): number {
  return Number.isFinite(unreadHours) ? Math.floor(unreadHours + EARLY_HOURS) : Number.MAX_SAFE_INTEGER;
}

function reasonOf({ pressing, watch }: Standing, cadence: Cadence, purse: Purse, now: number): string {
  const { everyHours, listEveryHours } = cadence;
  const often = `read ${everyText(everyHours)}`;
  const own = watch.everyHours ?? 1;
  const videos =
    listEveryHours >= everyHours + 0.5 ? `, its videos ${everyText(Math.round(listEveryHours))}` : '';
  if (pressing === 'open') return `${often}${purse.short === 'credits' ? videos : ''}: its breakout is open`;
  if (pressing === 'new') return `${often}: it has no reading yet`;
  if (purse.short !== 'nothing' && pressing === 'warming') return `${often}: warming`;
  if (purse.short === 'nothing' || (own > 1 && everyHours === own))
    return own > 1 ? `${often}, as the watchlist asks` : often;
  const days = Math.max(1, Math.round((monthEnd(now) - now) / DAY_MS));
  const why =
    purse.short === 'time'
      ? `a run has time for ${formatAmount(purse.perRun, 'call')}`
      : `${formatAmount(Math.floor(purse.left), 'credit')} left for ${formatAmount(days, 'day')}`;
  return `${often}${videos}: calm, ${why}`;
}
