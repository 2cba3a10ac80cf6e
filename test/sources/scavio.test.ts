import { afterEach, describe, expect, test } from 'vitest';
import { redactor, strictRedactor } from '../../src/http/redact/redact.ts';
import { inferStep } from '../../src/readings/step.ts';
import type { Fault, FaultPlan } from '../../src/simulator/scavio-fault.ts';
import {
  type ScavioServer,
  type ScavioServerOptions,
  SIMULATED_KEY,
  startScavioServer,
} from '../../src/simulator/scavio-server.ts';
import { createWorld } from '../../src/simulator/world.ts';
import { createScavioSource } from '../../src/sources/scavio/scavio.ts';
import type { Sampling, Target } from '../../src/sources/source/source.ts';
import { HOUR_MS } from '../../src/text/time.ts';
import { at } from '../simulator/ask.ts';

const START = Date.UTC(2026, 9, 5);
const NOW = START + 30 * HOUR_MS;
const NAMES = Array.from({ length: 12 }, (_, index) => `tag${index}`);
const world = createWorld({
  seed: 7,
  start: START,
  hashtags: [
    { name: 'exact', views: 1_234_567, counter: 'exact', videoCount: 'given' },
    { name: 'rounded', views: 3_456_789, counter: 'rounded', videoCount: 'zero' },
    ...NAMES.map((name) => ({ name, views: 50_000 })),
  ],
});
const truth = (name: string) => {
  const counters = world.counters(name, NOW);
  if (counters === undefined) throw new RangeError(`The world has no ${name}.`);
  return counters;
};

const servers: ScavioServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function start(options: Partial<ScavioServerOptions> = {}): Promise<ScavioServer> {
  const server = await startScavioServer({ world, now: () => NOW, incompleteShare: 0, ...options });
  servers.push(server);
  return server;
}

function sample(
  server: ScavioServer,
  targets: readonly (string | Target)[],
  apiKey = SIMULATED_KEY,
  requestsInFlight?: number,
): Promise<Sampling> {
  const source = createScavioSource({
    baseUrl: server.url,
    apiKey,
    redact: redactor([apiKey]),
    redactAnswer: strictRedactor([apiKey]),
    ...(requestsInFlight !== undefined && { requestsInFlight }),
    clock: () => NOW,
  });
  return source.sample(targets.map((target) => (typeof target === 'string' ? { hashtag: target } : target)));
}

/** A fault for the requests of one hashtag, by name in either spelling or by id, on one of the two calls. */
function faultFor(
  hashtag: string,
  fault: Fault,
  call: 'hashtag' | 'videos' | 'both' = 'hashtag',
  times = Number.POSITIVE_INFINITY,
): FaultPlan {
  let left = times;
  return ({ path, body }) => {
    const isVideos = path.endsWith('/videos');
    const isCall = call === 'both' || isVideos === (call === 'videos');
    if (!isCall || at(body, 'hashtag') !== hashtag || left <= 0) return undefined;
    left -= 1;
    return fault;
  };
}

const paths = ({ requests }: ScavioServer): readonly string[] =>
  requests.map(({ path }) => path.replace('/api/v1/tiktok/', ''));

