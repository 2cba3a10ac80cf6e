import type { Reading } from '../readings/reading.ts';

/** An instant as `writeReading` writes it; the 29th of February is left to the schema, which knows leap years. */
const INSTANT =
  /^\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;

type Fields = { readonly [Key in keyof Reading]?: unknown };
type OpenReading = { -readonly [Key in keyof Reading]: Reading[Key] };

/**
 * What the schema of readings makes of a plain line, as `writeReading` writes it, without asking the schema: a year of 200
 * hashtags has 1.6 million lines, and the schema would take longer over them than all the rest of the dashboard.
 * @returns undefined for any other line; then the schema decides
 */
export function plainReading(line: unknown): Reading | undefined {
  if (typeof line !== 'object' || line === null) return undefined;
  const fields: Fields = line;
  const { at, hashtag, views, step } = fields;
  if (typeof at !== 'string' || !INSTANT.test(at)) return undefined;
  if (typeof hashtag !== 'string' || hashtag === '' || !isWhole(views) || !isWhole(step)) return undefined;
  const reading: OpenReading = { at: Date.parse(at), hashtag, views, step };
  const { videos, newPosts, newestSpanHours, explained, breadth, pickUp } = fields;
  if (videos !== undefined) {
    if (!isWhole(videos)) return undefined;
    reading.videos = videos;
  }
  if (newPosts !== undefined) {
    if (!isWhole(newPosts)) return undefined;
    reading.newPosts = newPosts;
  }
  if (newestSpanHours !== undefined) {
    if (!isNumber(newestSpanHours)) return undefined;
    reading.newestSpanHours = newestSpanHours;
  }
  if (explained !== undefined) {
    if (!isNumber(explained)) return undefined;
    reading.explained = explained;
  }
  if (breadth !== undefined) {
    if (!isNumber(breadth)) return undefined;
    reading.breadth = breadth;
  }
  if (pickUp !== undefined) {
    if (!isNumber(pickUp)) return undefined;
    reading.pickUp = pickUp;
  }
  return reading;
}

function isNumber(value: unknown): value is number {
  return Number.isFinite(value);
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && typeof value === 'number' && value >= 0;
}
