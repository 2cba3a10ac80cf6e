import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Alert } from '../../src/alerts/alert.ts';
import type { Event } from '../../src/alerts/log-event.ts';
import { secretVariables } from '../../src/channels/registry.ts';
import { readEnvironment } from '../../src/environment.ts';
import type { Reading } from '../../src/readings/reading.ts';
import { writeReading } from '../../src/store/record-lines.ts';
import { stateSchema } from '../../src/store/state-schema.ts';
import { parseWatchlist } from '../../src/watchlist/parse.ts';
import { anchorsOf, headingsOf, pagePaths, ROOT, readPage, relativeLinksOf } from '../support/pages.ts';

/** What the pages say, held against the code. */

const scripts = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readPage('package.json'))).scripts;
const sources = globSync('src/**/*.ts', { cwd: ROOT }).map((path) => ({ path, text: readPage(path) }));

describe('reading a page', () => {
  const page = [
    '# One `two`: three & four!',
    '## Why? [Here](x.md)',
    '## Why? Here',
    '```sh',
    '# no heading, [no](link.md)',
    '```',
    'See [this](a.md#why), ![that](b.svg "title"), `[not](this.md)`, [out](https://example.com) and [here](#one).',
  ].join('\n');

  test('finds headings and their anchors as GitHub makes them', () => {
    expect([...anchorsOf(page)]).toEqual(['one-two-three--four', 'why-here', 'why-here-1']);
  });

  test('finds the links to this repository, and none in code', () => {
    expect(relativeLinksOf(page)).toEqual(['x.md', 'a.md#why', 'b.svg', '#one']);
  });
});

