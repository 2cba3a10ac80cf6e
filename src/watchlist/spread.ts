/**
 * How credits are spread over hashtags that nothing presses. Their numbers come before their videos: first the videos are
 * asked for more rarely, down to once a day, and only then the numbers. Nobody is read more rarely than once a day.
 */

/** Hours between two readings of a hashtag, and between two listings of its videos; 1 to 24. */
export interface Cadence {
  readonly everyHours: number;
  readonly listEveryHours: number;
}

export const EVERY_HOUR: Cadence = { everyHours: 1, listEveryHours: 1 };

/** The bound on how long a hashtag may stay unread, hours. */
export const UNREAD_HOURS_MAX = 24;

/** Of what is left, this share is kept for breakouts that begin later in the month. */
export const RESERVE_SHARE = 0.1;

/** A hashtag is due this much (hours) before its interval is over: runs come late, and the next one is an hour away. */
export const EARLY_HOURS = 0.5;

/** From every hour to once a day, each a little cheaper than the one before. */
const CADENCES: readonly Cadence[] = [
  ...Array.from({ length: UNREAD_HOURS_MAX }, (_, index) => ({ everyHours: 1, listEveryHours: index + 1 })),
  ...Array.from({ length: UNREAD_HOURS_MAX - 1 }, (_, index) => ({
    everyHours: index + 2,
    listEveryHours: UNREAD_HOURS_MAX,
  })),
];

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

/** The closest cadence that `credits` an hour pay for; once a day where they do not pay for that either. */
export function cadenceFor(credits: number, asked: readonly number[]): Cadence {
  const counts = Map.groupBy(asked, (hours) => hours);
  const costs = (cadence: Cadence): number =>
    [...counts].reduce((sum, [hours, same]) => sum + same.length * creditsPerHour(cadence, [hours]), 0);
  const affordable = CADENCES.find((cadence) => costs(cadence) <= credits + 1e-9);
  return affordable ?? { everyHours: UNREAD_HOURS_MAX, listEveryHours: UNREAD_HOURS_MAX };
}

/** The first instant of the month after that of `now`, in UTC. */
export function monthEnd(now: number): number {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}
