import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { alertOf } from '../../src/alerts/build-alert.ts';
import { advanceEpisode, openEpisode } from '../../src/detector/episode.ts';
import { at, count, play, sampleOf } from '../support/given.ts';

const episode = openEpisode('booktok', 'classic', count(0, 1_000_001), count(1, 1_200_001));

test('its id comes from the hashtag and the minute it opened, so a retried run makes the same', () => {
  expect(episode.id).toBe('booktok-20261123T1100Z');
});

describe('one more reading', () => {
  test.each<readonly [string, number, number, boolean | undefined, object]>([
    ['growth goes on', 2, 1_500_001, false, { kind: 'open', episode: { peak: { views: 1_500_001 } } }],
    ['a calm reading begins the calm', 2, 1_210_001, true, { kind: 'open', episode: { calmSince: at(2) } }],
    ['a reading that cannot be told changes nothing', 2, 1_210_001, undefined, { kind: 'open' }],
    [
      'losing three quarters of the gain may be another replica',
      2,
      1_050_000,
      true,
      { kind: 'open', episode: { fallenSince: at(2), calmSince: at(2), peak: { views: 1_200_001 } } },
    ],
    [
      'losing a little is jitter',
      2,
      1_100_000,
      true,
      { kind: 'open', episode: { peak: { views: 1_200_001 } } },
    ],
    ['a fall after more than a day is no recount', 26, 1_000_002, false, { kind: 'open' }],
  ])('%s', (_why, hours, views, calm, expected) => {
    expect(advanceEpisode(episode, count(hours, views), calm)).toMatchObject(expected);
  });

  test.each<readonly [string, number, number, object]>([
    [
      'a fall that has lasted six hours is a recount',
      8,
      1_050_000,
      { end: { kind: 'fell-back', at: at(8) } },
    ],
    ['one of five hours may still heal', 7, 1_050_000, { episode: { fallenSince: at(2) } }],
    ['a fall lasts, however long the next reading takes', 40, 1_050_000, { end: { kind: 'fell-back' } }],
    ['a count that is back ends the episode as any other', 8, 1_190_000, { end: { kind: 'cooled-off' } }],
  ])('%s', (_why, hours, views, expected) => {
    const fallen = { ...episode, fallenSince: at(2), calmSince: at(1) };
    expect(advanceEpisode(fallen, count(hours, views), true)).toMatchObject(expected);
  });

  test('a count that is back has not fallen', () => {
    const after = advanceEpisode({ ...episode, fallenSince: at(2) }, count(3, 1_190_000), undefined);
    expect(after).toEqual({ kind: 'open', episode });
  });

  test.each<readonly [string, number, boolean | undefined, string]>([
    ['six hours calm', 8, true, 'over'],
    ['five hours calm', 7, true, 'open'],
    ['growth after five calm hours ends the calm', 7.5, false, 'open'],
    ['six calm hours, the last of them below resolution', 8, undefined, 'open'],
  ])('%s', (_why, hours, calm, kind) => {
    const calming = { ...episode, calmSince: at(2) };
    const after = advanceEpisode(calming, count(hours, 1_210_001), calm);
    expect(after.kind).toBe(kind);
    if (calm === false) expect(after).not.toHaveProperty('episode.calmSince');
  });
});

