import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addEntries, type NewEntry } from '../../src/watchlist/add-entries.ts';
import { parseWatchlist } from '../../src/watchlist/parse.ts';

function watchesOf(text: string) {
  const parsed = parseWatchlist(text, 'watchlist.yml');
  if (parsed.kind === 'invalid') throw new Error(`${parsed.problems[0]?.message} in\n${text}`);
  return parsed.watchlist.watches;
}

const books: NewEntry = { name: 'books', threshold: '5 %/h', note: 'why: # we "watch" it' };

describe('adding entries', () => {
  test.each<[string, string, readonly NewEntry[], string]>([
    [
      'a list of lines, with comments behind it',
      '# top\nhashtags:\n  - a   # first\n  - b # last\n  # - name: c\n',
      [{ name: 'x' }, books],
      '# top\nhashtags:\n  - a   # first\n  - b # last\n  - x\n  - name: books\n    threshold: 5 %/h\n    note: \'why: # we "watch" it\'\n  # - name: c\n',
    ],
    ['no final newline', 'hashtags:\n- a', [{ name: 'x' }], 'hashtags:\n- a\n- x'],
    [
      'Windows line ends and a byte order mark',
      '\uFEFFhashtags:\r\n    -   a\r\ntimezone: UTC\r\n',
      [{ name: 'x' }],
      '\uFEFFhashtags:\r\n    -   a\r\n    - x\r\ntimezone: UTC\r\n',
    ],
    [
      'brackets',
      'hashtags: [a, b] # two\n',
      [{ name: 'x' }, books],
      'hashtags: [a, b, x, { name: books, threshold: 5 %/h, note: \'why: # we "watch" it\' }] # two\n',
    ],
    [
      'brackets with a comma at the end',
      'hashtags: [ a, b, ]\n',
      [{ name: 'x' }],
      'hashtags: [ a, b, x, ]\n',
    ],
    [
      'brackets over lines',
      'hashtags: [\n  a, # first\n  b # last\n  # none\n]\n',
      [{ name: 'x' }, { name: 'y' }],
      'hashtags: [\n  a, # first\n  b, # last\n  x,\n  y\n  # none\n]\n',
    ],
    [
      'brackets over lines with a comma at the end',
      'hashtags: [\n  a,\n  b, # last, really\n]\n',
      [{ name: 'x' }],
      'hashtags: [\n  a,\n  b, # last, really\n  x,\n]\n',
    ],
    [
      'brackets that close on the last line',
      'hashtags: [a,\n  b]',
      [{ name: 'x' }],
      'hashtags: [a,\n  b,\n  x]',
    ],
    [
      'JSON',
      '{"hashtags": ["a"], "rule": "both"}',
      [{ name: 'x' }, { name: 'y', group: 'g' }],
      '{"hashtags": ["a", "x", {"name":"y","group":"g"}], "rule": "both"}',
    ],
    ['quotes like its neighbours', "hashtags:\n  - 'a'\n", [{ name: 'x' }], "hashtags:\n  - 'a'\n  - 'x'\n"],
    [
      'a name of digits wants quotes',
      'hashtags:\n  - a\n',
      [{ name: '2024' }],
      'hashtags:\n  - a\n  - "2024"\n',
    ],
    [
      'a text of lines at the end',
      'hashtags:\n  - name: a\n    note: |\n      one\n      two\n\n# end\n',
      [{ name: 'x' }],
      'hashtags:\n  - name: a\n    note: |\n      one\n      two\n  - x\n\n# end\n',
    ],
  ])('to %s', (_, before, entries, after) => {
    expect(addEntries(before, entries)).toBe(after);
    expect(watchesOf(after).length).toBe(watchesOf(before).length + entries.length);
  });
});

/** A watchlist as people write it: any style of the list, comments and empty lines between, any line ends. */
const comment = fc.constantFrom('', '', ' # why', '  # a, b ] } "c', '\t# tab');
const filler = fc.array(fc.constantFrom('', '# - not: [an, entry', '   # indented, too'), { maxLength: 2 });
const names = fc.uniqueArray(
  fc.constantFrom('alpha', 'beta', '"#Gamma"', "'delta'", '日本旅行', '😀', '2024', '"epsilon"'),
  {
    minLength: 1,
    maxLength: 4,
  },
);
const settingLines = fc.subarray([
  'threshold: 5 %/h',
  'labels: "a # b"',
  'group: books # shelf',
  'notify: [issues]',
]);
const lastLines = fc.constantFrom(
  [],
  ['note: |', '  one', '  two'],
  ['note: |+', '  one', '', ''],
  ['note: >-', '  one', '', '  two'],
  ['note: one', '  two'],
  ['assignees:', '  - one', '  - two # last'],
  ['assignees: [', '  one,', ']'],
);