describe.each(pagePaths())('%s', (path) => {
  const text = readPage(path);

  test('links to files and headings that are there', () => {
    expect(relativeLinksOf(text).filter((target) => !resolves(path, target))).toEqual([]);
  });

  test('names npm scripts that are there', () => {
    const named = [...text.matchAll(/npm run (?:-s |--silent )?([a-z][\w:-]*)/g)].map(
      ([, name = '']) => name,
    );
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

test('every page and heading that the code cites is there', () => {
  const cited = sources.flatMap(({ path, text }) => citationsOf(text).map((cite) => ({ path, ...cite })));
  expect(cited.length).toBeGreaterThan(10);
  expect(cited.some(({ heading }) => heading === 'The counter')).toBe(true);
  const missing = cited.filter(
    ({ page, heading }) =>
      !existsSync(join(ROOT, page)) ||
      (heading !== undefined && !headingsOf(readPage(page)).includes(heading)),
  );
  expect(missing).toEqual([]);
});

test('every environment variable that the code reads is explained', () => {
  const explained = readPage('docs/setup.md') + readPage('docs/watchlist.md');
  const read = variablesRead();
  expect([...read]).toEqual(
    expect.arrayContaining(['SCAVIO_API_KEY', 'GITHUB_TOKEN', 'GITHUB_OUTPUT', 'SMTP_URL']),
  );
  expect([...read].filter((name) => !explained.includes(`\`${name}\``))).toEqual([]);
});

test('docs/setup.md names the slots that track.yml asks for', () => {
  const workflow = z
    .object({ on: z.object({ schedule: z.array(z.object({ cron: z.string() })).default([]) }) })
    .parse(parse(readPage('.github/workflows/track.yml')));
  const minutes = workflow.on.schedule.map(({ cron }) => cron.split(' ')[0]);
  const [, named = ''] = /two slots an hour, (.+?) \(UTC\)/.exec(readPage('docs/setup.md')) ?? [];
  expect(named).toBe('at minute 0 and at minute 37');
  for (const minute of minutes) expect(named).toContain(`at minute ${minute}`);
});

describe('data/README.md', () => {
  const page = readPage('data/README.md');
  const everyField: Required<Reading> = {
    at: 0,
    hashtag: 'a',
    views: 1,
    step: 1,
    videos: 1,
    newPosts: 20,
    newestSpanHours: 1,
    explained: 1,
    breadth: 1,
    pickUp: 1,
  };
  const kinds: Readonly<Record<Event['kind'], true>> = {
    opened: true,
    joined: true,
    changed: true,
    over: true,
    suppressed: true,
    muted: true,
    unmuted: true,
    health: true,
    'health-muted': true,
    'health-unmuted': true,
    owed: true,
    delivered: true,
    undelivered: true,
  };

  test.each(Object.keys(JSON.parse(writeReading(everyField))))(
    'explains the field `%s` of a reading',
    (key) => {
      expect(page).toContain(`\n| \`${key}\` |`);
    },
  );

  test('shows a reading with the fields in the order in which they are written', () => {
    const [, example = ''] = /```json\n(.*)\n```/.exec(page) ?? [];
    expect(Object.keys(JSON.parse(example))).toEqual(Object.keys(JSON.parse(writeReading(everyField))));
  });

  test.each(Object.keys(kinds))('explains the event `%s`', (kind) => {
    expect(page).toContain(`\n| \`${kind}\` |`);
  });

  test.each(Object.keys(stateSchema.shape))('explains the key `%s` of state.json', (key) => {
    expect(page).toContain(`\n| \`${key}\` |`);
  });
});

describe('docs/webhook.md', () => {
  const section = readPage('docs/webhook.md').split('## The alert')[1]?.split('\n## ')[0] ?? '';
  const rows = [...section.matchAll(/^\| (`.+?) \|/gm)].map(([, cell = '']) => cell).join(', ');
  const interval = { low: 0, nominal: 0, high: 0 };
  const views = { now: 1, before: 1, beforeAt: '', step: 1, base: 1, peak: 1 };
  const momentum: Required<NonNullable<Alert['momentum']>> = {
    score: 1,
    threshold: 1,
    onset: '',
    multiple: 1,
    usualPerHour: 1,
    rarity: '',
    quietIf: '',
  };
  const driver: Required<Alert['drivers'][number]> = {
    id: '1',
    url: '',
    creator: '',
    caption: '',
    postedAt: '',
    views: 1,
    gained: 1,
    basis: 'measured',
    share: 1,
  };
  const alert: Required<Alert> = {
    version: 1,
    kind: 'over',
    rehearsal: true,
    phase: 'over',
    phaseBefore: 'fading',
    episode: '',
    hashtag: '',
    rule: 'classic',
    at: '',
    openedAt: '',
    reason: '',
    thresholdPercentPerHour: 10,
    views,
    velocity: interval,
    acceleration: interval,
    normal: { ...interval, hours: 1 },
    outlook: 0.7,
    momentum,
    posts: { newVideos: 1, hours: 1, from: 'counter', threshold: '' },
    drivers: [driver],
    explained: 1,
    creators: 1,
    breadth: 1,
    found: [],
    moves: { creators: 1 },
    fastest: { percentPerHour: 1, at: '' },
    classicAt: '',
    topVideos: [],
    together: [],
    leader: { hashtag: '', episode: '' },
    labels: [''],
    assignees: [''],
    group: '',
    note: '',
    end: 'cooled-off',
    hindsight: 'right',
  };

  test.each([
    ...Object.keys(alert).filter((key) => key !== 'views'),
    ...Object.keys(views).map((key) => `views.${key}`),
    ...Object.keys(momentum),
    ...Object.keys(driver),
  ])('explains `%s`', (field) => {
    expect(rows).toContain(`\`${field}\``);
  });
});

function resolves(from: string, target: string): boolean {
  const [file = '', anchor] = decodeURIComponent(target).split('#');
  const path = file === '' ? from : normalize(join(dirname(from), file));
  if (path.startsWith('..') || !existsSync(join(ROOT, path))) return false;
  return anchor === undefined || anchorsOf(readFileSync(join(ROOT, path), 'utf8')).has(anchor);
}

/** What comments cite as `docs/page.md` or `docs/page.md, "Heading"`; a comment may break its line within. */
function citationsOf(text: string): readonly { readonly page: string; readonly heading?: string }[] {
  const flat = text.replaceAll(/\n\s*(?:\*|\/\/)? ?/g, ' ');
  return [...flat.matchAll(/(?<![\w/.-])((?:docs|data)\/[\w-]+\.md)(?:, "([^"]+)")?/g)].map(
    ([, page = '', heading]) => ({ page, ...(heading !== undefined && { heading }) }),
  );
}

/** Names of all variables: those that the environment is asked for, those of channels by default, and those named outright. */
function variablesRead(): ReadonlySet<string> {
  const names = new Set<string>();
  const asked = new Proxy<Record<string, string | undefined>>(
    {},
    { get: (_, name) => void names.add(String(name)) },
  );
  readEnvironment(asked, []);
  const channels = ['slack', 'discord', 'teams', 'webhook'].map((type) => `  ${type}: { type: ${type} }\n`);
  const parsed = parseWatchlist(
    `channels:\n${channels.join('')}  a: { type: telegram, chat: "@alerts" }\n` +
      '  b: { type: email, to: a@example.com, from: a@example.com }\nhashtags: [a]\n',
    'watchlist.yml',
  );
  if (parsed.kind === 'invalid') throw new Error(parsed.problems.map(({ message }) => message).join('; '));
  for (const name of secretVariables(parsed.watchlist)) names.add(name);
  for (const { text } of sources) {
    for (const [, name = ''] of text.matchAll(/process\.env\.(?!PATH\b)([A-Z][A-Z0-9_]*)/g)) names.add(name);
  }
  return names;
}
