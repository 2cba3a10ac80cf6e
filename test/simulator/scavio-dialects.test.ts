import { afterEach, describe, expect, test } from 'vitest';
import { inferStep } from '../../src/readings/step.ts';
import { defaultCast } from '../../src/simulator/cast.ts';
import {
  type ScavioServer,
  type ScavioServerOptions,
  startScavioServer,
} from '../../src/simulator/scavio-server.ts';
import { createWorld } from '../../src/simulator/world.ts';
import { HOUR_MS } from '../../src/text/time.ts';
import { ask, at } from './ask.ts';

const START = Date.UTC(2026, 9, 5);
const NOW = START + 275 * HOUR_MS;
const world = createWorld({ seed: 1, start: START, hashtags: defaultCast() });
const skincare = world.counters('skincare', NOW);
const glassskinId = world.counters('glassskin', NOW)?.id ?? '';

const servers: ScavioServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function start(options: Partial<ScavioServerOptions>): Promise<ScavioServer> {
  const server = await startScavioServer({ world, now: () => NOW, ...options });
  servers.push(server);
  return server;
}

async function answer(server: ScavioServer, path: string, body: unknown): Promise<unknown> {
  const response = await ask(server.url, path, body);
  expect(response.status).toBe(200);
  return response.json();
}

describe('the hashtag call', () => {
  test('web: three places, stats rounded and without videos, statsV2 exact as strings', async () => {
    const server = await start({ dialect: 'web' });
    const body = await answer(server, 'hashtag', { hashtag_name: 'skincare', hashtag: 'ignored' });
    const info = at(body, 'data', 'challengeInfo');
    expect(at(info, 'challenge', 'id')).toBe(skincare?.id);
    expect(at(info, 'challenge', 'title')).toBe('skincare');
    expect(at(info, 'challenge', 'stats', 'viewCount')).toBe(skincare?.roundedViews);
    expect(at(info, 'stats')).toEqual({ videoCount: 0, viewCount: skincare?.roundedViews });
    expect(at(info, 'statsV2')).toEqual({ videoCount: '0', viewCount: String(skincare?.views) });
    expect(inferStep(Number(at(info, 'statsV2', 'viewCount')))).toBe(1);
    expect(at(body, 'credits_used')).toBe(1);
    expect(at(body, 'credits_remaining')).toBe(999_999);
    expect(at(body, 'response_time')).toEqual(expect.any(Number));
  });

  test.each([
    ['rounded', String(skincare?.roundedViews)],
    ['absent', undefined],
  ] as const)('web: statsV2 may be %s', async (statsV2, views) => {
    const server = await start({ statsV2 });
    const body = await answer(server, 'hashtag', { hashtag_name: 'SkinCare' });
    expect(at(body, 'data', 'challengeInfo', 'statsV2', 'viewCount')).toBe(views);
  });

  test('web: the id wins over the name', async () => {
    const body = await answer(await start({}), 'hashtag', {
      hashtag_id: glassskinId,
      hashtag_name: 'booktok',
    });
    expect(at(body, 'data', 'challengeInfo', 'challenge', 'title')).toBe('glassskin');
  });

  test('workflow: data.stats in snake case, by `hashtag`, the id on request missing', async () => {
    const server = await start({ dialect: 'workflow' });
    const stats = { view_count: skincare?.views, video_count: 0 };
    const body = await answer(server, 'hashtag', { hashtag: 'skincare', hashtag_name: 'ignored' });
    expect(at(body, 'data')).toEqual({ id: skincare?.id, stats });
    const without = await start({ dialect: 'workflow', workflowId: 'absent' });
    expect(at(await answer(without, 'hashtag', { hashtag: 'skincare' }), 'data')).toEqual({ stats });
  });

  test('mobile: ch_info', async () => {
    const body = await answer(await start({ dialect: 'mobile' }), 'hashtag', { hashtag_name: 'skincare' });
    expect(at(body, 'data')).toEqual({
      ch_info: { cid: skincare?.id, cha_name: 'skincare', view_count: skincare?.views, user_count: 0 },
    });
  });

  test('an unknown hashtag is a 200 without counters, or a 404', async () => {
    const body = await answer(await start({}), 'hashtag', { hashtag_name: 'nosuchthing' });
    expect(at(body, 'data')).toEqual({});
    const strict = await start({ unknownHashtag: 'not-found' });
    expect((await ask(strict.url, 'hashtag', { hashtag_name: 'nosuchthing' })).status).toBe(404);
    expect(strict.credits.used()).toBe(0);
  });
});

