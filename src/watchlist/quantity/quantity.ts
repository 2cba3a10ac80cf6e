import type { Advice } from '../advice/advice.ts';

/**
 * A value that stands in the file as one text with its unit, so that nobody has to guess it: `5 %/h`,
 * `30000 credits/month`, `22:00-07:00`. Laws (test/watchlist/keys.test.ts): `write` makes a text that the pattern takes
 * and that `read` takes back for the same value.
 */
export interface Quantity<Read> {
  /** Two at most are shown; the first stands in messages. */
  readonly examples: readonly [string, ...string[]];
  readonly pattern: RegExp;
  /** What `isFit` adds to the pattern, as one pattern more exact, for editors. */
  readonly exactPattern?: string;
  /** Whether a text of this pattern is within bounds; all of them unless given. */
  readonly isFit?: (text: string) => boolean;
  readonly read: (text: string) => Read;
  readonly write: (value: Read) => string;
  /** What to say of a value that will not do; `kind` is its type in YAML. */
  readonly advise: (text: string, kind: string) => Advice;
}

/** `420` → `07:00`. */
export function clockText(minuteOfDay: number): string {
  const [hours, minutes] = [Math.floor(minuteOfDay / 60), minuteOfDay % 60];
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** `07:00` → 420, minutes since midnight. */
export function minuteOfDay(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}
