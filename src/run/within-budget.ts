import type { Failure } from '../readings/sample.ts';
import { CREDITS_PER_HASHTAG, type Target } from '../sources/source/source.ts';
import { type Cadence, EARLY_HOURS } from '../watchlist/spread.ts';
import type { Standing } from './standing.ts';

export interface Planned {
  readonly standing: Standing;
  readonly cadence: Cadence;
}

/** What a run may spend. */
export interface Spendable {
  /** The month's, credits; absent: no cap. */
  readonly budget?: number;
  readonly most: number;
}

/** The code of a hashtag that was left out to keep the budget. */
const OVER_BUDGET = 'over-budget';
/** Views leap when they grow by this share of the classic threshold. */
const LEAP_SHARE = 0.5;

/**
 * The targets that a budget pays for, and those that it does not. Numbers come before videos, of the hashtags whose videos
 * are known.
 * @param ordered the most urgent first
 */
export function withinBudget(
  ordered: readonly Planned[],
  { budget, most }: Spendable,
): {
  readonly targets: readonly Target[];
  readonly failures: readonly Failure[];
  readonly creditsMax?: number;
} {
  if (budget === undefined) return { targets: ordered.map(targetOf), failures: [] };
  let left = Math.max(0, most);
  const paid = numbersFirst(ordered, left).filter((planned) => {
    const cost = costOf(planned);
    if (cost > left) return false;
    left -= cost;
    return true;
  });
  const names = new Set(paid.map(({ standing }) => standing.watch.hashtag));
  return {
    targets: paid.map(targetOf),
    creditsMax: Math.max(0, most),
    failures: ordered
      .filter(({ standing }) => !names.has(standing.watch.hashtag))
      .map(({ standing }) => ({
        hashtag: standing.watch.hashtag,
        code: OVER_BUDGET,
        lost: 'reading',
        message: `this month's budget of ${budget} credits is used up: raise \`budget\`, or watch fewer hashtags`,
      })),
  };
}

/** Where credits do not suffice for all, the least urgent go without videos first. */
function numbersFirst(ordered: readonly Planned[], credits: number): readonly Planned[] {
  let over = ordered.reduce((sum, planned) => sum + costOf(planned), 0) - credits;
  return ordered
    .toReversed()
    .map((planned) => {
      const isKnown = Number.isFinite(planned.standing.unlistedHours);
      if (over <= 0 || !isKnown || costOf(planned) === 1) return planned;
      over -= 1;
      return { ...planned, cadence: { ...planned.cadence, listEveryHours: Number.POSITIVE_INFINITY } };
    })
    .toReversed();
}

function costOf({ standing, cadence }: Planned): number {
  return isListed(standing, cadence) ? CREDITS_PER_HASHTAG : 1;
}

/** Whether the videos of a hashtag are due, where it is read. */
export function isListed({ unlistedHours }: Standing, { listEveryHours }: Cadence): boolean {
  if (listEveryHours === Number.POSITIVE_INFINITY) return false;
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