describe('the videos call', () => {
  test.each(['web', 'mobile'] as const)('%s: by id, as an aweme_list', async (dialect) => {
    const server = await start({ dialect, incompleteShare: 0 });
    const body = await answer(server, 'hashtag/videos', { hashtag_id: glassskinId, count: 5, cursor: '0' });
    const [first] = world.videos('glassskin', NOW, 0, 1);
    expect(at(body, 'data', 'aweme_list')).toHaveLength(5);
    expect(at(body, 'data', 'cursor')).toBe(5);
    expect(at(body, 'data', 'has_more')).toBe(1);
    expect(at(body, 'data', 'aweme_list', 0)).toMatchObject({
      aweme_id: first?.id,
      desc: first?.caption,
      create_time: (first?.postedAt ?? 0) / 1000,
      statistics: { play_count: first?.views },
      author: { unique_id: first?.creator, nickname: first?.nickname },
      share_url: `https://www.tiktok.com/@${first?.creator}/video/${first?.id}`,
    });
  });

  test('workflow: by name, as videos in the web shape', async () => {
    const server = await start({ dialect: 'workflow', incompleteShare: 0 });
    const body = await answer(server, 'hashtag/videos', { hashtag: 'glassskin' });
    const [first] = world.videos('glassskin', NOW, 0, 1);
    expect(at(body, 'data', 'videos')).toHaveLength(20);
    expect(at(body, 'data', 'has_more')).toBe(true);
    expect(at(body, 'data', 'videos', 0)).toMatchObject({
      id: first?.id,
      createTime: (first?.postedAt ?? 0) / 1000,
      stats: { playCount: first?.views },
      author: { uniqueId: first?.creator },
    });
  });

  test('the sound and the language stand where a video has them, each dialect by its own names', async () => {
    const videos = world.videos('glassskin', NOW, 0, 20);
    expect(videos.some(({ sound, language }) => sound !== undefined && language !== undefined)).toBe(true);
    const web = await start({ dialect: 'web' });
    const listed = await answer(web, 'hashtag/videos', { hashtag_id: glassskinId, count: 20 });
    const workflow = await start({ dialect: 'workflow' });
    const inWebShape = await answer(workflow, 'hashtag/videos', { hashtag: 'glassskin' });
    for (const [index, { sound, language }] of videos.entries()) {
      const mobileShaped = at(listed, 'data', 'aweme_list', index);
      expect(at(mobileShaped, 'music')).toEqual(sound && { mid: sound.id, title: sound.title });
      expect(at(mobileShaped, 'desc_language')).toBe(language);
      const webShaped = at(inWebShape, 'data', 'videos', index);
      expect(at(webShaped, 'music')).toEqual(sound && { id: sound.id, title: sound.title });
      expect(at(webShaped, 'textLanguage')).toBe(language);
    }
  });

  test('pages reach every video, and entries repeat between them', async () => {
    const server = await start({});
    const seen: unknown[] = [];
    let cursor = '0';
    for (let page = 0; page < 20 && cursor !== ''; page += 1) {
      const body = await answer(server, 'hashtag/videos', { hashtag_id: glassskinId, count: 30, cursor });
      for (let index = 0; index < 30; index += 1)
        seen.push(at(body, 'data', 'aweme_list', index, 'aweme_id'));
      cursor = at(body, 'data', 'has_more') === 1 ? String(at(body, 'data', 'cursor')) : '';
    }
    const listed = seen.filter((id) => id !== undefined);
    const all = world.videos('glassskin', NOW).map((video) => video.id);
    expect(new Set(listed)).toEqual(new Set(all));
    expect(listed.length).toBeGreaterThan(all.length);
  });

  test('some entries lack statistics or author', async () => {
    const server = await start({ incompleteShare: 0.5 });
    const body = await answer(server, 'hashtag/videos', { hashtag_id: glassskinId, count: 30 });
    const entries = Array.from({ length: 30 }, (_, index) => at(body, 'data', 'aweme_list', index));
    expect(entries.some((entry) => at(entry, 'statistics') === undefined)).toBe(true);
    expect(entries.some((entry) => at(entry, 'author') === undefined)).toBe(true);
    expect(entries.every((entry) => at(entry, 'aweme_id') !== undefined)).toBe(true);
  });

  test.each([
    ['web', { hashtag: 'glassskin' }, 'the name is not accepted'],
    ['web', { hashtag_name: 'glassskin' }, 'in no spelling'],
    ['web', { hashtag_id: glassskinId, cursor: 0 }, 'a numeric cursor'],
    ['web', { hashtag_id: glassskinId, cursor: 'next' }, 'a cursor of letters'],
    ['web', { hashtag_id: glassskinId, count: 31 }, 'too many'],
    ['web', { hashtag_id: glassskinId, count: 0 }, 'too few'],
    ['web', { hashtag_id: glassskinId, count: '20' }, 'a count in quotes'],
    ['web', { hashtag_id: Number(glassskinId) }, 'a numeric id'],
    ['workflow', { hashtag_id: glassskinId }, 'an id without the name'],
    ['mobile', 'not an object', 'no object'],
  ] as const)('%s: %o is a 400: %s', async (dialect, body, _why) => {
    const server = await start({ dialect });
    const response = await ask(server.url, 'hashtag/videos', body);
    expect(response.status).toBe(400);
    expect(at(await response.json(), 'error', 'code')).toBe('invalid_request');
    expect(server.credits.used()).toBe(0);
  });
});
