import { renames } from '../readings/renames.ts';
import { issueChannels, type Settings } from '../settings/settings.ts';
import type { HashtagStates } from './alert-state.ts';
import { unwatchedAlert } from './build-alert.ts';
import type { RoutedAlert } from './routing.ts';

/**
 * The end of the episodes whose hashtags were taken off the watchlist. Nobody asked for news of them, so only their
 * issues are closed, with a word, and with the new name where they seem to be renamed; their history stays.
 */
export function endUnwatched(
  hashtags: HashtagStates,
  watchlist: Settings,
  now: number,
): readonly RoutedAlert[] {
  const watched = new Set(watchlist.watches.map(({ hashtag }) => hashtag));
  const gone = [...hashtags].filter(
    ([hashtag, { episode }]) => episode !== undefined && !watched.has(hashtag),
  );
  const added = [...watched].filter((hashtag) => !hashtags.has(hashtag));
  const renamed = renames(
    gone.map(([hashtag]) => hashtag),
    added,
  );
  return gone.flatMap(([hashtag, state]) => {
    const successor = renamed.find(({ from }) => from === hashtag)?.to;
    const end = { kind: 'unwatched', at: now, ...(successor !== undefined && { successor }) } as const;
    const alert = unwatchedAlert(hashtag, state, end);
    if (alert === undefined) return [];
    const silent = state.episode?.silent !== undefined || state.mute?.by === 'closing';
    return [{ alert, notify: silent ? [] : issueChannels(watchlist) }];
  });
}
