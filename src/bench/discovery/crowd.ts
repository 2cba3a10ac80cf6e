/** Creators in a day from which on what was planted has to be found. */
const CREATORS_DUE = 8;
/** A creator who was away for longer than this is a new voice, h. */
const FORGOTTEN_HOURS = 48;

/** The creators of one companion or sound in the lists, over a sliding day. Instants are hours of the world. */
export interface Crowd {
  /** When the eighth creator in a day came; absent where that never happened. */
  readonly eighthHour?: number;
  /** When the day held the most creators, and how many. */
  readonly peakHour?: number;
  readonly most: number;
}

/** Follows creators by their marks. */
export function createCrowd() {
  const firstHours = new Map<string, number>();
  let eighthHour: number | undefined;
  let peakHour: number | undefined;
  let most = 0;
  return {
    take: (mark: string, hour: number): void => {
      const first = firstHours.get(mark);
      if (first === undefined || hour - first > FORGOTTEN_HOURS) firstHours.set(mark, hour);
    },
    close: (hour: number): void => {
      const creators = [...firstHours.values()].filter((first) => first > hour - 24).length;
      if (creators >= CREATORS_DUE) eighthHour ??= hour;
      if (creators > most) [most, peakHour] = [creators, hour];
    },
    result: (): Crowd => ({
      ...(eighthHour !== undefined && { eighthHour }),
      ...(peakHour !== undefined && { peakHour }),
      most,
    }),
  };
}