const blockList = fc
  .record({
    names,
    indent: fc.constantFrom('', '  ', '    '),
    gap: fc.constantFrom(' ', '   '),
    settings: settingLines,
    last: lastLines,
    comment,
    filler,
  })
  .map(({ names: all, indent, gap, settings, last, comment: note, filler: between }) => {
    const items = all.flatMap((name, index) => {
      const keys = index % 2 === 0 ? settings : [];
      const more = index === all.length - 1 ? last : [];
      if (keys.length + more.length === 0) return [`${indent}-${gap}${name}${note}`, ...between];
      const inner = `${indent} ${gap.replaceAll(/./g, ' ')}`;
      return [
        `${indent}-${gap}name: ${name}${note}`,
        ...[...keys, ...more].map((line) => (line === '' ? '' : inner + line)),
        ...(index === all.length - 1 ? [] : between.filter((line) => line !== '   # indented, too')),
      ];
    });
    return ['hashtags:', ...between, ...items];
  });
const flowList = fc
  .record({
    names,
    separator: fc.constantFrom(', ', ',', ' , ', ',\n  ', ', # x\n  '),
    open: fc.constantFrom('[', '[ ', '[\n  ', '[ # x\n  '),
    close: fc.constantFrom(']', ' ]', ', ]', ',]', '\n  ]', ',\n  ]', ' # x\n  ]', ', # x, y\n  ]'),
    comment,
  })
  .map(({ names: all, separator, open, close, comment: note }) =>
    `hashtags: ${open}${all.map((name, index) => (index % 2 === 0 ? name : `{ name: ${name} }`)).join(separator)}${close}${note}`.split(
      '\n',
    ),
  );
const files = fc
  .record({
    list: fc.oneof(blockList, flowList),
    before: fc.subarray(['# top', '', 'timezone: UTC # zone', 'rule: both']),
    after: fc.subarray(['threshold: 8 %/h', '', '# end', 'channels:\n  issues: { type: issue }']),
    newline: fc.constantFrom('\n', '\r\n'),
    end: fc.constantFrom('', '\n', '\n\n'),
    mark: fc.constantFrom('', '\uFEFF'),
  })
  .map(
    ({ list, before, after, newline, end, mark }) =>
      mark + ([...before, ...list, ...after].join('\n') + end).replaceAll('\n', newline),
  );
const added = fc.uniqueArray(
  fc.record(
    {
      name: fc.constantFrom('new', '2025', 'true', 'null', 'кофе', '🍞'),
      note: fc.constantFrom('plain', 'a: b', '# c', "it's, [so]", 'x"y'),
    },
    { requiredKeys: ['name'] },
  ),
  { minLength: 1, maxLength: 3, selector: ({ name }) => name },
);

describe('whatever the file looks like', () => {
  test('it stays valid and gains exactly the new entries', () => {
    fc.assert(
      fc.property(files, added, (text, entries) => {
        const before = watchesOf(text);
        const after = watchesOf(addEntries(text, entries));
        expect(after.slice(0, before.length)).toEqual(before);
        expect(after.slice(before.length)).toMatchObject(
          entries.map(({ name, note }) => ({ hashtag: name, ...(note === undefined ? {} : { note }) })),
        );
      }),
      { numRuns: 1000 },
    );
  });

  test('every line that was there stays, in its order; a list in brackets may get its comma and its entries on one', () => {
    fc.assert(
      fc.property(files, added, (text, entries) => {
        const result = addEntries(text, entries);
        const isFlow = /hashtags: \[/.test(text);
        const [old, now] = isFlow ? [[...text], [...result]] : [text.split('\n'), result.split('\n')];
        // Behind a file without a final newline, the line that was its last one gets its end.
        const lastLine = (line: string) => (text.includes('\r\n') ? line.replace(/\r$/, '') : line);
        expect(missingIn(now.map(lastLine), old.map(lastLine))).toEqual([]);
        if (!isFlow) expect(now.length - old.length).toBe(result.length === text.length ? 0 : lines(entries));
      }),
      { numRuns: 1000 },
    );
  });
});

/** What of `parts` is not in `whole` in this order. */
function missingIn(whole: readonly string[], parts: readonly string[]): readonly string[] {
  let at = 0;
  return parts.filter((part) => {
    const found = whole.indexOf(part, at);
    at = found + 1;
    return found < 0;
  });
}

function lines(entries: readonly object[]): number {
  return entries.reduce((sum, entry) => sum + Object.keys(entry).length, 0);
}
