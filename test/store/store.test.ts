import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Sample } from '../../src/readings/sample.ts';
import { judgeRun, type RunOutcome } from '../../src/run/judge-run.ts';
import { EMPTY_STATE, type State } from '../../src/state/state.ts';
import { appended } from '../../src/store/record-files.ts';
import { stateChanges } from '../../src/store/state-files.ts';
import { writeState } from '../../src/store/state-text.ts';
import { openStore } from '../../src/store/store.ts';
import { UnreadableDataError } from '../../src/store/unreadable.ts';
import { at, sampleOf, video, watchlistOf, watchOf } from '../support/given.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'radar-store-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const NAMES = ['booktok', 'constructor', '__proto__', '日記'];
const watchlist = watchlistOf(NAMES.map((name) => watchOf(name)));

function run(state: State, hours: number, samples: readonly Sample[]): RunOutcome {
  const credits = { used: samples.length * 2 };
  return judgeRun(state, { now: at(hours), watchlist, scope: 'all', samples, failures: [], credits });
}

const samplesAt = (hours: number, views: number): readonly Sample[] =>
  NAMES.map((hashtag) => sampleOf(hours, views, { hashtag, listing: [video('1', views, -99)] }));

const first = run(EMPTY_STATE, 0, samplesAt(0, 1_000_001));
const second = run(first.state, 1, samplesAt(1, 1_300_001));
const third = run(second.state, 2, samplesAt(2, 1_310_001));

/** Paths of all files under the folder, with their texts. */
async function contents(): Promise<Readonly<Record<string, string>>> {
  const paths = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = paths.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(
    files.toSorted().map(async (path) => [path.slice(folder.length + 1), await readFile(path, 'utf8')]),
  );
  return Object.fromEntries(texts);
}

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

describe('what a run leaves', () => {
  test('is what the next one finds', async () => {
    const store = openStore(folder);
    expect(await store.readState()).toEqual(EMPTY_STATE);
    for (const outcome of [first, second, third]) {
      await store.write(outcome);
      expect(await openStore(folder).readState()).toEqual(outcome.state);
    }
    expect(Object.keys(await contents())).toEqual([
      'alerts/2026.ndjson',
      'memories/0.json',
      'samples/2026/11/23.ndjson',
      'state.json',
    ]);
  });

  test('whatever was sampled, and when', async () => {
    const sample = fc.record({
      hashtag: fc.constantFrom(...NAMES),
      views: fc.integer({ min: 1, max: 3e9 }),
      listed: fc.option(fc.array(fc.tuple(fc.nat(4), fc.nat(1e6)), { maxLength: 4 }), { nil: undefined }),
    });
    const line = fc.array(
      fc.tuple(fc.double({ min: 0.05, max: 90, noNaN: true }), fc.array(sample, { maxLength: 4 })),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(line, async (runs) => {
        await rm(folder, { recursive: true });
        let hours = 0;
        let state = EMPTY_STATE;
        for (const [gap, sampled] of runs) {
          hours += gap;
          const samples = sampled.map(({ hashtag, views, listed }) => {
            const listing = listed?.map(([id, seen]) => video(String(id), seen, -200));
            return sampleOf(hours, views, { hashtag, ...(listing && { listing }) });
          });
          const outcome = run(state, hours, samples);
          await openStore(folder).write(outcome);
          state = await openStore(folder).readState();
          expect(state).toEqual(outcome.state);
        }
        await mkdir(folder, { recursive: true });
      }),
      { numRuns: 30 },
    );
  });
});

