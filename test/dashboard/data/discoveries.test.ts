import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PIECES } from '../../../src/dashboard/formats/schemas.ts';
import type { CompanionLine } from '../../../src/discovery/companion-line.ts';
import type { Discovery, DiscoveryEvent } from '../../../src/discovery/discovery.ts';
import { EMPTY_STATE } from '../../../src/state/state.ts';
import { openStore } from '../../../src/store/store.ts';
import { DAY_MS, HOUR_MS } from '../../../src/text/time.ts';
import { NOW, readJson, siteOf, watchlistOf } from '../given.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'site-'));
});
afterEach(() => rm(folder, { recursive: true }));

const found = (companion: string, hoursAgo: number, more: Partial<Discovery> = {}): DiscoveryEvent => ({
  kind: 'found',
  at: NOW - hoursAgo * HOUR_MS,
  companion,
  firstSeenAt: NOW - (hoursAgo + 5) * HOUR_MS,
  creators: 9,
  usualCreatorsPerDay: 0.4,
  beside: [
    { hashtag: 'booktok', creators: 8 },
    { hashtag: 'gone', creators: 1 },
  ],
  videos: [{ id: '77', creator: '<b>)' }],
  ...more,
});

async function piece(lines: readonly CompanionLine[], events: readonly DiscoveryEvent[]) {
  const watchlist = watchlistOf('hashtags: [booktok, readathon]\n');
  await openStore(join(folder, 'data')).write({
    state: EMPTY_STATE,
    readings: [],
    events: [],
    discovered: { lines, events },
  });
  await siteOf(folder, watchlist);
  return PIECES.discoveries.parse(await readJson(folder, 'discoveries.json'));
}

const line = (daysAgo: number, marks: string): CompanionLine => ({
  at: NOW - daysAgo * DAY_MS,
  beside: { booktok: { romantasy: marks } },
});

test('holds what was found last and is neither watched nor declined, with its creators by day', async () => {
  const {
    found: listed,
    days,
    learnsUntil,
  } = await piece(
    [line(9, 'aB'), line(1, 'aBcD'), line(0, 'eF')],
    [
      found('slowburn', 91 * 24),
      found('romantasy', 70 * 24, { creators: 8 }),
      found('readathon', 30),
      found('cosy', 28),
      { kind: 'declined', at: NOW - 20 * HOUR_MS, companion: 'cosy' },
      found('mystery', 20),
      found('romantasy', 3),
    ],
  );
  expect(listed.map(({ hashtag }) => hashtag)).toEqual(['romantasy', 'mystery']);
  expect(listed[0]).toEqual({
    hashtag: 'romantasy',
    url: 'https://www.tiktok.com/tag/romantasy',
    at: '2026-11-23T09:10:00Z',
    firstSeenAt: '2026-11-23T04:10:00Z',
    creators: 9,
    usualCreatorsPerDay: 0.4,
    beside: [
      { hashtag: 'booktok', creators: 8, file: 'booktok' },
      { hashtag: 'gone', creators: 1 },
    ],
    videos: [{ id: '77', creator: '<b>)', url: 'https://www.tiktok.com/@%3Cb%3E%29/video/77' }],
    creatorsByDay: [1, 0, 0, 0, 0, 0, 0, 0, 2, 1],
  });
  expect(days).toHaveLength(10);
  expect(learnsUntil).toBeUndefined();
});

test('says until when it learns', async () => {
  expect(await piece([line(2, 'aB')], [])).toMatchObject({
    since: '2026-11-21T00:00:00Z',
    learnsUntil: '2026-11-28T00:00:00Z',
    found: [],
  });
});
