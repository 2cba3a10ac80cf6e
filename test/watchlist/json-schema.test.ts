import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHANNELS } from '../../src/channels/registry.ts';
import { watchlistJsonSchema, watchlistJsonSchemaText } from '../../src/watchlist/json-schema.ts';
import { parseWatchlist } from '../../src/watchlist/parse.ts';
import { knownKeys } from '../../src/watchlist/schema-text.ts';
import { readPage } from '../support/pages.ts';
import { STRANGE } from './strange-values.ts';

/** What editors say of a watchlist, held against what the program says of it. */

const inEditor = editor(JSON.parse(readPage('watchlist.schema.json')));

function editor(schema: object): (value: unknown) => boolean {
  const ajv = new Ajv({ strict: true, strictTypes: false });
  // Both are Visual Studio Code's.
  ajv.addKeyword('patternErrorMessage');
  const validate = ajv.compile(schema);
  return (value) => validate(value);
}

/** What the program finds wrong, as messages. JSON is YAML. */
function problems(value: unknown): readonly string[] {
  const parsed = parseWatchlist(JSON.stringify(value), 'watchlist.yml');
  return parsed.kind === 'valid' ? [] : parsed.problems.map(({ message }) => message);
}

/** What no JSON Schema can tell: two places at once, the runtime's list of time zones, Unicode's rules for names. */
const BEYOND_A_SCHEMA = [
  /`data-branch` does not stand in a line of its own/,
  /is listed (?:twice|\d+ times|more than)/,
  /there is no channel/,
  /do not pay for one reading a day/,
  /there is no group/,
  /^the budget is in .*, and the price of a credit is in/,
  /is not a time zone of the IANA database/,
  /is an offset, which knows no summer time/,
  /invisible character .* stands in this text/,
  /is longer than 100 characters/,
  /cannot be a hashtag: it has `\p{Regional_Indicator}` in it/u,
];

/** Every value that the schema itself gives as an example or default of a key. */
function examplesIn(node: unknown): readonly unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  const { examples = [], default: standard } = node as { examples?: unknown[]; default?: unknown };
  const own = [...examples, ...(standard === undefined ? [] : [standard])];
  return [...own, ...own.filter(Array.isArray).flat(), ...Object.values(node).flatMap(examplesIn)];
}

const EXAMPLES = examplesIn(watchlistJsonSchema());
const known = fc.constantFrom(...EXAMPLES, ...STRANGE);
/** A known text with one character taken out, put in or doubled: near misses. */
const nearMiss = fc
  .tuple(
    known,
    fc.nat(),
    fc.constantFrom('', ' ', '0', '9', '.', '#', '_', 'a', 'Z', '-', '@', '\u200d', '🇩'),
  )
  .map(([value, at, piece]) => {
    if (typeof value !== 'string' || value.length > 60) return value;
    const place = at % (value.length + 1);
    return value.slice(0, place) + piece + value.slice(place + (at % 2));
  });
const scalar = fc.oneof({ weight: 4, arbitrary: known }, { weight: 3, arbitrary: nearMiss });
const oneOrMany = fc.oneof({ weight: 3, arbitrary: scalar }, fc.array(scalar, { maxLength: 3 }));

/** Settings in which the values of some keys are drawn from everywhere, and mostly from where they may fit. */
function settings(keys: readonly string[], required: Readonly<Record<string, fc.Arbitrary<unknown>>>) {
  const free = keys.filter((key) => !(key in required));
  const some = fc.subarray(free, { maxLength: Math.min(2, free.length) });
  const strangers = fc.oneof({ weight: 12, arbitrary: fc.constant([]) }, fc.constant(['treshold']));
  return fc.tuple(some, strangers).chain(([own, strange]) => {
    const values = [...own, ...strange].map((key) => [key, fitting(key)] as const);
    return fc.record({ ...Object.fromEntries(values), ...required });
  });
}

function fitting(key: string): fc.Arbitrary<unknown> {
  const fit = EXAMPLES_BY_KEY[key] ?? [];
  return fit.length === 0 ? oneOrMany : fc.oneof(fc.constantFrom(...fit), oneOrMany, oneOrMany);
}

const EXAMPLES_BY_KEY: Readonly<Record<string, readonly unknown[]>> = Object.fromEntries(
  [
    ...knownKeys([], {}),
    ...knownKeys(['hashtags', 0], {}),
    ...Object.values(CHANNELS)
      .map(({ schema }) => schema)
      .flatMap((s) => Object.keys(s.shape)),
  ].map((key) => [key, examplesAt(watchlistJsonSchema(), key)]),
);

function examplesAt(node: unknown, key: string): readonly unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  const { properties } = node as { properties?: Readonly<Record<string, { examples?: unknown[] }>> };
  const own =
    properties !== undefined && Object.hasOwn(properties, key) ? properties[key]?.examples : undefined;
  return [...(own ?? []), ...Object.values(node).flatMap((inner) => examplesAt(inner, key))];
}