describe('a run that dies', () => {
  beforeEach(async () => {
    await openStore(folder).write(first);
  });

  const FILES = ['samples/2026/11/23.ndjson', 'alerts/2026.ndjson', 'state.json'];

  /** The texts that the second run is about to write. */
  async function coming(): Promise<Readonly<Record<string, string>>> {
    const changes = await appended(folder, second.readings, second.events);
    return { ...Object.fromEntries([...changes, ...(await stateChanges(folder, second.state))]) };
  }

  /** The journal of a run that was about to write `changes` over what stands there. */
  async function journalOf(changes: Readonly<Record<string, string>>): Promise<string> {
    const standing = await contents();
    const entries = Object.entries(changes).map(([path, after]) => {
      const text = standing[path];
      const before = text === undefined ? null : createHash('sha256').update(text).digest('hex');
      return [path, { before, after }];
    });
    return JSON.stringify({ version: 1, files: Object.fromEntries(entries) });
  }

  test('long ago leaves a journal that no longer fits: it undoes nothing, and goes', async () => {
    const journal = await journalOf(await coming());
    await openStore(folder).write(second);
    await openStore(folder).write(third);
    const before = await contents();
    await put('.pending.json', journal);
    expect(await openStore(folder).readState()).toEqual(third.state);
    const salvaged: unknown[] = [];
    await openStore(folder).recover(salvage(salvaged));
    // The third run told nothing, so the log still stands as the second one wrote it.
    expect(salvaged).toEqual([{ drop: ['alerts/2026.ndjson'] }]);
    expect(await contents()).toEqual(before);
  });

  test('and was overtaken halfway gives back what it alone has written', async () => {
    const journal = await journalOf(await coming());
    const { 'samples/2026/11/23.ndjson': lines = '' } = await coming();
    await put('samples/2026/11/23.ndjson', lines);
    await put('state.json', writeState({ ...first.state, falseAlarms: 7 }).get('state.json') ?? '');
    await put('.pending.json', journal);
    const salvaged: unknown[] = [];
    await openStore(folder).recover(salvage(salvaged));
    expect(salvaged).toEqual([{ drop: ['samples/2026/11/23.ndjson'] }]);
    expect(Object.keys(await contents())).not.toContain('.pending.json');
  });

  test('before its journal is there leaves the old', async () => {
    await put('.pending.json.1234567', '{"version":1,"fil');
    expect(await openStore(folder).readState()).toEqual(first.state);
  });

  test.each([0, 1, 2, 3])('after the journal and %i files leaves the new', async (done) => {
    const changes = await coming();
    expect(Object.keys(changes)).toEqual(FILES);
    await put('.pending.json', await journalOf(changes));
    for (const path of FILES.slice(0, done)) await put(path, changes[path] ?? '');
    // Who only looks changes nothing.
    const left = await contents();
    await openStore(folder).readState();
    expect(await contents()).toEqual(left);
    const salvaged: unknown[] = [];
    await openStore(folder).recover(salvage(salvaged));
    expect(await openStore(folder).readState()).toEqual(second.state);
    expect(salvaged).toEqual([{ commit: FILES }]);
    expect(Object.keys(await contents())).toEqual([...FILES, 'memories/0.json'].toSorted());
    await openStore(folder).write(third);
    const lines = (await contents())['samples/2026/11/23.ndjson']?.trimEnd().split('\n');
    expect(lines).toHaveLength(3 * NAMES.length);
  });

  test('and left a journal that was cut has never begun', async () => {
    const before = await contents();
    await put('.pending.json', '{"version":1,"files":');
    expect(await openStore(folder).readState()).toEqual(first.state);
    await openStore(folder).recover(salvage([]));
    expect(await contents()).toEqual(before);
  });

  test('and left the journal of another release stops the next one, which writes nothing', async () => {
    await put('.pending.json', '{"version":9,"files":{}}');
    const before = await contents();
    await expect(openStore(folder).recover(salvage([]))).rejects.toThrow(
      /\.pending\.json: an unfinished write of another/,
    );
    expect(await contents()).toEqual(before);
  });

  test('while its files are being committed leaves them known as its own', async () => {
    const dying = openStore(folder).write(second, async () => {
      throw new Error('killed');
    });
    await expect(dying).rejects.toThrow('killed');
    const salvaged: unknown[] = [];
    await openStore(folder).recover(salvage(salvaged));
    expect(salvaged).toEqual([{ commit: FILES }]);
    expect(await openStore(folder).readState()).toEqual(second.state);
  });

  function salvage(into: unknown[]) {
    const relative = (paths: readonly string[]) => paths.map((path) => path.slice(folder.length + 1));
    return {
      commit: async (paths: readonly string[]) => void into.push({ commit: relative(paths) }),
      drop: async (paths: readonly string[]) => void into.push({ drop: relative(paths) }),
    };
  }
});

