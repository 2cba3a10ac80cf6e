import type { HealthCause, HealthNotice, SilentHashtag } from '../alerts/health-notice.ts';
import type { Mute } from '../alerts/mute.ts';

/** What runs remember of their own health. Instants are ms. */
export interface HealthMemory {
  /** Open stories, the oldest first. */
  readonly stories: readonly HealthStory[];
  /** Hashtags whose latest attempts brought no reading, by name. */
  readonly silences: ReadonlyMap<string, Silence>;
  /** Channels to which the latest delivery failed, by name. */
  readonly channels: ReadonlyMap<string, ChannelTrouble>;
  /** What has been so in the latest runs in a row. */
  readonly streaks: Streaks;
  /** What the latest days brought, the oldest first. */
  readonly days: readonly DayCount[];
  /** The same since the last weekly digest; absent before the first run that knows of one. */
  readonly week?: WeekCount;
  /** Instant of the latest run, whatever it brought; absent before the first. */
  readonly ranAt?: number;
  /** Since when runs have come without a long silence. */
  readonly steadySince?: number;
}

export const EMPTY_HEALTH: HealthMemory = {
  stories: [],
  silences: new Map(),
  channels: new Map(),
  streaks: {},
  days: [],
};

/** A cause that has begun and is not over, as it stood at the latest run. */
export interface HealthStory {
  readonly notice: HealthNotice;
  readonly mute?: Mute;
}

export interface Silence extends Omit<SilentHashtag, 'hashtag' | 'since'> {
  /** Its last reading, or the first attempt where there never was one. */
  readonly since: number;
  /** The first attempt without a reading. */
  readonly from: number;
  readonly misses: number;
}

export interface ChannelTrouble {
  readonly since: number;
  readonly message: string;
  /** `set-up`: it cannot be tried. `given-up`: what it was owed is lost. `failing`: it is tried again. */
  readonly kind: 'set-up' | 'failing' | 'given-up';
}

export type StreakCause = Extract<HealthCause, 'cut-short' | 'key' | 'unknown-shape'>;

export type Streaks = Readonly<Partial<Record<StreakCause, Streak>>>;

export interface Streak {
  readonly since: number;
  readonly runs: number;
  readonly message: string;
}

/** One UTC day. */
export interface DayCount extends RunCount {
  /** `2026-11-23`. */
  readonly day: string;
}

export interface WeekCount extends RunCount {
  /** When the last weekly digest was made. */
  readonly from: number;
}

/** What runs brought. */
export interface RunCount {
  /** Hours of the clock with a run. */
  readonly hours: number;
  /** Readings that were due, and those that came. */
  readonly due: number;
  readonly read: number;
  /** Credits spent. */
  readonly credits: number;
}