describe('the life of an episode', () => {
  test('opens once, stays open while it grows, cools off after six calm hours, and may open again', () => {
    const views = [
      1_000_001,
      1_200_001,
      1_440_001,
      1_730_001,
      ...Array<number>(7).fill(1_740_001),
      2_100_001,
    ];
    const judgements = play(views.map((seen, hour) => sampleOf(hour, seen)));
    expect(judgements.map(({ verdict }) => verdict.kind)).toEqual([
      'first-reading',
      'breakout',
      'breakout',
      'breakout',
      ...Array<string>(6).fill('cooling'),
      'quiet',
      'breakout',
    ]);
    const alerts = judgements.flatMap((judgement) => alertOf(judgement) ?? []);
    expect(alerts.map(({ kind, episode: id, end }) => [kind, id, end])).toEqual([
      ['opened', 'booktok-20261123T1100Z', undefined],
      ['changed', 'booktok-20261123T1100Z', undefined],
      ['over', 'booktok-20261123T1100Z', 'cooled-off'],
      ['opened', 'booktok-20261123T2100Z', undefined],
    ]);
    expect(alerts[1]).toMatchObject({ phase: 'fading', phaseBefore: 'breakout' });
    expect(alerts[2]?.views).toMatchObject({ base: 1_000_001, peak: 1_740_001 });
  });

  test('a jump that is taken back for six hours is over, and its return is a dip regained', () => {
    const fallen = Array.from({ length: 7 }, (_, hour) => sampleOf(hour + 2, 118_613 + hour));
    const judgements = play([sampleOf(0, 118_511), sampleOf(1, 307_411), ...fallen, sampleOf(9, 307_500)]);
    expect(judgements.map(({ change }) => change.ended?.end.kind)).toEqual([
      ...Array<undefined>(8).fill(undefined),
      'fell-back',
      undefined,
    ]);
    expect(judgements.at(-1)?.verdict.kind).toBe('suppressed');
    const alerts = judgements.flatMap((judgement) => alertOf(judgement) ?? []);
    expect(alerts.map(({ kind }) => kind)).toEqual(['opened', 'over']);
  });

  test('a count that is back at one stroke is not the fastest that views came', () => {
    const views = [1_000_001, 1_150_001, 1_290_001, 1_010_001, 1_300_001, 1_310_001];
    const last = play(views.map((seen, hour) => sampleOf(hour, seen))).at(-1);
    expect(last?.change.open).not.toHaveProperty('fallenSince');
    expect(last?.change.open?.pace.fastest).toMatchObject({ at: at(1) });
  });

  test('two replicas that answer in turn end no breakout, nor open another', () => {
    const lower = (hour: number) => 1_000_003 + 10_000 * hour;
    const judgements = play([
      sampleOf(0, 1_000_003),
      ...Array.from({ length: 12 }, (_, hour) =>
        sampleOf(hour + 1, hour % 4 < 2 ? lower(hour) + 400_000 : lower(hour)),
      ),
    ]);
    const told = judgements.flatMap((judgement) => alertOf(judgement) ?? []);
    expect(told.filter(({ kind }) => kind !== 'changed').map(({ kind }) => kind)).toEqual(['opened']);
  });

  test('readings too soon, repeated or out of order leave everything as it was', () => {
    const [, opened] = play([sampleOf(0, 1_000_001), sampleOf(1, 1_200_001)]);
    for (const hours of [1, 1.1, 0.5, -3]) {
      const [judgement] = play([sampleOf(hours, 99)], undefined, opened?.state);
      expect(judgement?.verdict.kind).toBe('unknown');
      expect(judgement?.state).toEqual(opened?.state);
      expect(judgement?.change).toEqual({ open: opened?.change.open, opened: false });
      expect(judgement && alertOf(judgement)).toBeUndefined();
    }
  });

  test('whatever comes: opened and over take turns, ids never repeat, and an alert is plain JSON', () => {
    const reading = fc.tuple(fc.double({ min: 0.1, max: 12, noNaN: true }), fc.integer({ min: 1, max: 5e9 }));
    fc.assert(
      fc.property(fc.array(reading, { maxLength: 40 }), (readings) => {
        let hours = 0;
        const samples = readings.map(([gap, views]) => {
          hours += gap;
          return sampleOf(hours, views);
        });
        const alerts = play(samples).flatMap((judgement) => alertOf(judgement) ?? []);
        const ends = alerts.filter(({ kind }) => kind !== 'changed');
        expect(ends.map(({ kind }) => kind)).toEqual(
          ends.map((_, index) => (index % 2 === 0 ? 'opened' : 'over')),
        );
        const opened = alerts.filter(({ kind }) => kind === 'opened').map(({ episode: id }) => id);
        expect(new Set(opened).size).toBe(opened.length);
        expect(JSON.parse(JSON.stringify(alerts))).toEqual(alerts);
      }),
    );
  });
});