describe('a hashtag', () => {
  test.each(['web', 'workflow', 'mobile'] as const)(
    'is sampled in the %s dialect, with its newest posts',
    async (dialect) => {
      const server = await start({ dialect });
      const { samples, failures, credits } = await sample(server, ['exact', 'rounded']);
      expect(failures).toEqual([]);
      expect(credits).toEqual({ used: 4, before: 1_000_000, left: 999_996 });
      const { id, views, videoCount } = truth('exact');
      const [exact, rounded] = samples;
      expect(exact).toMatchObject({ hashtag: 'exact', at: NOW, views, videos: videoCount, id });
      expect(rounded).toMatchObject({ views: truth('rounded').views, id: truth('rounded').id });
      expect(rounded).not.toHaveProperty('videos');
      expect(inferStep(rounded?.views ?? 0)).toBe(100_000);
      const [first] = world.videos('exact', NOW, 0, 1);
      expect(exact?.listing).toHaveLength(20);
      expect(exact?.listing?.[0]).toMatchObject({
        id: first?.id,
        postedAt: first?.postedAt,
        views: first?.views,
        creator: first?.creator,
        caption: first?.caption,
      });
    },
  );

  test('is asked for in both spellings; its id is learnt, used at once, and sent along by later runs', async () => {
    const server = await start();
    const { id } = truth('exact');
    const { samples } = await sample(server, ['exact']);
    await sample(server, [{ hashtag: 'exact', id: samples[0]?.id ?? '' }]);
    const sent = server.requests.map(({ path, body }) => [
      path.endsWith('/videos') ? 'videos' : 'hashtag',
      body,
    ]);
    const first = { hashtag_name: 'exact', hashtag: 'exact' };
    const videos = { hashtag_id: id, hashtag: 'exact', count: 20, cursor: '0' };
    expect(sent.slice(0, 2)).toEqual([
      ['hashtag', first],
      ['videos', videos],
    ]);
    expect(sent.slice(2)).toHaveLength(2);
    expect(sent.slice(2)).toContainEqual(['hashtag', { ...first, hashtag_id: id }]);
    expect(sent.slice(2)).toContainEqual(['videos', videos]);
    expect(server.requests[0]?.headers).toMatchObject({
      authorization: `Bearer ${SIMULATED_KEY}`,
      'content-type': 'application/json',
    });
  });

  test('without an id in any answer is listed by name', async () => {
    const server = await start({ dialect: 'workflow', workflowId: 'absent' });
    const { samples } = await sample(server, ['exact']);
    expect(samples[0]).not.toHaveProperty('id');
    expect(samples[0]?.listing).toHaveLength(20);
    expect(server.requests[1]?.body).toEqual({ hashtag: 'exact', count: 20, cursor: '0' });
  });

  test('keeps its id when an answer has none', async () => {
    const server = await start({ dialect: 'workflow', workflowId: 'absent' });
    const { samples } = await sample(server, [{ hashtag: 'exact', id: '42' }]);
    expect(samples[0]?.id).toBe('42');
  });

  test('ids beyond 2^53 that come as numbers keep every digit', async () => {
    const body = '{"data":{"id":9007199254740993,"stats":{"view_count":12345}},"credits_used":1}';
    const listing =
      '{"data":{"videos":[{"id":7300000000000000001,"createTime":1764000000,"stats":{"playCount":7}}]}}';
    const server = await start({
      fault: ({ path }) => ({ kind: 'body', body: path.endsWith('/videos') ? listing : body }),
    });
    const { samples } = await sample(server, ['exact']);
    expect(samples[0]).toMatchObject({
      id: '9007199254740993',
      views: 12_345,
      listing: [{ id: '7300000000000000001' }],
    });
    expect(at(server.requests[1]?.body, 'hashtag_id')).toBe('9007199254740993');
  });

  test('that does not exist is named, and the others are unharmed', async () => {
    for (const unknownHashtag of ['empty', 'not-found'] as const) {
      const { samples, failures } = await sample(await start({ unknownHashtag }), ['nosuchthing', 'exact']);
      expect(samples.map(({ hashtag }) => hashtag)).toEqual(['exact']);
      const code = unknownHashtag === 'empty' ? 'empty-answer' : 'unknown-hashtag';
      expect(failures).toEqual([
        { hashtag: 'nosuchthing', code, lost: 'reading', message: expect.any(String), id: 'refused' },
      ]);
    }
  });
});

