import type { CompanionLine } from './companion-line.ts';

/**
 * One line of `data/discoveries/`: a hashtag that is not on the watchlist was found, or a person said no to it.
 * Instants are ms.
 */
export type DiscoveryEvent =
  | ({ readonly kind: 'found' } & Discovery)
  | { readonly kind: 'declined'; readonly at: number; readonly companion: string; readonly person?: string };

/** A hashtag that comes up beside watched ones more than it used to. */
export interface Discovery {
  /** Instant of the run that found it, ms. */
  readonly at: number;
  /** Its normalised name. */
  readonly companion: string;
  /** The first use on record, ms. */
  readonly firstSeenAt: number;
  /** Different creators who used it in the day before `at`. */
  readonly creators: number;
  /** Creators a day over the days before. */
  readonly usualCreatorsPerDay: number;
  /** The watched hashtags beside which it stood in that day, the most creators first. */
  readonly beside: readonly WatchedBeside[];
  /** Videos that carry it, of different creators, the most views first. */
  readonly videos: readonly DiscoveryVideo[];
}

export interface WatchedBeside {
  readonly hashtag: string;
  readonly creators: number;
}

/** A video as it is remembered of a discovery; the handle is a stranger's text. */
export interface DiscoveryVideo {
  readonly id: string;
  readonly creator?: string;
}

/** What data/ says of companions: the counts of the last four weeks, and all discoveries. */
export interface DiscoveryRecord {
  readonly lines: readonly CompanionLine[];
  readonly events: readonly DiscoveryEvent[];
}

export const EMPTY_DISCOVERY_RECORD: DiscoveryRecord = { lines: [], events: [] };

/** What was found and nobody has declined, the first first. */
export function proposedIn(record: DiscoveryRecord | undefined): readonly Discovery[] {
  const events = record?.events ?? [];
  const declined = new Set(events.flatMap((event) => (event.kind === 'declined' ? [event.companion] : [])));
  return events.flatMap((event) => (event.kind === 'found' && !declined.has(event.companion) ? [event] : []));
}
