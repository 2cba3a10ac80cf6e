import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CompanionLine } from '../../src/discovery/companion-line.ts';
import type { DiscoveryEvent } from '../../src/discovery/discovery.ts';
import { EMPTY_STATE } from '../../src/state/state.ts';
import { openStore } from '../../src/store/store.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'companions-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const at = (iso: string): number => Date.parse(iso);
const line = (iso: string, marks: string): CompanionLine => ({
  at: at(iso),
  beside: { booktok: { romantasy: marks } },
  reactions: { booktok: { likes: 0.09 } },
});
const found: DiscoveryEvent = {
  kind: 'found',
  at: at('2026-11-20T11:00:00Z'),
  companion: 'romantasy',
  firstSeenAt: at('2026-11-20T10:00:00Z'),
  creators: 9,
  usualCreatorsPerDay: 0,
  beside: [{ hashtag: 'booktok', creators: 9 }],
  videos: [{ id: '7', creator: '<b>' }],
};

async function write(lines: readonly CompanionLine[], events: readonly DiscoveryEvent[] = []): Promise<void> {
  const discovered = { lines, events };
  await openStore(folder).write({ state: EMPTY_STATE, readings: [], events: [], discovered });
}

describe('what stands beside the watched hashtags', () => {
  test('is read as it was written, with what was found and declined', async () => {
    const lines = [line('2026-11-20T10:00:00Z', 'aBcD'), line('2026-11-20T11:00:00Z', 'eF')];
    const declined: DiscoveryEvent = {
      kind: 'declined',
      at: at('2026-11-21T00:00:00Z'),
      companion: 'x',
      person: 'mia',
    };
    for (const one of lines) await write([one]);
    await write([], [found, declined]);
    expect((await openStore(folder).readState()).discovery).toEqual({ lines, events: [found, declined] });
    expect(await readdir(join(folder, 'companions/2026'))).toEqual(['11-20.ndjson']);
  });

  test('is no part of the state, and costs nothing where there is none', async () => {
    await openStore(folder).write({
      state: { ...EMPTY_STATE, discovery: { lines: [], events: [found] } },
      readings: [],
      events: [],
    });
    expect(await readFile(join(folder, 'state.json'), 'utf8')).not.toContain('romantasy');
    expect((await openStore(folder).readState()).discovery).toBeUndefined();
  });

  test('is counts three days later, and is forgotten after four weeks', async () => {
    await write([line('2026-11-20T10:00:00Z', 'aBcD')]);
    await write([line('2026-11-22T10:00:00Z', 'eF')]);
    await write([line('2026-11-23T10:00:00Z', 'gH')]);
    expect(await readFile(join(folder, 'companions/2026/11-20.ndjson'), 'utf8')).toBe(
      '{"at":"2026-11-20T10:00:00Z","beside":{"booktok":{"romantasy":2}},"creators":{"booktok":2},"reactions":{"booktok":{"likes":0.09}}}\n',
    );
    expect(await readFile(join(folder, 'companions/2026/11-22.ndjson'), 'utf8')).toContain('"eF"');
    await write([line('2026-12-20T10:00:00Z', 'iJ')]);
    const days = (await openStore(folder).readState()).discovery?.lines.map((one) =>
      new Date(one.at).getUTCDate(),
    );
    expect(days).toEqual([22, 23, 20]);
  });

  test.each<readonly [string, string]>([
    ['companions/2026/11-20.ndjson', '{"at":"2026-11-20T10:00:00Z","beside":{"booktok":{"x":"abc"}}}'],
    ['discoveries/2026.ndjson', '{"at":"2026-11-20T10:00:00Z","kind":"lost","companion":"x"}'],
  ])('stops a run with its place where it cannot be read: %s', async (path, broken) => {
    await write([line('2026-11-20T10:00:00Z', 'aB')], [found]);
    await writeFile(join(folder, path), `${broken}\n`, { flag: 'a' });
    await expect(openStore(folder).readState()).rejects.toThrow(`${path}:2`);
  });
});
