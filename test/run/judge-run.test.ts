import { describe, expect, test } from 'vitest';
import { settle } from '../../src/alerts/outbox.ts';
import { UNSEEN_HASHTAG } from '../../src/detector/tracked-hashtag.ts';
import type { Sample } from '../../src/readings/sample.ts';
import { judgeRun, type RunOutcome } from '../../src/run/judge-run.ts';
import type { RunInput } from '../../src/run/run-input.ts';
import { CHECKPOINT_MS, EMPTY_STATE, type State } from '../../src/state/state.ts';
import { at, sampleOf, watchlistOf, watchOf } from '../support/given.ts';

const watchlist = watchlistOf([
  watchOf('booktok', { notify: ['issues', 'pipeline'] }),
  watchOf('quiet', { notify: ['issues'] }),
  watchOf('unheard', { notify: [] }),
]);

function run(
  state: State,
  hours: number,
  samples: readonly Sample[],
  more: Partial<RunInput> = {},
): RunOutcome {
  const credits = { used: samples.length * 2, left: 90_000 };
  return judgeRun(state, {
    now: at(hours),
    watchlist,
    scope: 'all',
    samples,
    failures: [],
    credits,
    ...more,
  });
}

const views = (hours: number, seen: Readonly<Record<string, number>>): readonly Sample[] =>
  Object.entries(seen).map(([hashtag, count]) => sampleOf(hours, count, { hashtag }));

const first = run(EMPTY_STATE, 0, views(0, { booktok: 1_000_001, quiet: 500_001, unheard: 100_001 }));
const second = run(first.state, 1, views(1, { booktok: 1_200_001, quiet: 500_101, unheard: 200_001 }));

describe('a run', () => {
  test('at first records and notifies nobody', () => {
    expect(first.readings.map(({ hashtag }) => hashtag)).toEqual(['booktok', 'quiet', 'unheard']);
    expect(first.events).toEqual([]);
    expect(first.claimed).toEqual([]);
    expect(first.state).toMatchObject({ at: at(0), credits: { month: '2026-11', used: 6, left: 90_000 } });
  });

  test('owes an alert to each channel of its hashtag, records both, and claims what it may send', () => {
    expect(second.alerts.map(({ hashtag }) => hashtag)).toEqual(['booktok', 'unheard']);
    expect(second.events.map(({ kind, hashtag }) => `${hashtag} ${kind}`)).toEqual([
      'booktok opened',
      'unheard opened',
      'booktok owed',
      'booktok owed',
    ]);
    expect(second.claimed.map(({ id }) => id)).toEqual([
      'booktok-20261123T1100Z/opened/issues',
      'booktok-20261123T1100Z/opened/pipeline',
    ]);
    expect(second.state.outbox).toHaveLength(2);
  });

  test('that is made again on the same state gives the same', () => {
    const again = run(first.state, 1, views(1, { booktok: 1_200_001, quiet: 500_101, unheard: 200_001 }));
    expect(again).toEqual(second);
  });

  test('on top of one that was faster, minutes ago, alerts nobody twice', () => {
    const late = run(second.state, 1.05, views(1.05, { booktok: 1_210_001 }));
    expect(late.alerts).toEqual([]);
    expect(late.claimed).toEqual([]);
    expect(late.judgements[0]?.verdict.kind).toBe('unknown');
    expect(late.state.hashtags.get('booktok')).toEqual(second.state.hashtags.get('booktok'));
  });

  test('keeps an episode open without a second message, and sends one when it is over', () => {
    const deliveries = second.claimed.map(({ id }) => ({
      kind: 'delivered' as const,
      notification: id,
      receipt: '',
    }));
    const settled: State = { ...second.state, outbox: settle(second.state.outbox, deliveries, at(1)).outbox };
    const third = run(settled, 2, views(2, { booktok: 1_500_001 }));
    expect(third.alerts).toEqual([]);
    const taken = run(third.state, 3, views(3, { booktok: 1_000_002 }));
    expect(taken.alerts).toEqual([]);
    const fallen = run(taken.state, 9, views(9, { booktok: 1_000_002 }));
    expect(fallen.alerts).toMatchObject([
      { kind: 'over', end: 'fell-back', episode: 'booktok-20261123T1100Z' },
    ]);
    expect(fallen.claimed.map(({ id }) => id)).toEqual([
      'booktok-20261123T1100Z/over/issues',
      'booktok-20261123T1100Z/over/pipeline',
    ]);
  });

  test('leaves hashtags without a sample as they were', () => {
    const partial = run(second.state, 2, views(2, { quiet: 500_201 }));
    expect(partial.state.hashtags.get('booktok')).toBe(second.state.hashtags.get('booktok'));
    expect(partial.readings).toHaveLength(1);
  });

  test('of a part of the watchlist, or without a sample, does not stand for the hour', () => {
    expect(run(first.state, 1, views(1, { quiet: 500_201 }), { scope: 'some' }).state.at).toBe(at(0));
    expect(run(first.state, 1, []).state.at).toBe(at(0));
  });

  test('does not sample what is not watched', () => {
    expect(run(EMPTY_STATE, 0, views(0, { stranger: 5 })).readings).toEqual([]);
  });

  test('records what it suppressed, with the reason', () => {
    const dip = run(first.state, 1, views(1, { quiet: 300_001 }));
    const back = run(dip.state, 2, views(2, { quiet: 500_001 }));
    expect(back.events).toEqual([
      {
        kind: 'suppressed',
        at: at(2),
        hashtag: 'quiet',
        reason: 'back after a dip: the counter had shown 500,001 before',
      },
    ]);
  });
});

describe('the id of a hashtag', () => {
  const known = run(EMPTY_STATE, 0, [sampleOf(0, 1_000, { id: '229207' })]).state;

  test('is remembered, and kept when an answer has none', () => {
    expect(known.hashtags.get('booktok')?.id).toBe('229207');
    expect(run(known, 1, views(1, { booktok: 1_001 })).state.hashtags.get('booktok')?.id).toBe('229207');
  });

  test.each([
    ['that refuses it is forgotten', 'refused', undefined],
    ['that says nothing of it is kept', undefined, '229207'],
  ] as const)('after a failure %s', (_why, refused, id) => {
    const failure = { hashtag: 'booktok', code: 'http-400', message: '', lost: 'reading' } as const;
    const failures = [refused === undefined ? failure : { ...failure, id: refused }];
    const { state } = run(known, 1, [], { failures });
    expect(state.hashtags.get('booktok')?.id).toBe(id);
    expect(state.hashtags.get('booktok')?.memory).toEqual(known.hashtags.get('booktok')?.memory);
  });
});

test('the checkpoint is renewed at first and then weekly, with every memory', () => {
  expect(first.state.checkpoint).toMatchObject({ at: at(0) });
  expect(first.state.checkpoint.memories.get('quiet')).toEqual(first.state.hashtags.get('quiet')?.memory);
  expect(second.state.checkpoint).toBe(first.state.checkpoint);
  const weekLater = run(second.state, CHECKPOINT_MS / 3.6e6, []);
  expect(weekLater.state.checkpoint.at).toBe(at(168));
  expect(weekLater.state.checkpoint.memories.get('booktok')).toEqual(
    second.state.hashtags.get('booktok')?.memory,
  );
  expect(UNSEEN_HASHTAG.memory.days).toEqual([]);
});