const types = Object.keys(CHANNELS) as readonly (keyof typeof CHANNELS)[];
const channel = fc.constantFrom(...types).chain((type) => {
  const keys = Object.keys(CHANNELS[type].schema.shape);
  const needed = type === 'telegram' ? ['chat'] : type === 'email' ? ['to', 'from'] : [];
  const required = Object.fromEntries(needed.map((key) => [key, fitting(key)]));
  return settings(keys, { type: fc.constant(type), ...required });
});
const channels = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.dictionary(
      fc.constantFrom('issues', 'a b', 'désk', '-x', 'x'.repeat(41), '日.本'),
      channel,
      { maxKeys: 2 },
    ),
  },
  scalar,
);
const hashtag = fc.oneof(
  scalar,
  settings(knownKeys(['hashtags', 0], {}), { name: fitting('name') }),
  settings(knownKeys(['hashtags', 0], {}), {}),
);
const hashtags = fc.oneof(
  { weight: 6, arbitrary: fc.array(hashtag, { minLength: 1, maxLength: 2 }) },
  fc.constant(['skincare']),
  scalar,
);
const rest = knownKeys([], {}).filter((key) => key !== 'channels' && key !== 'hashtags');
const watchlist = fc.oneof(
  { weight: 4, arbitrary: settings(rest, { hashtags: fc.constant(['skincare']) }) },
  { weight: 4, arbitrary: settings(rest, { hashtags }) },
  { weight: 2, arbitrary: settings(rest, { hashtags: fc.constant(['skincare']), channels }) },
  { weight: 1, arbitrary: scalar },
);

/** Whether both agree on a value; fails with the value where they do not. */
function agree(value: unknown): 'taken' | 'refused' | 'beyond a schema' {
  const told = problems(value);
  const further = told.filter((message) => !BEYOND_A_SCHEMA.some((pattern) => pattern.test(message)));
  if (told.length > 0 && further.length === 0) return 'beyond a schema';
  expect({ value, told, inEditor: inEditor(value) }).toEqual({ value, told, inEditor: told.length === 0 });
  return told.length === 0 ? 'taken' : 'refused';
}

function counted(answers: readonly string[], answer: 'taken' | 'refused'): number {
  return answers.filter((one) => one === answer).length;
}

describe('watchlist.schema.json', () => {
  test('is what `npm run schema` writes', () => {
    expect(readPage('watchlist.schema.json')).toBe(watchlistJsonSchemaText());
  });

  test('describes every key in a sentence, with an example', () => {
    const undescribed = keyNodes(watchlistJsonSchema()).filter(
      ([, node]) => !/\.$/.test(node.description ?? '') || node.examples === undefined,
    );
    expect(undescribed).toEqual([]);
  });

  test('agrees with the program on each of many values under each key', () => {
    const values = [...EXAMPLES, ...STRANGE];
    const top = rest.flatMap((key) => values.map((value) => ({ [key]: value, hashtags: ['skincare'] })));
    const names = values.map((value) => ({ hashtags: [value] }));
    const own = knownKeys(['hashtags', 0], {}).flatMap((key) =>
      values.map((value) => ({ hashtags: [{ name: 'skincare', [key]: value }] })),
    );
    const channels = types.flatMap((type) =>
      Object.keys(CHANNELS[type].schema.shape).flatMap((key) =>
        values.map((value) => ({
          channels: { issues: { ...complete(type), [key]: value } },
          hashtags: ['skincare'],
        })),
      ),
    );
    const answers = [...top, ...names, ...own, ...channels].map(agree);
    expect(counted(answers, 'taken')).toBeGreaterThan(400);
    expect(counted(answers, 'refused')).toBeGreaterThan(2000);
  });

  test('takes whatever the program takes, and refuses whatever it refuses, but what no schema can tell', () => {
    const answers: string[] = [];
    fc.assert(
      fc.property(watchlist, (value) => {
        answers.push(agree(value));
      }),
      { numRuns: 4000 },
    );
    expect(counted(answers, 'taken')).toBeGreaterThan(800);
    expect(counted(answers, 'refused')).toBeGreaterThan(800);
  });
});

/** A valid channel of a type. */
function complete(type: string): object {
  const more: Readonly<Record<string, object>> = {
    telegram: { chat: 1 },
    email: { to: 'a@example.com', from: 'b@example.com' },
  };
  return { type, ...more[type] };
}

/** Every key of a schema with what stands under it. */
function keyNodes(
  node: unknown,
): readonly (readonly [string, { description?: string; examples?: unknown }])[] {
  if (typeof node !== 'object' || node === null) return [];
  const { properties } = node as { properties?: Readonly<Record<string, object>> };
  const own =
    typeof properties === 'object' &&
    !('description' in properties && typeof properties.description === 'string')
      ? Object.entries(properties)
      : [];
  return [...own, ...Object.values(node).flatMap(keyNodes)];
}
