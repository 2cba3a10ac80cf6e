/**
 * How credits are spread over hashtags that nothing presses: numbers and videos together, as often as the credits allow.
 * Nobody is read more rarely than once a day.
 */

/** Hours between two readings of a hashtag, and between two listings of its videos, on average; from 1 on. */
export interface Cadence {
  readonly everyHours: number;
  readonly listEveryHours: number;
}

export const EVERY_HOUR: Cadence = { everyHours: 1, listEveryHours: 1 };

/** The bound on how long a hashtag may stay unread, hours. */
export const UNREAD_HOURS_MAX = 24;

/** Of what is left, this share is kept for breakouts that begin later in the month. */
export const RESERVE_SHARE = 0.02;

/**
 * Of an open breakout the numbers come in every run, its videos every so many hours where credits are short: it has been
 * found, and who drives it changes within hours.
 */
export const OPEN_LIST_HOURS = 4;

/** No hashtag goes without its videos for longer, hours. */
const UNLISTED_HOURS_MAX = 168;
const HALVINGS = 40;

/** A hashtag is due this much (hours) before its interval is over: runs come late, and the next one is an hour away. */
export const EARLY_HOURS = 0.5;

/** Numbers and videos every so many hours. */
export function every(hours: number): Cadence {
  return { everyHours: hours, listEveryHours: hours };
}

/** The cadence, but no more often than `slowest`. */
export function slowedTo(cadence: Cadence, slowest: Cadence): Cadence {
  return {
    everyHours: Math.max(cadence.everyHours, slowest.everyHours),
    listEveryHours: Math.max(cadence.listEveryHours, slowest.listEveryHours),
  };
}

/** Credits an hour that hashtags cost at a cadence. @param slowest for each, what it is not asked for more often than */
export function creditsPerHour(cadence: Cadence, slowest: readonly Cadence[]): number {
  return slowest.reduce((sum, one) => {
    const { everyHours, listEveryHours } = slowedTo(cadence, one);
    return sum + 1 / everyHours + 1 / listEveryHours;
  }, 0);
}

/** How the videos come: with every reading, or where it is time that is short, with every second one. */
export type ListingShare = 1 | 2;

/**
 * The cadence at a pace, the hours between two lists of videos. With credits they come with every reading: posts show what
 * the steps of a coarse counter hide. Where time is short, numbers come before videos. Once readings come once a day, the
 * videos become rarer, down to once a week.
 */
export function cadenceAt(pace: number, slowest: Cadence, readingsPerListing: ListingShare): Cadence {
  const everyHours = Math.max(1, Math.min(UNREAD_HOURS_MAX, pace / readingsPerListing));
  return slowedTo({ everyHours, listEveryHours: Math.max(1, pace) }, slowest);
}

/**
 * The fastest pace at which `credits` an hour pay for all; the slowest where they pay for none.
 * @param slowest for each hashtag, what it is not asked for more often than
 */
export function paceFor(
  credits: number,
  slowest: readonly Cadence[],
  readingsPerListing: ListingShare,
): number {
  const groups = [...Map.groupBy(slowest, (one) => `${one.everyHours} ${one.listEveryHours}`).values()];
  const costs = (pace: number): number =>
    groups.reduce((sum, same) => {
      const [one = EVERY_HOUR] = same;
      return sum + same.length * creditsPerHour(cadenceAt(pace, one, readingsPerListing), [one]);
    }, 0);
  if (costs(1) <= credits + 1e-9) return 1;
  let [fast, slow] = [1, UNLISTED_HOURS_MAX];
  for (let halvings = 0; halvings < HALVINGS; halvings += 1) {
    const middle = Math.sqrt(fast * slow);
    if (costs(middle) <= credits) slow = middle;
    else fast = middle;
  }
  return slow;
}

/** `every hour`, `every 3 h`; `every 1 to 2 h` where it is an average of both. */
export function everyText(hours: number): string {
  const [low, high] = [Math.floor(hours + NEARLY), Math.ceil(hours - NEARLY)];
  if (low >= high) return low === 1 ? 'every hour' : `every ${low} h`;
  return `every ${low} to ${high} h`;
}

const NEARLY = 0.05;

/** The first instant of the month after that of `now`, in UTC. */
export function monthEnd(now: number): number {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}
