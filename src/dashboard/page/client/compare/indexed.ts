import type { Compare, CompareGroup, CompareHashtag } from '../../../schema/site.ts';
import type { Column } from '../chart/history.ts';

/** What a hashtag has grown to, as parts of its views at the start: 100 there. */
export interface Indexed {
  readonly hashtag: string;
  readonly values: Column;
}

/** The days of a range, as places in the columns of `compare`. */
export function placesOf({ days }: Compare, count: number): readonly number[] {
  return days.map((_, place) => place).slice(-count - 1);
}

/**
 * What each hashtag has grown to over the days at `places`, 100 at its first count among them. It goes by the views gained, so
 * that neither a dip nor a restatement shows as growth; where no two readings tell these, by the counts.
 */
export function indexedViews({ hashtag, views, gained }: CompareHashtag, places: readonly number[]): Indexed {
  let base: number | undefined;
  let shown = 0;
  let grown = 0;
  const values = places.map((place) => {
    const count = views[place] ?? null;
    if (base === undefined) {
      if (count === null || count <= 0) return null;
      base = count;
    } else grown += gained[place] ?? Math.max(0, (count ?? 0) - shown);
    if (count === null) return null;
    shown = count;
    return ((base + grown) * 100) / base;
  });
  return { hashtag, values };
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
