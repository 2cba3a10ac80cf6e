import { type Rename, renames } from '../readings/renames.ts';
import type { CostForecast } from '../watchlist/cost.ts';
import type { WrittenForm, WrittenSettings } from '../watchlist/written-settings.ts';

/** What a change of the watchlist changes. */
export interface Change {
  /** What it was compared with: a file, or a git ref. */
  readonly name: string;
  /** How many hashtags the version before lists, and what it costs. */
  readonly hashtags: number;
  readonly cost: CostForecast;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Pairs of a removed and an added hashtag that look like one that was renamed. */
  readonly renamed: readonly Rename[];
  /** Settings of the file, its channels included. */
  readonly settings: readonly ChangedSetting[];
  /** Hashtags that stay and whose own settings differ, beyond what the file's settings explain. */
  readonly changed: readonly { readonly hashtag: string; readonly settings: readonly ChangedSetting[] }[];
}

/** One setting before and after, as words of the file: `10 %/h`; null where it is not set. */
export interface ChangedSetting {
  readonly key: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What differs from `before` to `after`, by what is in force: a default that is written out is no difference. */
export function differences(
  before: WrittenForm,
  after: WrittenForm,
): Omit<Change, 'name' | 'hashtags' | 'cost'> {
  const added = [...after.hashtags.keys()].filter((hashtag) => !before.hashtags.has(hashtag));
  const removed = [...before.hashtags.keys()].filter((hashtag) => !after.hashtags.has(hashtag));
  const settings = changedSettings(before.file, after.file);
  const explained = new Set(settings.map(wordsOf));
  return {
    added,
    removed,
    renamed: renames(removed, added),
    settings,
    changed: [...after.hashtags].flatMap(([hashtag, now]) => {
      const own = changedSettings(before.hashtags.get(hashtag) ?? now, now).filter(
        (setting) => !explained.has(wordsOf(setting)),
      );
      return own.length === 0 ? [] : [{ hashtag, settings: own }];
    }),
  };
}

function changedSettings(before: WrittenSettings, after: WrittenSettings): readonly ChangedSetting[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const setting = { key, before: before.get(key) ?? null, after: after.get(key) ?? null };
    return setting.before === setting.after ? [] : [setting];
  });
}

function wordsOf({ key, before, after }: ChangedSetting): string {
  return JSON.stringify([key, before, after]);
}
