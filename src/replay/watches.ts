import type { Settings, Watch } from '../settings/settings.ts';
import type { WatchOf } from './replay.ts';

/** The settings of a watchlist: what is not on it is learnt from, and not judged. */
export function watchesOf({ watches }: Pick<Settings, 'watches'>): WatchOf {
  const byHashtag = new Map(watches.map((watch) => [watch.hashtag, watch]));
  return (hashtag) => byHashtag.get(hashtag);
}

/** The same rules for every hashtag, as of a watchlist that names all of them. */
export function everyHashtag(
  rules: Pick<Watch, 'rule' | 'sensitivity' | 'thresholdPercentPerHour' | 'minViewsPerDay'>,
): WatchOf {
  const watches = new Map<string, Watch>();
  return (hashtag) => {
    const known = watches.get(hashtag);
    if (known !== undefined) return known;
    const watch: Watch = { ...rules, hashtag, cooldownHours: 0, notify: [] };
    watches.set(hashtag, watch);
    return watch;
  };
}
