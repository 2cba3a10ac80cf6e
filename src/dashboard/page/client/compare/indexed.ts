import type { Compare, CompareGroup, CompareHashtag } from '../../../site/shapes.ts';
import type { Column } from '../chart/history.ts';

/** A hashtag's views as parts of those at the start: 100 there. */
export interface Indexed {
  readonly hashtag: string;
  readonly values: Column;
}

/** The days of a range, as places in the columns of `compare`. */
export function placesOf({ days }: Compare, count: number): readonly number[] {
  return days.map((_, place) => place).slice(-count - 1);
}

/** Each hashtag's views over the days at `places`, 100 at its first count among them. */
export function indexedViews({ hashtag, views }: CompareHashtag, places: readonly number[]): Indexed {
  const counts = places.map((place) => views[place] ?? null);
  const base = counts.find((count) => count !== null && count > 0);
  return {
    hashtag,
    values: counts.map((count) => (count === null || typeof base !== 'number' ? null : (count / base) * 100)),
  };
}

export interface GroupShare {
  readonly name: string;
  readonly hashtags: number;
  /** Views gained over the days. */
  readonly gained: number;
  /** 0-1; absent where nothing was gained at all. */
  readonly share?: number;
}

/** What each group gained over the days at `places`, the most first. */
export function groupShares(
  groups: readonly CompareGroup[],
  places: readonly number[],
): readonly GroupShare[] {
  const gains = groups.map(({ group, hashtags, gained }) => ({
    name: group ?? 'No group',
    hashtags,
    gained: places.reduce((sum, place) => sum + Math.max(0, gained[place] ?? 0), 0),
  }));
  const all = gains.reduce((sum, { gained }) => sum + gained, 0);
  return gains
    .map((one) => (all > 0 ? { ...one, share: one.gained / all } : one))
    .toSorted((a, b) => b.gained - a.gained);
}
