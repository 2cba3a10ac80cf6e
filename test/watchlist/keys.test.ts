import { describe, expect, test } from 'vitest';
import { buildWatchlist } from '../../src/watchlist/build.ts';
import { FILE_KEYS } from '../../src/watchlist/keys/file-keys.ts';
import { HASHTAG_KEYS } from '../../src/watchlist/keys/hashtag-keys.ts';
import { parseWatchlist } from '../../src/watchlist/parse.ts';
import { watchlistSchema } from '../../src/watchlist/schema.ts';
import type { Watchlist } from '../../src/watchlist/watchlist.ts';
import { writtenForm } from '../../src/watchlist/written-settings.ts';

/** Every key is written as it is read: what a report on a change prints can be pasted into the file. */

function built(written: object): Watchlist {
  return buildWatchlist(watchlistSchema.parse(written));
}

/** A text of the written form as a value of the file, by YAML's own rules. */
function pasted(before: string, key: string, text: string, after: string): Watchlist {
  const parsed = parseWatchlist(`${before}${key}: ${text}\n${after}`, 'pasted');
  if (parsed.kind === 'invalid') throw new Error(`${key}: ${text}: ${parsed.problems[0]?.message}`);
  return parsed.watchlist;
}

const examplesOf = (keys: object): readonly (readonly [key: string, example: unknown])[] =>
  Object.entries(keys as Readonly<Record<string, { examples: readonly unknown[] }>>).flatMap(
    ([key, { examples }]) => examples.map((example) => [key, example] as const),
  );

describe('a key of the file, written and pasted', () => {
  test.each(examplesOf(FILE_KEYS).filter(([key]) => key !== 'hashtags'))('%s: %j', (key, example) => {
    const watchlist = built({ [key]: example, hashtags: ['a'] });
    const form = writtenForm(watchlist).file;
    const parts = [...form].filter(([own]) => own.startsWith(`${key}.`));
    const text =
      form.get(key) ?? `{ ${parts.map(([own, part]) => `${own.slice(key.length + 1)}: ${part}`)} }`;
    expect(pasted('', key, text, 'hashtags: [a]\n')).toEqual(watchlist);
  });
});

describe('a key of a hashtag, written and pasted', () => {
  const channels = { issues: { type: 'issue' }, team: { type: 'slack' } };
  const head = 'channels: { issues: { type: issue }, team: { type: slack } }\nhashtags:\n  - name: a\n    ';

  test.each(examplesOf(HASHTAG_KEYS).filter(([key]) => key !== 'name'))('%s: %j', (key, example) => {
    const watchlist = built({ channels, hashtags: [{ name: 'a', [key]: example }] });
    const text = writtenForm(watchlist).hashtags.get('a')?.get(key);
    expect(text).toBeDefined();
    expect(pasted(head, key, text ?? '', '')).toEqual(watchlist);
  });

  test('a hashtag that tells every channel says so', () => {
    const watchlist = built({ channels, hashtags: [{ name: 'a', notify: ['team', 'issues'] }] });
    expect(writtenForm(watchlist).hashtags.get('a')?.get('notify')).toBe('all channels');
  });
});
