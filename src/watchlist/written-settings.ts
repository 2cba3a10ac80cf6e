import { FILE_KEYS } from './keys/file-keys.ts';
import { HASHTAG_KEYS } from './keys/hashtag-keys.ts';
import type { Keys } from './keys/key.ts';
import type { Watchlist } from './watchlist.ts';

/** Settings by key, each as the file would write its value. What is not set is left out. */
export type WrittenSettings = ReadonlyMap<string, string>;

/** A whole watchlist as written settings: those of the file, its channels as `channels.name`, and of each hashtag. */
export interface WrittenForm {
  readonly file: WrittenSettings;
  /** By hashtag, in the file's order; those in force. */
  readonly hashtags: ReadonlyMap<string, WrittenSettings>;
}

export function writtenForm(watchlist: Watchlist): WrittenForm {
  const channels = watchlist.channels.map(({ name }) => name);
  const { name: _, ...own } = HASHTAG_KEYS;
  return {
    file: settingsOf(FILE_KEYS, watchlist, channels),
    hashtags: new Map(watchlist.watches.map((watch) => [watch.hashtag, settingsOf(own, watch, channels)])),
  };
}

function settingsOf<Of>(keys: object, of: Of, channels: readonly string[]): WrittenSettings {
  const written = Object.entries(keys as Keys<Of>).flatMap(([key, { write }]) => {
    const value = write(of, channels);
    if (value === undefined) return [];
    if (typeof value === 'string') return [[key, value] as const];
    return value.map(([part, text]) => [`${key}.${part}`, text] as const);
  });
  return new Map(written);
}
