import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { State } from '../../src/state/state.ts';
import { type Migration, migrate } from '../../src/store/migrations.ts';
import { openStore } from '../../src/store/store.ts';

/**
 * `samples/v1` is five days of two hashtags as commit 03535c1 recorded them: two open breakouts, one channel down.
 * `samples/v2` is the same as version 2 has it.
 */
const SAMPLES = join(import.meta.dirname, 'samples');

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'radar-versions-'));
});
const takeSample = (version: string) => cp(join(SAMPLES, version), folder, { recursive: true });
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const OWED = 'glassskin-20261106T1211Z/opened/team';

type Json = Record<string, unknown>;

async function edit(change: (file: Json) => void, name = 'state.json'): Promise<void> {
  const path = join(folder, name);
  const file = JSON.parse(await readFile(path, 'utf8')) as Json;
  change(file);
  await writeFile(path, JSON.stringify(file));
}

const read = (): Promise<State> => openStore(folder).readState();
const episodesOf = ({ hashtags }: State) =>
  [...hashtags].map(([name, { episode }]) => [name, episode?.id, episode?.base, episode?.peak]);
const idsOf = ({ outbox }: State) => outbox.map(({ id }) => id);

/** The paths of all keys below a value. */
function pathsIn(value: unknown, above: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => [
    [...above, key],
    ...pathsIn(child, [...above, key]),
  ]);
}

function without(file: Json, path: readonly string[]): void {
  const holder = path.slice(0, -1).reduce<unknown>((value, key) => (value as Json)[key], file) as Json;
  const last = path.at(-1) ?? '';
  if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else Reflect.deleteProperty(holder, last);
}

describe.each(['v1', 'v2'])('data of version %s', (version) => {
  beforeEach(() => takeSample(version));

  test('opens with all that was known, and is written back to the same', async () => {
    const state = await read();
    expect(state.credits).toEqual({ month: '2026-11', used: 448, left: 999_552 });
    expect(episodesOf(state).map(([name, id]) => [name, id])).toEqual([
      ['glassskin', 'glassskin-20261106T1211Z'],
      ['oatmilk', 'oatmilk-20261105T1509Z'],
    ]);
    expect(idsOf(state)).toContain(OWED);
    expect(state.outbox).toHaveLength(3);
    await openStore(folder).write({ state, readings: [], events: [] });
    expect(await read()).toEqual(state);
  });

  test('without its state is made again: episodes, and what is owed', async () => {
    const state = await read();
    await rm(join(folder, 'state.json'));
    const rebuilt = await read();
    expect(episodesOf(rebuilt).map(([, id]) => id)).toEqual(episodesOf(state).map(([, id]) => id));
    expect(idsOf(rebuilt).toSorted()).toEqual(idsOf(state).toSorted());
    expect(rebuilt.outbox.map(({ hold }) => hold)).toEqual(state.outbox.map(() => undefined));
  });

  test('with memories of another version of the detector: they are made again, and nothing else changes', async () => {
    const state = await read();
    const [file, holder] = version === 'v1' ? ['state.json', 'checkpoint'] : ['memories/0.json', undefined];
    const of = (json: Json): Json => (holder === undefined ? json : (json[holder] as Json));
    await edit((json) => {
      for (const memory of Object.values(of(json).memories as Json)) {
        ((memory as Json).breakout as Json).version = 2;
      }
    }, file);
    const { checkpoint: _, ...rest } = state;
    expect(await read()).toMatchObject(rest);
    await edit((json) => {
      of(json).memories = { glassskin: 'nonsense', oatmilk: {} };
    }, file);
    expect(await read()).toMatchObject(rest);
  });

  test('with any one field less opens, and nothing that is owed or on is lost', async () => {
    const state = await read();
    const whole = await readFile(join(folder, 'state.json'), 'utf8');
    const paths = pathsIn(JSON.parse(whole)).filter(([part, , third]) => part !== 'videos' && third !== 'id');
    expect(paths.length).toBeGreaterThan(version === 'v1' ? 150 : 80);
    for (const path of paths) {
      const isListItem = /^\d+$/.test(path.at(-1) ?? '');
      // A list with an item less is whole, and so is an episode or a mute less: a person has taken it out.
      if (isListItem || path.includes('alert') || (path[0] === 'hashtags' && path.length < 4)) continue;
      const file = JSON.parse(whole) as Json;
      without(file, path);
      await writeFile(join(folder, 'state.json'), JSON.stringify(file));
      const opened = await read();
      expect(
        episodesOf(opened).map(([, id]) => id),
        path.join('.'),
      ).toEqual(expect.arrayContaining(episodesOf(state).map(([, id]) => id)));
      expect(idsOf(opened).toSorted(), path.join('.')).toEqual(idsOf(state).toSorted());
    }
  });

  test('with a key that this release does not know keeps it', async () => {
    await edit((file) => {
      file.colour = { of: 'another release' };
    });
    await openStore(folder).write({ state: await read(), readings: [], events: [] });
    expect(JSON.parse(await readFile(join(folder, 'state.json'), 'utf8'))).toMatchObject({
      colour: { of: 'another release' },
    });
  });

  test('of a newer version says what to do, and is left as it is', async () => {
    await edit((file) => {
      file.version = 99;
    });
    const before = await readFile(join(folder, 'state.json'), 'utf8');
    await expect(read()).rejects.toThrow(
      /state\.json: written by a newer release \(version 99\): update this program/,
    );
    expect(await readFile(join(folder, 'state.json'), 'utf8')).toBe(before);
  });
});

