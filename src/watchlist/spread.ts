/**
 * How credits are spread over hashtags that nothing presses: their videos come with every second reading, and both as often
 * as the credits allow. Nobody is read more rarely than once a day.
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
export const RESERVE_SHARE = 0.1;

/** No hashtag goes without its videos for longer, hours. */
const UNLISTED_HOURS_MAX = 168;
const READINGS_PER_LISTING = 2;
const HALVINGS = 40;

/** A hashtag is due this much (hours) before its interval is over: runs come late, and the next one is an hour away. */
export const EARLY_HOURS = 0.5;

/** The cadence, where somebody has asked for readings `everyHours` apart. */
export function slowedTo(cadence: Cadence, everyHours: number): Cadence {
  return {
    everyHours: Math.max(cadence.everyHours, everyHours),
    listEveryHours: Math.max(cadence.listEveryHours, everyHours),
  };
}

/** Credits an hour that hashtags cost at a cadence. `asked` are the intervals that people have asked for, 1 without. */
export function creditsPerHour(cadence: Cadence, asked: readonly number[]): number {
  return asked.reduce((sum, hours) => {
    const { everyHours, listEveryHours } = slowedTo(cadence, hours);
    return sum + 1 / everyHours + 1 / listEveryHours;
  }, 0);
}

/**
 * The cadence at a pace, the hours between two listings. Up to 2 only the videos become rarer. From there on the videos come
 * with every second reading, until the readings come once a day; then the videos become rarer still, down to once a week.
 * Numbers with rarer videos find less at a quarter of the credits, both together later on a real record (docs/credits.md).
 */
export function cadenceAt(pace: number, askedHours: number): Cadence {
  const everyHours = Math.max(1, Math.min(UNREAD_HOURS_MAX, pace / READINGS_PER_LISTING));
  return slowedTo({ everyHours, listEveryHours: Math.max(1, pace) }, askedHours);
}

/**
 * The fastest pace at which `credits` an hour pay for all; the slowest where they pay for none.
 * @param asked the interval that each hashtag is not read more often than, hours
 */
export function paceFor(credits: number, asked: readonly number[]): number {
  const counts = [...Map.groupBy(asked, (hours) => hours)].map(
    ([hours, same]) => [hours, same.length] as const,
  );
  const costs = (pace: number): number =>
    counts.reduce((sum, [hours, count]) => sum + count * creditsPerHour(cadenceAt(pace, hours), [hours]), 0);
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
