import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alertOf } from '../../src/alerts/build-alert.ts';
import type { Event } from '../../src/alerts/log-event.ts';
import type { Mute } from '../../src/alerts/mute.ts';
import { judge } from '../../src/detector/judge.ts';
import { EMPTY_MEMORY, remember } from '../../src/detector/memory.ts';
import { UNSEEN_HASHTAG } from '../../src/detector/tracked-hashtag.ts';
import type { Reading } from '../../src/readings/reading.ts';
import { inferStep } from '../../src/readings/step.ts';
import { endedBreakouts, mutesAfter, openEpisodes, recall } from '../../src/state/rebuild.ts';
import { at, play, sampleOf, video, watchOf } from '../support/given.ts';

/** Readings of two hashtags at any instants: in order, repeated, too soon after another, older. */
const readings = fc.array(
  fc
    .record({
      hashtag: fc.constantFrom('booktok', 'constructor'),
      hours: fc.double({ min: 0, max: 60, noNaN: true }),
      views: fc.integer({ min: 1, max: 3e9 }),
      explained: fc.option(fc.double({ min: 0, max: 5, noNaN: true }), { nil: undefined }),
    })
    .map(({ hashtag, hours, views, explained }): Reading => {
      const reading = { at: at(hours), hashtag, views, step: inferStep(views) };
      return explained === undefined ? reading : { ...reading, explained };
    }),
  { maxLength: 40 },
);

describe('recalling memories from readings', () => {
  test('split anywhere, and with any part told twice, gives what one pass gives', () => {
    fc.assert(
      fc.property(readings, fc.nat(40), fc.nat(40), (all, end, back) => {
        const once = recall(new Map(), all);
        const first = recall(new Map(), all.slice(0, end));
        expect(recall(first, all.slice(Math.max(0, end)))).toEqual(once);
        const ordered = all.toSorted((a, b) => a.at - b.at);
        const half = recall(new Map(), ordered.slice(0, end));
        expect(recall(half, ordered.slice(Math.max(0, end - back)))).toEqual(recall(new Map(), ordered));
      }),
    );
  });

  test('does not change what it is given', () => {
    const memories = recall(new Map(), [{ at: at(0), hashtag: 'booktok', views: 5, step: 1 }]);
    const before = structuredClone(memories);
    recall(memories, [{ at: at(1), hashtag: 'booktok', views: 6, step: 1 }]);
    expect(memories).toEqual(before);
  });

  test('from what was recorded gives the memory that the judging left, whatever was sampled', () => {
    const sample = fc.record({
      hours: fc.double({ min: 0, max: 100, noNaN: true }),
      views: fc.integer({ min: 1, max: 3e9 }),
      listed: fc.option(
        fc.array(fc.tuple(fc.nat(5), fc.nat(1e6), fc.double({ min: -90, max: 99, noNaN: true }))),
        {
          nil: undefined,
        },
      ),
    });
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 30 }), (samples) => {
        const line = samples.map(({ hours, views, listed }) => {
          const listing = listed?.map(([id, seen, posted]) => video(String(id), seen, posted));
          return sampleOf(hours, views, listing === undefined ? {} : { listing });
        });
        const judgements = play(line);
        const recorded = judgements.map(({ reading }) => reading);
        const memory = judgements.at(-1)?.state.memory ?? EMPTY_MEMORY;
        expect(recall(new Map(), recorded).get('booktok') ?? EMPTY_MEMORY).toEqual(memory);
      }),
    );
  });

  test.each([
    ['the same instant', 1],
    ['ten minutes later', 1 + 1 / 6],
    ['an hour before', 0],
  ])('a reading of %s changes nothing', (_why, hours) => {
    const memory = [0, 1].reduce(
      (known, hour) => remember(known, { at: at(hour), hashtag: 'booktok', views: 1_000 + hour, step: 1 }),
      EMPTY_MEMORY,
    );
    const odd = { at: at(hours), hashtag: 'booktok', views: 5, step: 1, explained: 1 };
    expect(remember(memory, odd)).toBe(memory);
  });
});

describe('rebuilding episodes from the log', () => {
  const judgements = play([
    sampleOf(0, 1_000_001),
    sampleOf(1, 1_300_001),
    sampleOf(2, 1_000_002),
    sampleOf(8, 1_000_003),
  ]);
  const events = judgements.flatMap((judgement): readonly Event[] => {
    const alert = alertOf(judgement);
    return alert === undefined
      ? []
      : [{ kind: alert.kind, at: judgement.reading.at, hashtag: 'booktok', alert }];
  });

  test('an opened one is open, as the run left it', () => {
    expect(openEpisodes(events.slice(0, 1)).get('booktok')).toEqual(judgements[1]?.change.open);
  });

  test('one that opened while its hashtag was to be quiet is silent', () => {
    const [opened] = events;
    const suppressed = {
      kind: 'suppressed',
      at: opened?.at ?? 0,
      hashtag: 'booktok',
      reason: 'muted',
    } as const;
    expect(openEpisodes([suppressed, ...events.slice(0, 1)]).get('booktok')).toHaveProperty('silent');
    const before = { ...suppressed, at: suppressed.at - 1 };
    expect(openEpisodes([before, ...events.slice(0, 1)]).get('booktok')).not.toHaveProperty('silent');
  });

  test('mutes stand until they are lifted, those until it has cooled off until then', () => {
    const muted = (until: Mute['until']): Event => ({
      kind: 'muted',
      at: at(1),
      hashtag: 'booktok',
      mute: { until, by: 'comment' },
    });
    const [opened, over] = [events.slice(0, 1), events.slice(1)];
    expect(mutesAfter([muted(at(90)), ...over]).get('booktok')).toMatchObject({ until: at(90) });
    expect(mutesAfter([muted('cooled-off'), ...over]).size).toBe(0);
    expect(mutesAfter([muted('cooled-off'), ...opened]).size).toBe(1);
    expect(mutesAfter([muted(at(90)), { kind: 'unmuted', at: at(2), hashtag: 'booktok' }]).size).toBe(0);
  });

  test('breakouts that are over are counted with those known before, by the hours that they lasted', () => {
    const cooledOff = judgements.at(-1)?.state;
    expect(endedBreakouts(events, () => undefined).get('booktok')).toEqual({
      earlier: cooledOff?.earlier,
      ...(cooledOff?.overAt !== undefined && { overAt: cooledOff.overAt }),
    });
    expect(cooledOff?.earlier?.count).toBe(1);
    const more = endedBreakouts(events, () => ({ count: 4, meanHours: 50 })).get('booktok');
    expect(more?.earlier?.count).toBe(5);
  });

  test('one that is over is not', () => {
    expect(events.map(({ kind }) => kind)).toEqual(['opened', 'over']);
    expect(openEpisodes(events).size).toBe(0);
  });
});

test('judging needs no more than the memory: two runs that judge the same sample agree', () => {
  const [, second] = play([sampleOf(0, 1_000_001), sampleOf(1, 1_300_001)]);
  const [first] = play([sampleOf(0, 1_000_001)]);
  const memories = recall(new Map(), first === undefined ? [] : [first.reading]);
  const memory = memories.get('booktok') ?? EMPTY_MEMORY;
  expect(judge(watchOf(), { ...UNSEEN_HASHTAG, memory }, sampleOf(1, 1_300_001))).toEqual(second);
});
