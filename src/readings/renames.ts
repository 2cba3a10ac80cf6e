import { editDistance } from '../text/edit-distance.ts';
import { foldHashtag } from './fold.ts';

/** A hashtag that was taken off the watchlist, and a new one that looks like its mended name. */
export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** A removed hashtag that is spelt almost as an added one, or is the beginning of it, or the other way round. */
export function renames(removed: readonly string[], added: readonly string[]): readonly Rename[] {
  const news = added.map((hashtag) => ({ hashtag, fold: foldHashtag(hashtag) }));
  const few = news.slice(0, RENAMES_SOUGHT_MAX);
  return removed.slice(0, RENAMES_SOUGHT_MAX).flatMap((from) => {
    const fold = foldHashtag(from);
    const to =
      news.find((one) => one.fold === fold) ??
      few.find((one) => isOneSlip(fold, one.fold)) ??
      news.find((one) => isBeginning(fold, one.fold));
    return to === undefined ? [] : [{ from, to: to.hashtag }];
  });
}

/** Whether two hashtags are one but for what people overlook, or for one slip of the pen. */
export function isNearHashtag(one: string, other: string): boolean {
  const [a, b] = [foldHashtag(one), foldHashtag(other)];
  return a === b || isOneSlip(a, b);
}

/** Every removed hashtag is held against every added one, so their number is bounded. */
const RENAMES_SOUGHT_MAX = 100;
const BEGINNING_CHARS_MIN = 4;
/** In a shorter word one other letter makes another word; in a longer one the comparison takes long. */
const SLIP_CHARS = { min: 5, max: 40 };

/** One letter too many, too few, another or swapped with its neighbour: the mending of a slip. */
function isOneSlip(one: string, other: string): boolean {
  const [short, long] = [Math.min(one.length, other.length), Math.max(one.length, other.length)];
  if (short < SLIP_CHARS.min || long > SLIP_CHARS.max || long - short > 1) return false;
  return editDistance(one, other) === 1;
}

function isBeginning(one: string, other: string): boolean {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  return shorter.length >= BEGINNING_CHARS_MIN && longer.startsWith(shorter);
}
