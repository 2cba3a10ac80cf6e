import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { judgeRun, type RunOutcome } from '../../src/run/judge-run.ts';
import { partOf, partsFor, renewParts } from '../../src/state/memory-parts.ts';
import { EMPTY_STATE, type State } from '../../src/state/state.ts';
import { openStore } from '../../src/store/store.ts';
import { DAY_MS } from '../../src/text/time.ts';
import { at, sampleOf, watchlistOf, watchOf } from '../support/given.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'radar-parts-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('parts', () => {
  test('are as many as keep each near its size, and never fewer than before', () => {
    expect([0, 1, 256, 257, 1_000, 10_000].map((hashtags) => partsFor(hashtags, 0))).toEqual([
      1, 1, 1, 2, 4, 64,
    ]);
    expect(partsFor(5, 8)).toBe(8);
  });

  test('share hashtags evenly, and each hashtag stays in its part', () => {
    const sizes = new Array<number>(64).fill(0);
    for (let index = 0; index < 10_000; index += 1) {
      const part = partOf(`hashtag${index}`, 64);
      sizes[part] = (sizes[part] ?? 0) + 1;
    }
    expect(Math.max(...sizes)).toBeLessThan(256);
    expect(Math.min(...sizes)).toBeGreaterThan(80);
    expect(['日記', '__proto__', '10'].map((name) => partOf(name, 8))).toEqual([7, 4, 7]);
  });

  test('are renewed one after the other, each within a day, and none twice', () => {
    const names = Array.from({ length: 1_000 }, (_, index) => `hashtag${index}`);
    const present = new Map(names.map((name) => [name, 0]));
    let kept = renewParts({ memories: new Map<string, number>(), parts: [] }, present, at(0));
    expect(new Set(kept.parts)).toEqual(new Set([at(0)]));
    const renewals: number[] = [];
    for (let hour = 1; hour <= 96; hour += 1) {
      const before = kept.parts;
      kept = renewParts(kept, new Map(names.map((name) => [name, hour])), at(hour));
      const renewed = kept.parts.filter((instant, part) => instant !== before[part]).length;
      expect(renewed).toBeLessThanOrEqual(1);
      renewals.push(...(renewed === 0 ? [] : [hour]));
      expect(at(hour) - Math.min(...kept.parts)).toBeLessThan(DAY_MS);
      for (const [name, value] of kept.memories) expect(at(value)).toBe(kept.parts[partOf(name, 4)]);
    }
    expect(renewals).toHaveLength(16);
  });
});

const NAMES = Array.from({ length: 12 }, (_, index) => `hashtag${index}`);

function run(state: State, hour: number, names: readonly string[]): RunOutcome {
  const samples = names.map((hashtag, index) => {
    const rhythm = 1 + 0.5 * Math.sin((hour + index) / 4);
    return sampleOf(hour, Math.round(1_000_003 + 5_000 * hour + 900 * index * rhythm), { hashtag });
  });
  const watchlist = watchlistOf(names.map((name) => watchOf(name)));
  return judgeRun(state, {
    now: at(hour),
    watchlist,
    scope: 'all',
    samples,
    failures: [],
    credits: { used: 0 },
  });
}

test('weeks of runs find the very state that each left, across renewals of the rhythm that hashtags share', async () => {
  const store = openStore(folder);
  let state = EMPTY_STATE;
  const seasons = new Set<string>();
  for (let hour = 0; hour < 24 * 16; hour += 2) {
    const outcome = run(state, hour, NAMES);
    await store.write(outcome);
    state = await store.readState();
    expect(state).toEqual(outcome.state);
    seasons.add(JSON.stringify(state.checkpoint.season));
  }
  expect(seasons.size).toBe(3);
  await rm(join(folder, 'memories'), { recursive: true });
  const again = await openStore(folder).readState();
  expect([...again.hashtags].map(([name]) => name).toSorted()).toEqual(NAMES.toSorted());
  expect(again.outbox).toEqual(state.outbox);
});

test('a watchlist that grows large goes on in parts, and a run writes no more memories than are due', async () => {
  const store = openStore(folder);
  const few = run(EMPTY_STATE, 0, NAMES);
  await store.write(few);
  expect((await readdir(folder)).toSorted()).toEqual(['memories', 'samples', 'state.json']);
  const many = Array.from({ length: 300 }, (_, index) => `hashtag${index}`);
  const grown = run(await store.readState(), 1, many);
  await store.write(grown);
  expect(await store.readState()).toEqual(grown.state);
  expect((await readdir(join(folder, 'hashtags'))).toSorted()).toEqual(['0.json', '1.json']);
  expect(await readdir(join(folder, 'memories'))).toHaveLength(2);
  const written: string[] = [];
  const due: number[] = [];
  for (let hour = 2; hour <= 58; hour += 4) {
    const outcome = run(await store.readState(), hour, many);
    await store.write(outcome, async (paths) => void written.push(...paths));
    due.push(written.splice(0).filter((path) => path.includes('memories/')).length);
    if (hour === 30) expect(await store.readState()).toEqual(outcome.state);
  }
  expect(Math.max(...due)).toBe(1);
  const sizes = await Promise.all(
    ['state.json', 'hashtags/1.json', 'memories/1.json'].map(
      async (path) => (await readFile(join(folder, path))).length,
    ),
  );
  expect(Math.max(...sizes)).toBeLessThan(1e6);
  await rm(join(folder, 'hashtags/1.json'));
  await expect(store.readState()).rejects.toThrow('data/hashtags/1.json: it is missing');
  await rm(join(folder, 'state.json'));
  const rebuilt = await store.readState();
  expect([...rebuilt.hashtags.keys()].toSorted()).toEqual(many.toSorted());
  await writeFile(join(folder, 'memories/1.json'), '{"version": 3}');
  await store.write(run(rebuilt, 61, many));
  expect((await store.readState()).hashtags.size).toBe(300);
});
