import { unwatchedAlert } from './alert-of.ts';
import type { State } from './state.ts';
import type { Told } from './telling.ts';
import { issueChannels, type Watchlist } from './watchlist.ts';

/**
 * The end of the episodes whose hashtags were taken off the watchlist. Nobody asked for news of them, so only their
 * issues are closed, with a word; their history stays.
 */
export function departures(hashtags: State['hashtags'], watchlist: Watchlist, now: number): readonly Told[] {
  const watched = new Set(watchlist.watches.map(({ hashtag }) => hashtag));
  return [...hashtags].flatMap(([hashtag, state]) => {
    const alert = watched.has(hashtag) ? undefined : unwatchedAlert(hashtag, state, now);
    if (alert === undefined) return [];
    const silent = state.episode?.silent !== undefined || state.mute?.by === 'closing';
    return [{ alert, notify: silent ? [] : issueChannels(watchlist) }];
  });
}