describe('a file that cannot be read', () => {
  beforeEach(async () => {
    for (const outcome of [first, second]) await openStore(folder).write(outcome);
  });

  test.each<readonly [string, string, (text: string) => string, string]>([
    ['a state', 'state.json', (text) => text.replace('"id', 'id'), 'state.json:'],
    [
      'a reading',
      'samples/2026/11/23.ndjson',
      (text) => text.replace('{', '<<<<<<< HEAD\n{'),
      '23.ndjson:1: not a line of JSON',
    ],
    [
      'a reading without views',
      'samples/2026/11/23.ndjson',
      (text) => `${text}{"at":"2026-11-23T12:00:00Z","hashtag":"x","step":1}\n`,
      '23.ndjson:9: not a reading',
    ],
    [
      'a reading of another kind',
      'samples/2026/11/23.ndjson',
      (text) => `${text}[]\n`,
      '23.ndjson:9: not a reading',
    ],
    [
      'half a reading',
      'samples/2026/11/23.ndjson',
      (text) => text.slice(0, -20),
      '23.ndjson:8: not a line of JSON',
    ],
    [
      'an empty line',
      'samples/2026/11/23.ndjson',
      (text) => text.replace('\n', '\n\n'),
      '23.ndjson:2: not a line of JSON',
    ],
  ])(
    '(%s) stops the run with its place, and nothing is written over it',
    async (_why, path, breakIt, place) => {
      await put(path, breakIt((await contents())[path] ?? ''));
      const before = await contents();
      await expect(openStore(folder).readState()).rejects.toThrow(UnreadableDataError);
      await expect(openStore(folder).readState()).rejects.toThrow(place);
      if (path.startsWith('samples') && place.includes('JSON')) {
        await expect(openStore(folder).write(third)).rejects.toThrow(place);
      }
      expect(await contents()).toEqual(before);
    },
  );

  test.each<readonly [string, (text: string) => string, string]>([
    ['half a line', (text) => text.slice(0, -20), '2026.ndjson:5: not a line of JSON'],
    [
      'an unknown event',
      (text) => text.replace('"kind":"opened"', '"kind":"odd"'),
      '2026.ndjson:3: not an event',
    ],
    [
      'an alert of a later version',
      (text) => text.replace('"version":1', '"version":9'),
      '2026.ndjson:1: not an event',
    ],
  ])('(alerts: %s) stops a rebuild', async (_why, breakIt, place) => {
    await put('alerts/2026.ndjson', breakIt((await contents())['alerts/2026.ndjson'] ?? ''));
    await rm(join(folder, 'state.json'));
    const before = await contents();
    await expect(openStore(folder).readState()).rejects.toThrow(place);
    expect(await contents()).toEqual(before);
  });

  test('a folder in its place is an error too, not an absence', async () => {
    await rm(join(folder, 'state.json'));
    await mkdir(join(folder, 'state.json'));
    await expect(openStore(folder).readState()).rejects.toThrow('a folder stands where a file belongs');
  });
});

test('a missing state is made again from the records, open episodes included', async () => {
  for (const outcome of [first, second, third]) await openStore(folder).write(outcome);
  await rm(join(folder, 'state.json'));
  const rebuilt = await openStore(folder).readState();
  expect([...rebuilt.hashtags.keys()].toSorted()).toEqual(NAMES.toSorted());
  for (const name of NAMES) {
    const { memory, episode } = third.state.hashtags.get(name) ?? {};
    const known = rebuilt.hashtags.get(name);
    expect(known?.memory).toEqual(memory);
    expect(known?.episode).toMatchObject({
      id: episode?.id,
      base: episode?.base,
      openedAt: episode?.openedAt,
    });
  }
  const again = run(rebuilt, 3, samplesAt(3, 1_600_001));
  expect(again.alerts).toEqual([]);
  await openStore(folder).write(again);
  expect(await openStore(folder).readState()).toEqual(again.state);
});

describe('a state that was restored from an older commit', () => {
  const notification = second.state.outbox[0]?.id ?? '';
  const hashtag = 'booktok';
  const mute = { until: at(90), by: 'comment' } as const;

  test('owes nothing again that the log says has arrived, and forgets no mute', async () => {
    await openStore(folder).write(first);
    await openStore(folder).write(second);
    const { 'state.json': older = '' } = await contents();
    await openStore(folder).write({
      state: { ...second.state, outbox: [] },
      readings: [],
      events: [
        { kind: 'delivered', at: at(1), hashtag, notification, receipt: 'there' },
        { kind: 'muted', at: at(2), hashtag, mute },
      ],
    });
    await put('state.json', older);
    const restored = await openStore(folder).readState();
    expect(second.state.outbox).toHaveLength(1);
    expect(restored.outbox).toEqual([]);
    expect(restored.hashtags.get(hashtag)).toEqual({ ...second.state.hashtags.get(hashtag), mute });
    await rm(join(folder, 'state.json'));
    expect((await openStore(folder).readState()).hashtags.get(hashtag)).toMatchObject({ mute });
  });
});
