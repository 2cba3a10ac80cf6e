import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CHANNELS } from '../../src/channels/registry.ts';
import { hashtagSchema } from '../../src/watchlist/keys/file-keys.ts';
import { parseWatchlist } from '../../src/watchlist/parse.ts';
import { withKeyTables } from '../../src/watchlist/reference-page.ts';
import { watchlistSchema } from '../../src/watchlist/schema.ts';
import { exampleOf } from '../../src/watchlist/schema-text.ts';

const PAGE = readFileSync(new URL('../../docs/watchlist.md', import.meta.url), 'utf8');

const KEYS = [
  ...new Set(
    [watchlistSchema, hashtagSchema, ...Object.values(CHANNELS).map(({ schema }) => schema)].flatMap((s) =>
      Object.keys(s.shape),
    ),
  ),
];

describe('docs/watchlist.md', () => {
  test('has the tables of keys as `npm run schema` writes them', () => {
    expect(withKeyTables(PAGE)).toBe(PAGE);
    expect(withKeyTables(PAGE.replaceAll(/^\| `(?:budget|notify)` .*\n/gm, ''))).toBe(PAGE);
  });

  test.each(KEYS)('explains `%s`', (key) => {
    expect(PAGE).toMatch(new RegExp(`^\\| .*\`${key}\``, 'm'));
  });

  test.each(Object.keys(CHANNELS))('explains the channel `%s`', (type) => {
    expect(PAGE).toContain(`| \`${type}\` |`);
  });

  test('has examples of YAML, all of them valid', () => {
    const examples = [...PAGE.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => yaml);
    expect(examples.length).toBeGreaterThan(3);
    for (const example of examples)
      expect(parseWatchlist(example, 'example')).toMatchObject({ kind: 'valid' });
  });
});

describe('the schema', () => {
  test.each(KEYS)('has a description and an example of `%s` that validates', (key) => {
    expect(exampleOf(key)).toMatch(/: ./);
  });

  test('can be written as a JSON Schema that describes every key', () => {
    const json = z.toJSONSchema(watchlistSchema, { io: 'input' });
    expect(json).toMatchObject({ type: 'object', required: ['hashtags'], additionalProperties: false });
    for (const [key, property] of Object.entries(json.properties ?? {})) {
      expect([key, property]).toMatchObject([
        key,
        { description: expect.stringMatching(/\.$/), examples: expect.any(Array) },
      ]);
    }
  });

  test("the repository's own watchlist is valid, and so is the entry that its comment shows", () => {
    const own = readFileSync(new URL('../../watchlist.yml', import.meta.url), 'utf8');
    expect(parseWatchlist(own, 'watchlist.yml')).toMatchObject({ kind: 'valid', warnings: [] });
    const uncommented = parseWatchlist(own.replaceAll(/^ {2}# (?=[- ])/gm, '  '), 'watchlist.yml');
    expect(uncommented).toMatchObject({
      kind: 'valid',
      watchlist: { watches: [{}, {}, {}, { hashtag: 'sourdough', thresholdPercentPerHour: 5 }] },
    });
  });
});
