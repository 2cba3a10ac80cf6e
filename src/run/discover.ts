import { companionHistory, recentLines } from '../discovery/companion-history.ts';
import { type DiscoveryRecord, EMPTY_DISCOVERY_RECORD } from '../discovery/discovery.ts';
import { findCompanions } from '../discovery/find-companions.ts';
import { observeCompanions } from '../discovery/observe-companions.ts';
import { declinedIn } from '../discovery/proposals.ts';
import type { RunInput } from './run-input.ts';

/** What a run brings of companions: the record after it, and what is to be appended; both absent where that is nothing. */
export interface Discovered {
  readonly record?: DiscoveryRecord;
  readonly discovered?: DiscoveryRecord;
}

/** Records what stands beside the watched hashtags, and looks for what rises among it. */
export function discover(
  before: DiscoveryRecord | undefined,
  {
    now,
    watchlist,
    scope,
    samples,
    proposals = [],
  }: Pick<RunInput, 'now' | 'watchlist' | 'scope' | 'samples' | 'proposals'>,
): Discovered {
  const known = before ?? EMPTY_DISCOVERY_RECORD;
  const watched = new Set(watchlist.watches.map(({ hashtag }) => hashtag));
  const added = observeCompanions(companionHistory(known.lines), known.lines, samples, watched);
  const lines = added === undefined ? known.lines : recentLines([...known.lines, added]);
  const declined = declinedIn(proposals, before, now);
  const earlier = [...known.events, ...declined];
  const found =
    scope === 'all'
      ? findCompanions(companionHistory(lines), {
          now,
          watched,
          never: watchlist.neverDiscover ?? [],
          samples,
          events: earlier,
        })
      : [];
  if (added === undefined && found.length + declined.length === 0)
    return before === undefined ? {} : { record: before };
  const events = [...declined, ...found.map((discovery) => ({ kind: 'found' as const, ...discovery }))];
  return {
    record: { lines, events: [...known.events, ...events] },
    discovered: { lines: added === undefined ? [] : [added], events },
  };
}