describe('version 2', () => {
  test('has all that version 1 had', async () => {
    await takeSample('v1');
    const before = await read();
    expect(before.checkpoint.parts).toEqual([before.checkpoint.at]);
    await openStore(folder).write({ state: before, readings: [], events: [] });
    expect(JSON.parse(await readFile(join(folder, 'state.json'), 'utf8'))).toMatchObject({ version: 2 });
    await rm(folder, { recursive: true });
    await takeSample('v2');
    expect(await read()).toEqual(before);
  });

  test('in parts has it too, and when a person takes back an older state.json alone', async () => {
    await takeSample('v1');
    const older = await readFile(join(folder, 'state.json'), 'utf8');
    const before = await read();
    const { at } = before.checkpoint;
    const parted = { ...before, checkpoint: { ...before.checkpoint, parts: [at, at] } };
    await openStore(folder).write({ state: parted, readings: [], events: [] });
    expect(await read()).toEqual(parted);
    await writeFile(join(folder, 'state.json'), older);
    expect(await read()).toEqual(before);
  });

  test('without its memories has them made again from the samples', async () => {
    await takeSample('v2');
    const before = await read();
    await rm(join(folder, 'memories'), { recursive: true });
    const { checkpoint, ...rest } = await read();
    const { checkpoint: _, ...known } = before;
    expect(rest).toEqual(known);
    expect(checkpoint.parts).toEqual([0]);
  });

  test('that still has what version 1 kept in it, and no memories of its own, has them made again', async () => {
    await takeSample('v1');
    const before = await read();
    await edit((file) => {
      file.version = 2;
    });
    const { checkpoint, ...rest } = await read();
    const { checkpoint: _, ...known } = before;
    expect(rest).toEqual(known);
    expect(checkpoint.parts).toEqual([0]);
  });

  test('is refused by what cannot be a part of it, and is left as it is', async () => {
    await takeSample('v2');
    await edit((file) => {
      file.version = 3;
    }, 'memories/0.json');
    const before = await readFile(join(folder, 'memories/0.json'), 'utf8');
    await expect(read()).rejects.toThrow(/memories\/0\.json: written by a newer release \(version 3\)/);
    expect(await readFile(join(folder, 'memories/0.json'), 'utf8')).toBe(before);
  });
});

describe('a migration', () => {
  const migrations = new Map<number, Migration>([
    [1, (file) => ({ ...file, two: true })],
    [2, (file) => ({ ...file, three: true })],
  ]);

  test('leads from each version to the one after it', () => {
    expect(migrate({ version: 1 }, 3, migrations)).toEqual({ version: 3, two: true, three: true });
    expect(migrate({ version: 2 }, 3, migrations)).toEqual({ version: 3, three: true });
    expect(migrate({ version: 3 }, 3, migrations)).toEqual({ version: 3 });
  });

  test('that is not known leaves the file to the schema', () => {
    expect(migrate({ version: 0 }, 3, migrations)).toEqual({ version: 0 });
    expect(migrate([], 3, migrations)).toEqual([]);
  });
});
