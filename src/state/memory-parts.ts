import { DAY_MS } from '../text/time.ts';

/**
 * Memories are kept in parts by a hash of the hashtag, each as of an instant of its own: no part grows large, and no run
 * has to renew all of them.
 */

/** Hashtags that a part holds on average at most: with 2 kB each it stays near half a megabyte. */
const PART_HASHTAGS = 256;

/**
 * How old a part may be. A run makes the present memories from the parts and the readings since, some 10 µs each: a day
 * keeps that near a tenth of a run. Shorter makes the repository grow faster (`npm run bench -- growth`).
 */
const PART_MS = DAY_MS;

/** Into how many parts so many hashtags go: a power of two, and never fewer than before. */
export function partsFor(hashtags: number, before: number): number {
  let parts = Math.max(1, before);
  while (hashtags > parts * PART_HASHTAGS) parts *= 2;
  return parts;
}

/**
 * The part of a hashtag, by the 32-bit FNV-1a hash of its UTF-16 units.
 * @see http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function partOf(hashtag: string, parts: number): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < hashtag.length; index += 1) {
    hash = Math.imul(hash ^ hashtag.charCodeAt(index), 0x01000193) >>> 0;
  }
  return ((hash ^ (hash >>> 16)) >>> 0) % parts;
}

/**
 * Whether a part as of `at` (ms) is renewed by a run at `now`: its turn has come since. The turns of the parts are spread
 * over `PART_MS`.
 */
function isPartDue(part: number, parts: number, at: number, now: number): boolean {
  const turn = (instant: number): number => Math.floor((instant - (part * PART_MS) / parts) / PART_MS);
  return turn(now) > turn(at);
}

/** Things kept by hashtag in parts; `parts` has the instant of each, ms. */
export interface Parted<Thing> {
  readonly memories: ReadonlyMap<string, Thing>;
  readonly parts: readonly number[];
}

/** The parts after a run at `now` that left `present` behind: those whose turn it is hold the present from then on. */
export function renewParts<Thing>(
  { memories, parts }: Parted<Thing>,
  present: ReadonlyMap<string, Thing>,
  now: number,
): Parted<Thing> {
  const count = partsFor(present.size, parts.length);
  const isDue = Array.from({ length: count }, (_, part) =>
    count === parts.length ? isPartDue(part, count, parts[part] ?? 0, now) : true,
  );
  if (!isDue.includes(true)) return { memories, parts };
  const isKept = ([hashtag]: readonly [string, Thing]): boolean => !(isDue[partOf(hashtag, count)] ?? true);
  const isRenewed = (entry: readonly [string, Thing]): boolean => !isKept(entry);
  return {
    memories: new Map([...[...memories].filter(isKept), ...[...present].filter(isRenewed)]),
    parts: isDue.map((due, part) => (due ? now : (parts[part] ?? now))),
  };
}
