import type { Video } from './video.ts';

/**
 * The videos of one listing as they are remembered until the next, so that what they gain can be told. This is
 * committed every hour for every hashtag and would be most of the repository's growth, so a count is renewed only when
 * it has moved by more than `lag`, and a video with fewer views than that is left out.
 */
export interface RememberedVideos {
  /** Instant of the reading that the counts belong to, ms. */
  readonly at: number;
  /** Views by which a count may be behind: 5 % of what all listed videos gained in the hour; 0 at the first. */
  readonly lag: number;
  /** Lifetime views by `videoMark`, the newest id first. */
  readonly views: ReadonlyMap<string, number>;
}

/** Of an id's 19 digits so many tell the videos of one listing apart; the others would be committed with every new video. */
const MARK_DIGITS = 8;

/** What a video is remembered by: the last digits of its id. */
export function videoMark(id: string): string {
  return id.slice(-MARK_DIGITS);
}

/** Smaller changes tell hardly anything of a breakout, and would be committed every hour: `npm run bench -- growth`. */
const LAG_SHARE = 0.05;

/**
 * What to remember of a listing.
 * @param before what was remembered of the one before
 * @param gained views that each video gained since, by id; empty at the first listing, which is remembered whole
 */
export function rememberVideos(
  listing: readonly Video[],
  before: RememberedVideos | undefined,
  gained: ReadonlyMap<string, number>,
  at: number,
): RememberedVideos {
  const lag = twoDigits(LAG_SHARE * [...gained.values()].reduce((total, gain) => total + gain, 0));
  const shared = sharedMarks(listing);
  const kept = listing
    .toSorted((a, b) => byId(b.id, a.id))
    .flatMap(({ id, views }): readonly (readonly [string, number])[] => {
      const mark = videoMark(id);
      if (views === undefined || views < lag || shared.has(mark)) return [];
      const known = before?.views.get(mark);
      return [[mark, known !== undefined && Math.abs(views - known) <= lag ? known : views]];
    });
  return { at, lag, views: new Map(kept) };
}

/** Marks that two videos of a listing share: neither is remembered, so that none is measured against the other. */
function sharedMarks(listing: readonly Video[]): ReadonlySet<string> {
  const ids = Map.groupBy(new Set(listing.map(({ id }) => id)), videoMark);
  return new Set([...ids].filter(([, alike]) => alike.length > 1).map(([mark]) => mark));
}

/** What all the listed videos gained in the hour of a remembered listing, to two digits; 0 where that is not known. */
export function gainedInHour(remembered: RememberedVideos | undefined): number {
  return (remembered?.lag ?? 0) / LAG_SHARE;
}

function twoDigits(views: number): number {
  return Math.round(Number(views.toPrecision(2)));
}

/** Ids are numbers of up to 20 digits: the longer is the larger. */
function byId(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : Number(a > b);
}
