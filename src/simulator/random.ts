/**
 * Seeded randomness: same seed, same numbers, on every machine. Two public-domain building blocks: mulberry32 by Tommy
 * Ettinger (https://gist.github.com/tommyettinger/46a874533244883189143505d203312c) for streams, and the finaliser of
 * MurmurHash3 by Austin Appleby (https://github.com/aappleby/smhasher) to key a stream by hashtag, hour and purpose, so
 * that any hour can be drawn without drawing those before it.
 */

/** Returns the next number of a stream, uniform in [0, 1). */
export type Random = () => number;

/** Mixes integers (their low 32 bits) into one unsigned 32-bit key. The order counts. */
export function mixKeys(...keys: readonly number[]): number {
  let hash = 0x9e3779b9;
  for (const key of keys) {
    hash = Math.imul(hash ^ key, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/** A stream of uniform numbers in [0, 1) from a 32-bit seed (mulberry32). */
export function randomStream(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A standard normal number (Box and Muller, 1958). */
export function drawNormal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}

/** A log-normal number with this median and this standard deviation of its natural logarithm. */
export function drawLogNormal(random: Random, median: number, deviation: number): number {
  return median * Math.exp(deviation * drawNormal(random));
}

/** A Poisson count: Knuth's product of uniforms below a mean of 30, rounded normal above it. */
export function drawPoisson(random: Random, mean: number): number {
  if (mean <= 0) return 0;
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * drawNormal(random)));
  const floor = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > floor; product *= random()) count += 1;
  return count;
}
