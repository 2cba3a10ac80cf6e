import { type DiscoveryRecord, proposedIn } from '../discovery/discovery.ts';
import { HOUR_MS, isoUtc } from '../text/time.ts';
import type { Alert } from './alert.ts';

/** A discovery belongs to a breakout that opened at most so long after it, or before it. */
const BEFORE_MS = 48 * HOUR_MS;
const AFTER_MS = 72 * HOUR_MS;
const FOUND_MAX = 3;

/** The alert with the discoveries that belong to its breakout: found beside its hashtag around its opening. */
export function withFound(
  alert: Alert,
  record: DiscoveryRecord | undefined,
  watched: ReadonlySet<string>,
): Alert {
  const openedAt = Date.parse(alert.openedAt);
  const found = proposedIn(record)
    .filter(
      ({ at, companion }) => at > openedAt - BEFORE_MS && at < openedAt + AFTER_MS && !watched.has(companion),
    )
    .filter(({ beside }) => beside.some(({ hashtag }) => hashtag === alert.hashtag))
    .slice(0, FOUND_MAX)
    .map(({ companion, creators, usualCreatorsPerDay, firstSeenAt }) => ({
      hashtag: companion,
      creators,
      usualCreatorsPerDay,
      firstSeenAt: isoUtc(firstSeenAt),
    }));
  return found.length === 0 ? alert : { ...alert, found };
}
