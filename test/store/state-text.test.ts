import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HashtagState } from '../../src/alerts/hashtag-state.ts';
import type { Notification } from '../../src/alerts/outbox.ts';
import type { Episode } from '../../src/detector/episode.ts';
import type { HashtagMemory } from '../../src/detector/memory.ts';
import { EMPTY_HEALTH } from '../../src/health/memory.ts';
import { videoMark } from '../../src/readings/remembered-videos.ts';
import { inferStep } from '../../src/readings/step.ts';
import type { Count } from '../../src/readings/velocity.ts';
import { EMPTY_STATE, type State } from '../../src/state/state.ts';
import { parseState, type StateTexts, writeMemories, writeState } from '../../src/store/state-text.ts';
import { UnreadableDataError } from '../../src/store/unreadable.ts';
import { alertNamed } from '../channels/alerts.ts';

/** Whole seconds, as a run's clock is. */
const instant = fc.integer({ min: 0, max: 4e9 }).map((seconds) => seconds * 1000);
const later = instant.filter((at) => at > 0);
const season = fc.array(
  fc.nat(30).map((tenths) => tenths / 10),
  { minLength: 8, maxLength: 8 },
);
const whole = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const count = fc.tuple(instant, whole).map(([at, views]): Count => ({ at, views, step: inferStep(views) }));
const name = fc.oneof(
  fc.constantFrom('booktok', 'constructor', '__proto__', 'tostring', '2024', '10', '日記', 'caf\u00e9', '#️⃣'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
);
/** `fc.record` with any of the keys left out. */
const partly = <T extends object>(keys: { [K in keyof T]: fc.Arbitrary<T[K]> }, required: (keyof T)[]) =>
  fc.record(keys, { requiredKeys: required }) as unknown as fc.Arbitrary<T>;

const counter = partly<NonNullable<HashtagMemory['counter']>>(
  { last: count, before: count, held: count } as never,
  ['last'],
);
const usual = fc.record({
  share: fc.double({ min: 0, max: 2, noNaN: true, noDefaultInfinity: true }).map(Math.fround),
  readings: fc.nat(48),
});
const memory = partly<HashtagMemory>({ counter, days: fc.array(count, { maxLength: 8 }), usual } as never, [
  'days',
]);
const episode = partly<Episode>(
  {
    id: name,
    rule: fc.constantFrom('classic', 'breakout'),
    openedAt: instant,
    base: count,
    peak: count,
    baseline: fc.record({
      low: fc.double({ min: -9, max: 9, noNaN: true }).map((rate) => Math.fround(rate) + 0),
      nominal: fc.double({ min: 0, max: 9, noNaN: true }).map(Math.fround),
      high: fc.double({ min: 0, max: 9, noNaN: true }).map(Math.fround),
      hours: fc.nat(168),
    }),
    normalPercentPerHour: fc.double({ min: 0, max: 9, noNaN: true }).map(Math.fround),
    calmSince: instant,
    fallenSince: instant,
    pace: fc.record(
      {
        phase: fc.constantFrom('breakout', 'strong', 'peaked', 'fading'),
        fastest: fc.record({ percentPerHour: fc.nat(90), at: instant }),
        slowSince: instant,
      },
      { requiredKeys: ['phase', 'fastest'] },
    ),
    classicAt: instant,
    videos: fc.array(fc.record({ id: name, caption: fc.string(), gained: fc.nat() }), { maxLength: 3 }),
    leader: fc.record({ hashtag: name, episode: name }),
    silent: fc.constantFrom('muted', 'cooldown'),
  } as never,
  ['id', 'rule', 'openedAt', 'base', 'peak', 'pace', 'videos'],
);
const videos = fc.record({
  lag: whole,
  views: fc
    .array(
      fc.tuple(
        fc
          .bigInt({ min: 1n, max: 10n ** 19n })
          .map(String)
          .map(videoMark),
        whole,
      ),
      { maxLength: 20 },
    )
    .map((entries) => new Map(entries)),
});
const hashtag = fc.record(
  {
    id: fc.bigInt({ min: 1n, max: 10n ** 19n }).map(String),
    episode,
    mute: fc.record({
      until: fc.oneof(fc.constant('cooled-off' as const), instant),
      by: fc.constantFrom('closing', 'label', 'comment'),
    }),
    overAt: instant,
    earlier: fc.record({
      count: fc.integer({ min: 1, max: 99 }),
      meanHours: fc.integer({ min: 6, max: 240 }),
    }),
    videos,
  },
  { requiredKeys: [] },
);
const notification = fc
  .record({ id: name, channel: name, owedAt: instant, attempts: fc.nat(30), nextAttemptAt: instant })
  .map((known): Notification => ({ ...known, kind: 'alert', alert: alertNamed('hostile') }));
const credits = fc.record(
  { month: fc.constantFrom('', '2026-11'), used: fc.nat(), left: fc.nat() },
  { requiredKeys: ['month', 'used'] },
);

const stateText = (written: State): string => writeState(written).get('state.json') ?? '';
const textsOf = (written: State): StateTexts => {
  const texts = [...writeState(written)].map(([path, text]) => ({ place: `data/${path}`, text }));
  const memories = writeMemories(written.checkpoint).map(({ path, text }) => ({
    place: `data/${path}`,
    text: text(),
  }));
  const [first, ...hashtags] = texts;
  return { state: first ?? { place: '', text: '' }, hashtags, memories };
};
const parseAlone = (text: string) => parseState({ state: { place: 'data/state.json', text } });

/** Any state. The file keeps all of it but the present memories, which follow from the readings. */
const state = fc
  .record(
    {
      at: instant,
      credits,
      hashtags: fc.array(fc.tuple(name, hashtag), { maxLength: 6 }),
      checkpoint: fc.record(
        {
          at: instant,
          memories: fc.array(fc.tuple(name, memory), { maxLength: 6 }).map((entries) => new Map(entries)),
          parts: fc
            .constantFrom(1, 2, 8)
            .chain((parts) => fc.array(later, { minLength: parts, maxLength: parts })),
          season,
          earlier: fc.record({ until: instant, season }, { requiredKeys: ['until'] }),
          alarms: fc.constantFrom(new Map(), new Map([['2026-11', { falseAlarms: 2, expected: 0.5 }]])),
        },
        { requiredKeys: ['at', 'memories', 'parts', 'alarms'] },
      ),
      falseAlarms: fc.nat(),
      told: fc.record({ day: fc.constant('2026-11-23'), count: fc.nat(9) }),
      weekAt: instant,
      outbox: fc.array(notification, { maxLength: 3 }),
    },
    { requiredKeys: ['credits', 'hashtags', 'checkpoint', 'falseAlarms', 'outbox'] },
  )
  .map(({ hashtags, ...rest }): State => {
    const withMemory = hashtags.map(
      ([key, { videos: listed, ...known }]): readonly [string, HashtagState] => [
        key,
        { ...known, memory: { days: [] }, ...(listed && { videos: { at: 0, ...listed } }) },
      ],
    );
    return { ...rest, hashtags: new Map(withMemory), health: EMPTY_HEALTH };
  });

describe('the text of state.json', () => {
  test('of before ids were shortened has its videos found all the same', () => {
    const text = JSON.parse(stateText(EMPTY_STATE));
    const videosNow = { lag: 0, ids: ['7301234567890123456'], views: [7] };
    const { file } = parseState({
      state: { place: 'data/state.json', text: JSON.stringify({ ...text, videos: { a: videosNow } }) },
    });
    expect(file.videos.get('a')?.views).toEqual(new Map([[videoMark('7301234567890123456'), 7]]));
  });

  test('any state is read as it was written', () => {
    fc.assert(
      fc.property(state, (written) => {
        const { file: read, remade, since } = parseState(textsOf(written));
        expect(remade).toEqual({ memories: new Set(), episodes: new Set(), outbox: 'kept' });
        expect(read.at).toBe(written.at);
        expect(read.credits).toEqual(written.credits);
        expect(read.outbox).toEqual(written.outbox);
        const { memories, parts, season: shared = null, earlier, ...rest } = written.checkpoint;
        expect(read.checkpoint).toEqual({
          ...rest,
          season: shared,
          ...(earlier && { earlier: { until: earlier.until, season: earlier.season ?? null } }),
        });
        expect([read.memories, read.memoriesAt, since]).toEqual([memories, parts, Math.min(...parts)]);
        expect(read.falseAlarms).toBe(written.falseAlarms);
        const known = new Map(
          [...written.hashtags].map(([key, { memory: _, videos: __, ...rest }]) => [key, rest]),
        );
        expect(read.hashtags).toEqual(known);
        const listed = [...written.hashtags].flatMap(([key, { videos: kept }]) =>
          kept === undefined ? [] : [[key, { lag: kept.lag, views: kept.views }] as const],
        );
        expect(read.videos).toEqual(new Map(listed));
      }),
    );
  });

  test('is the same for the same state, whatever the order it was made in', () => {
    fc.assert(
      fc.property(state, (written) => {
        const turned = { ...written, hashtags: new Map([...written.hashtags].toReversed()) };
        expect([...writeState(turned)]).toEqual([...writeState(written)]);
      }),
    );
  });

  test('of before there were budgets is read with an empty record of alarms', () => {
    const old = JSON.parse(stateText(EMPTY_STATE));
    old.falseAlarms = undefined;
    old.checkpoint.alarms = undefined;
    const { falseAlarms, checkpoint } = parseAlone(JSON.stringify(old)).file;
    expect({ falseAlarms, alarms: checkpoint.alarms }).toEqual({ falseAlarms: 0, alarms: new Map() });
  });

  test('is JSON with a line for each hashtag, so that a diff reads well', () => {
    const hashtags = new Map([...'ba'].map((key) => [key, { id: '1', memory: { days: [] } }] as const));
    const text = stateText({ ...EMPTY_STATE, hashtags });
    expect(text.split('\n').map((line) => line.trimEnd())).toEqual([
      '{',
      '  "version": 2,',
      '  "credits": {"month":"","used":0},',
      '  "hashtags": {',
      '    "a": {"id":"1"},',
      '    "b": {"id":"1"}',
      '  },',
      '  "videos": {},',
      '  "outbox": [],',
      '  "falseAlarms": 0,',
      '  "checkpoint": {"at": "1970-01-01T00:00:00Z", "alarms": {}, "season": null}',
      '}',
      '',
    ]);
  });
});

describe('an unreadable state', () => {
  const good = stateText({ ...EMPTY_STATE, hashtags: new Map([['a', { id: '1', memory: { days: [] } }]]) });
  const broken = (from: string, to: string): string => good.replace(from, to);

  test.each<readonly [string, string, string, string]>([
    [
      'a merge conflict',
      broken('  "hashtags"', '<<<<<<< HEAD\n  "hashtags"'),
      'data/state.json:4',
      'not JSON',
    ],
    ['a word that is none', broken('"1"', 'nope'), 'data/state.json:5', 'not JSON'],
    ['a missing comma', broken('"version": 2,', '"version": 2'), 'data/state.json:3', 'not JSON'],
    ['a text in single quotes', broken('"1"', "'1'"), 'data/state.json:5', 'not JSON'],
    ['half a file', good.slice(0, 60), 'data/state.json:4', 'not JSON'],
    ['an empty file', '', 'data/state.json:1', 'not JSON'],
    ['a string with a line break', broken('"month":""', '"month":"\n"'), 'data/state.json:3', 'not JSON'],
    ['a wrong kind', broken('"id":"1"', '"id":1'), 'data/state.json', 'hashtags.a.id'],
    ['a bad instant', broken('1970-01-01T00:00:00Z', 'yesterday'), 'data/state.json', 'checkpoint.at'],
    ['a list', '[]', 'data/state.json', 'expected object'],
    [
      'a later version',
      broken('"version": 2', '"version": 3'),
      'data/state.json',
      'written by a newer release (version 3): update',
    ],
  ])('%s is an error that names the place', (_why, text, place, what) => {
    expect(() => parseAlone(text)).toThrow(UnreadableDataError);
    expect(() => parseAlone(text)).toThrow(`${place}: `);
    expect(() => parseAlone(text)).toThrow(what);
  });
});

describe('a state in parts', () => {
  const hashtags = new Map([...'abcdefgh'].map((key) => [key, { id: '1', memory: { days: [] } }] as const));
  const checkpoint = { ...EMPTY_STATE.checkpoint, memories: new Map(), parts: [1e12, 2e12, 3e12, 4e12] };
  const good = textsOf({ ...EMPTY_STATE, hashtags, checkpoint });
  const [first, second, ...rest] = good.hashtags ?? [];
  const memory = { days: [{ at: 1e12, views: 5, step: 1 }] };

  test('has each hashtag in one of its files, and all of them together', () => {
    expect(good.hashtags).toHaveLength(4);
    expect([...parseState(good).file.hashtags.keys()].toSorted()).toEqual([...'abcdefgh']);
    const names = good.hashtags?.map((file) => Object.keys(JSON.parse(file?.text ?? '').hashtags));
    expect(names?.flat().toSorted()).toEqual([...'abcdefgh']);
    expect(names?.filter(({ length }) => length > 0).length).toBeGreaterThan(1);
    expect(JSON.parse(good.state.text)).not.toHaveProperty('hashtags');
  });

  test.each<readonly [string, Partial<StateTexts>, string]>([
    ['with a file less', { hashtags: [first, undefined, ...rest] }, 'data/hashtags/1.json: it is missing'],
    [
      'with a file of another state',
      {
        hashtags: [
          first,
          textsOf({ ...EMPTY_STATE, hashtags, checkpoint: { ...checkpoint, parts: [1e12, 1e12] } })
            .hashtags?.[1],
          ...rest,
        ],
      },
      'data/hashtags/1.json: it belongs to another state than data/state.json. Take all of the state back',
    ],
    [
      'with a file of a newer release',
      {
        hashtags: [
          first,
          { place: 'data/hashtags/1.json', text: second?.text.replace('"version": 2', '"version": 3') ?? '' },
          ...rest,
        ],
      },
      'data/hashtags/1.json: written by a newer release (version 3): update',
    ],
    [
      'with a merge conflict in a file',
      {
        hashtags: [first, { place: 'data/hashtags/1.json', text: `<<<<<<< HEAD\n${second?.text}` }, ...rest],
      },
      'data/hashtags/1.json:1: not JSON',
    ],
    [
      'with a wrong kind in a file',
      {
        hashtags:
          good.hashtags?.map(
            (file) => file && { ...file, text: file.text.replaceAll('"id":"1"', '"id":1') },
          ) ?? [],
      },
      'data/hashtags/',
    ],
    [
      'with memories of a newer release',
      { memories: [{ place: 'data/memories/0.json', text: '{"version": 3}' }] },
      'data/memories/0.json: written by a newer release',
    ],
    [
      'with memories that are none',
      { memories: [{ place: 'data/memories/0.json', text: '{"version": 2}' }] },
      'data/memories/0.json: not a part of the memories. Delete it: it is then made again from the samples',
    ],
    [
      'with half of the memories',
      { memories: [{ place: 'data/memories/0.json', text: '{"version": 2, "at": "2026' }] },
      'data/memories/0.json:1: not JSON. Delete it',
    ],
  ])('%s is an error that says what to do', (_why, changed, message) => {
    expect(() => parseState({ ...good, ...changed })).toThrow(UnreadableDataError);
    expect(() => parseState({ ...good, ...changed })).toThrow(message);
  });

  test('whose memories were cut otherwise takes the latest of each hashtag, and has the rest made again', () => {
    const cut = (part: number, parts: number, at: number, ...names: string[]) => ({
      place: `data/memories/${part}.json`,
      text:
        writeMemories({
          ...checkpoint,
          memories: new Map(
            names.map((key) => [key, { days: [{ ...memory.days[0], at, views: part, step: 1 }] }]),
          ),
          parts: new Array(1).fill(at),
        })[0]
          ?.text()
          .replace('"part": 0', `"part": ${part}`)
          .replace('"parts": 1', `"parts": ${parts}`) ?? '',
    });
    const { file, remade, since } = parseState({
      ...good,
      memories: [cut(0, 2, 2e12, 'a', 'b'), cut(1, 4, 1e12, 'b', 'c')],
    });
    expect([...file.memories].map(([key, { days }]) => [key, days[0]?.at]).toSorted()).toEqual([
      ['a', 2e12],
      ['b', 2e12],
      ['c', 1e12],
    ]);
    expect(file.memoriesAt).toEqual([0, 0, 0, 0]);
    expect([...remade.memories].toSorted()).toEqual([...'defgh']);
    expect(since).toBe(1e12);
  });
});