describe('an answer about another hashtag', () => {
  const named = (title: string | undefined) => ({
    challengeInfo: {
      challenge: { id: '777', ...(title !== undefined && { title }), stats: { viewCount: 5_000_001 } },
    },
  });
  const mobile = { ch_info: { cid: '777', cha_name: 'elsewhere', view_count: 5_000_001 } };

  test.each([
    ['web', named('elsewhere'), { likely: 'elsewhere' }],
    ['mobile', mobile, { likely: 'elsewhere' }],
    ['a name that no hashtag has', named('two words'), {}],
  ])('is a failed reading, whichever shape it has: %s', async (_, data, likely) => {
    const server = await start({ fault: faultFor('tag0', { kind: 'data', data }) });
    const { samples, failures } = await sample(server, [{ hashtag: 'tag0', id: '42' }, 'exact']);
    expect(samples.map(({ hashtag }) => hashtag)).toEqual(['exact']);
    expect(failures).toEqual([
      {
        hashtag: 'tag0',
        code: 'wrong-hashtag',
        lost: 'reading',
        id: 'refused',
        message: expect.stringMatching(/"(elsewhere|two words)"/),
        ...likely,
      },
    ]);
  });

  test.each([
    ['web', named('elsewhere')],
    ['mobile', mobile],
    ['flat', { id: '777', title: 'elsewhere', stats: { view_count: 5_000_001 } }],
  ])('is a failed reading while no id is known too: %s', async (_, data) => {
    const server = await start({ fault: faultFor('tag0', { kind: 'data', data }) });
    const { samples, failures } = await sample(server, ['tag0']);
    expect(samples).toEqual([]);
    expect(failures).toMatchObject([
      { code: 'wrong-hashtag', message: expect.stringMatching(/"elsewhere".*renamed or redirected #tag0/) },
    ]);
  });

  test('by its id alone is a failed reading, since a name it has none', async () => {
    const data = { id: '777', stats: { view_count: 5_000_001 } };
    const server = await start({ fault: faultFor('tag0', { kind: 'data', data }) });
    const { failures } = await sample(server, [{ hashtag: 'tag0', id: '42' }]);
    expect(failures).toMatchObject([{ code: 'wrong-hashtag', id: 'refused' }]);
  });

  test('in name alone is this one where the id is the known one, or the letters are the same', async () => {
    const server = await start({ fault: faultFor('tag0', { kind: 'data', data: named('elsewhere') }) });
    expect((await sample(server, [{ hashtag: 'tag0', id: '777' }])).samples).toHaveLength(1);
    const alike = await start({ fault: faultFor('tag0', { kind: 'data', data: named('T\u00e1g_0') }) });
    const { samples } = await sample(alike, ['tag0']);
    expect(samples).toMatchObject([{ hashtag: 'tag0', views: 5_000_001 }]);
    expect(samples[0]).not.toHaveProperty('id');
  });

  test.each([
    ['spelt otherwise', '#TAG0'],
    ['without a name', undefined],
    ['with an empty name', ' '],
  ])('%s it is this one', async (_, title) => {
    const server = await start({ fault: faultFor('tag0', { kind: 'data', data: named(title) }) });
    const { samples } = await sample(server, ['tag0']);
    expect(samples).toMatchObject([{ hashtag: 'tag0', id: '777', views: 5_000_001 }]);
  });
});

describe('one failure', () => {
  test.each<readonly [string, Fault, string, string, number]>([
    ['400', { kind: 'status', status: 400 }, 'http-400', 'HTTP 400: a planned fault', 1],
    ['422', { kind: 'status', status: 422 }, 'http-422', 'HTTP 422', 1],
    ['404', { kind: 'status', status: 404 }, 'unknown-hashtag', 'HTTP 404', 1],
    ['500', { kind: 'status', status: 500 }, 'http-500', 'HTTP 500', 3],
    ['a reset', { kind: 'reset' }, 'no-answer', 'no connection to ', 3],
    [
      'HTML with status 200',
      { kind: 'body', body: '<html>captcha</html>' },
      'unreadable-answer',
      'captcha',
      1,
    ],
    ['half a JSON', { kind: 'body', body: '{"data":{"stats":{"view_' }, 'unreadable-answer', '"view_', 1],
    ['no body', { kind: 'body', body: '' }, 'unreadable-answer', 'nothing', 1],
    [
      'a shape of its own',
      { kind: 'data', data: { tag: { total: 5 } } },
      'unreadable-answer',
      '{"data":{"tag":{"total":5}}',
      1,
    ],
    ['zeros', { kind: 'data', data: { stats: { view_count: 0 } } }, 'zero-views', 'gave 0 views', 1],
    ['null', { kind: 'data', data: null }, 'empty-answer', 'TikTok gave nothing', 1],
  ])('of its counters (%s) loses that hashtag alone', async (_why, fault, code, text, requests) => {
    const server = await start({ fault: faultFor('tag0', fault) });
    const { samples, failures, stopped } = await sample(server, ['tag0', 'exact', 'rounded']);
    expect(samples.map(({ hashtag }) => hashtag)).toEqual(['exact', 'rounded']);
    expect(failures).toMatchObject([
      { hashtag: 'tag0', code, lost: 'reading', message: expect.stringContaining(text) },
    ]);
    expect(stopped).toBeUndefined();
    expect(server.requests.filter(({ body }) => at(body, 'hashtag') === 'tag0')).toHaveLength(requests);
  });

  test('of its listing keeps the numbers', async () => {
    const server = await start({ fault: faultFor('exact', { kind: 'data', data: { odd: 1 } }, 'videos') });
    const { samples, failures } = await sample(server, ['exact']);
    expect(samples).toMatchObject([{ hashtag: 'exact', views: truth('exact').views }]);
    expect(samples[0]).not.toHaveProperty('listing');
    expect(failures).toEqual([
      {
        hashtag: 'exact',
        code: 'unreadable-answer',
        lost: 'listing',
        message: expect.stringContaining('its videos: '),
      },
    ]);
  });

  test.each<readonly [string, Fault]>([
    ['500', { kind: 'status', status: 500 }],
    ['a reset', { kind: 'reset' }],
    ['429 that says to wait a second', { kind: 'status', status: 429, headers: { 'Retry-After': '1' } }],
    [
      '429 that says until when, as a date',
      { kind: 'status', status: 429, headers: { 'Retry-After': new Date(0).toUTCString() } },
    ],
  ])('that goes over (%s) is retried, and nothing is lost', async (_why, fault) => {
    const server = await start({ fault: faultFor('tag0', fault, 'both', 1) });
    const { samples, failures } = await sample(server, ['tag0']);
    expect(samples).toHaveLength(1);
    expect(failures).toEqual([]);
    expect(paths(server)).toEqual(['hashtag', 'hashtag', 'hashtag/videos']);
  });
});

describe('the credits of a run', () => {
  const capped = (server: ScavioServer, creditsMax: number): Promise<Sampling> =>
    createScavioSource({
      baseUrl: server.url,
      apiKey: SIMULATED_KEY,
      redact: redactor([SIMULATED_KEY]),
      redactAnswer: strictRedactor([SIMULATED_KEY]),
      clock: () => NOW,
    }).sample(
      NAMES.map((hashtag) => ({ hashtag })),
      { creditsMax },
    );

  test('are never more than it may use, and what was sampled is kept', async () => {
    const server = await start();
    const { samples, credits, stopped } = await capped(server, 7);
    expect(credits.used).toBe(7);
    expect([samples.length > 0, stopped?.code]).toEqual([true, 'over-budget']);
  });

  test('count calls that failed and may have cost, each attempt of them', async () => {
    const server = await start({
      fault: ({ body }) => {
        if (at(body, 'hashtag') === 'tag0') return { kind: 'status', status: 404 };
        return at(body, 'hashtag') === 'tag1' ? { kind: 'reset' } : undefined;
      },
    });
    const { credits } = await sample(server, ['tag0', 'tag1', 'tag2'], SIMULATED_KEY, 1);
    // One attempt of tag0, three of tag1.
    expect(credits).toMatchObject({ used: 2, unsure: 4 });
    const failing = await start({ fault: () => ({ kind: 'status', status: 404 }) });
    await capped(failing, 5);
    expect(failing.requests).toHaveLength(5);
  });
});

describe('an answer after which every call would fail alike', () => {
  test.each([
    [401, 'key-refused', 'check the secret SCAVIO_API_KEY'],
    [402, 'no-credits', 'top up the account'],
    [403, 'key-refused', 'check its permissions'],
  ] as const)('%i stops spending at once', async (status, code, remedy) => {
    const server = await start({ fault: () => ({ kind: 'status', status }) });
    const { samples, failures, stopped, credits } = await sample(server, NAMES);
    expect(samples).toEqual([]);
    expect(stopped).toMatchObject({ code, message: expect.stringContaining(remedy) });
    expect(failures.map(({ hashtag, code: said }) => `${hashtag} ${said}`)).toEqual(
      NAMES.map((name) => `${name} ${code}`),
    );
    expect(server.requests.length).toBeLessThanOrEqual(2);
    expect(credits).toEqual({ used: 0, ...(status === 402 && { left: 0 }) });
  });

  test('a wrong key is refused by the server itself', async () => {
    const server = await start();
    const { stopped } = await sample(server, NAMES, 'wrong-key-9');
    expect(stopped?.code).toBe('key-refused');
    expect(server.requests.length).toBeLessThanOrEqual(2);
  });

  test('when the credits run out, what was sampled is kept', async () => {
    const server = await start({ credits: 6 });
    const { samples, failures, stopped, credits } = await sample(server, NAMES, SIMULATED_KEY, 1);
    expect(stopped?.code).toBe('no-credits');
    expect(credits).toEqual({ used: 6, before: 6, left: 0 });
    expect(samples.length + failures.filter(({ lost }) => lost === 'reading').length).toBe(NAMES.length);
    expect(samples.length).toBeGreaterThan(0);
    expect(server.requests).toHaveLength(7);
  });

  test('what is being retried then is not asked again', async () => {
    const wait = { kind: 'status', status: 429, headers: { 'Retry-After': '1' } } as const;
    const server = await start({
      fault: ({ body }) => (at(body, 'hashtag') === 'tag0' ? wait : { kind: 'status', status: 402 }),
    });
    const { failures } = await sample(server, ['tag0', 'tag1', 'tag2']);
    expect(failures.map(({ code }) => code)).toEqual(['no-credits', 'no-credits', 'no-credits']);
    expect(server.requests).toHaveLength(2);
  });
});

describe('the pace', () => {
  /** The first requests stay in flight for a second, so that they are there together on a busy machine too. */
  const slowAtFirst: FaultPlan = ({ index }) => (index < 6 ? { kind: 'slow', delayMs: 1_000 } : undefined);

  test('loses nothing where the limit of requests in flight is low, and not known', async () => {
    const server = await start({ latencyMs: 5, limits: { requestsInFlight: 3, inFlightRetrySeconds: 0 } });
    const { samples, failures } = await sample(server, NAMES);
    expect(failures).toEqual([]);
    expect(samples).toHaveLength(NAMES.length);
  });

  test('keeps to the limit that it is given', async () => {
    const server = await start({ limits: { requestsInFlight: 5 }, fault: slowAtFirst });
    await sample(server, NAMES, SIMULATED_KEY, 5);
    expect(server.inFlightPeak()).toBe(5);
    expect(server.requests.map(({ status }) => status).filter((status) => status !== 200)).toEqual([]);
  });

  test('waits for the next window where the headers say that this one is used up, rather than be refused', async () => {
    let asked = 0;
    // The first window of a minute is nearly over when it begins.
    const clock = () => Date.now() - (asked++ === 0 ? 58_500 : 0);
    const server = await start({ limits: { requestsPerMinute: 3 }, clock });
    const { samples } = await sample(server, ['exact', 'rounded'], SIMULATED_KEY, 1);
    expect(samples).toHaveLength(2);
    expect(server.requests.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });
});

test('a window that the last answer used up keeps nobody waiting', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const before = timers();
  const server = await start({
    limits: { requestsPerMinute: 1 },
    fault: () => ({ kind: 'status', status: 404 }),
  });
  expect((await sample(server, ['exact'])).failures).toHaveLength(1);
  // A timer of an earlier test may have ended meanwhile.
  expect(timers()).toBeLessThanOrEqual(before);
});

test('no text that comes of a run holds the key, even where a server echoes it', async () => {
  const key = 'sk-live-1234567890';
  for (const body of [`{"error":"bad ${key}"}`, `{"data":{"sent":"${key}"}}`, `Bearer ${key}`]) {
    for (const status of [200, 400, 500]) {
      const server = await start({ key, fault: () => ({ kind: 'body', body, status }) });
      const sampling = await sample(server, ['exact'], key);
      expect(sampling.failures).toHaveLength(1);
      expect(JSON.stringify(sampling)).not.toContain(key);
    }
  }
});
