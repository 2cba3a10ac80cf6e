import { describe, expect, test } from 'vitest';
import type { Video } from '../../src/readings/video.ts';
import type { RunOutcome } from '../../src/run/judge-run.ts';
import { judgeRun } from '../../src/run/judge-run.ts';
import type { Watch } from '../../src/settings/settings.ts';
import { EMPTY_STATE, type State } from '../../src/state/state.ts';
import { at, sampleOf, video, watchlistOf, watchOf } from '../support/given.ts';

/** A run in which each hashtag has its views and its videos. */
function run(
  state: State,
  hour: number,
  seen: Readonly<Record<string, readonly [views: number, videos: readonly Video[]]>>,
  watches: readonly Watch[] = Object.keys(seen).map((name) => watchOf(name)),
): RunOutcome {
  const samples = Object.entries(seen).map(([hashtag, [views, listing]]) =>
    sampleOf(hour, views, { hashtag, listing }),
  );
  return judgeRun(state, {
    now: at(hour),
    watchlist: watchlistOf(watches),
    scope: 'all',
    samples,
    failures: [],
    credits: { used: 0 },
  });
}

const hit = (views: number): Video => video('7000', views, -50);
const other = (views: number): Video => video('8000', views, -50);

const calm = { booktok: [1_000_003, [hit(1_000), other(1_000)]], reading: [500_003, [hit(1_000)]] } as const;
const first = run(EMPTY_STATE, 0, calm).state;
const told = (outcome: RunOutcome): readonly string[] => outcome.claimed.map(({ id }) => id);

describe('hashtags that break out for the same videos', () => {
  const both = run(first, 1, { booktok: [1_200_003, [hit(150_000)]], reading: [700_003, [hit(150_000)]] });

  test('in the same run share one message, of the fastest, which names the others', () => {
    expect(told(both)).toEqual(['reading-20261123T1100Z/opened/issues']);
    expect(both.alerts).toMatchObject([
      { hashtag: 'booktok', kind: 'joined', leader: { hashtag: 'reading' } },
      {
        hashtag: 'reading',
        kind: 'opened',
        together: [{ hashtag: 'booktok', episode: 'booktok-20261123T1100Z' }],
      },
    ]);
    expect(both.events.map(({ kind }) => kind)).toEqual(['joined', 'opened', 'owed']);
    expect(both.state.hashtags.get('booktok')?.episode?.leader).toMatchObject({ hashtag: 'reading' });
  });

  test('go ten to a message: the next one begins a message of its own', () => {
    const names = Array.from({ length: 13 }, (_, index) => `tag${String(index).padStart(2, '0')}`);
    const seen = (views: number, gained: number) =>
      Object.fromEntries(names.map((name, index) => [name, [views - index, [hit(gained)]] as const]));
    const started = run(EMPTY_STATE, 0, seen(500_003, 1_000)).state;
    const { alerts } = run(started, 1, seen(700_003, 150_000));
    const opened = alerts.filter(({ kind }) => kind === 'opened');
    expect(opened.map(({ together }) => together?.length)).toEqual([1, 10]);
  });

  test('one after the other: the second joins the open one', () => {
    const one = run(first, 1, { booktok: [1_010_003, [hit(2_000)]], reading: [700_003, [hit(150_000)]] });
    const joined = run(one.state, 2, {
      booktok: [1_300_003, [hit(250_000)]],
      reading: [800_003, [hit(250_000)]],
    });
    expect(joined.alerts.find(({ hashtag }) => hashtag === 'booktok')).toMatchObject({
      kind: 'joined',
      leader: { hashtag: 'reading', episode: 'reading-20261123T1100Z' },
    });
    expect(told(joined)).not.toContain('booktok-20261123T1200Z/joined/issues');
    expect(joined.state.outbox.map(({ id }) => id)).toContain('booktok-20261123T1200Z/joined/issues');
  });

  test.each<readonly [string, RunOutcome]>([
    [
      'other videos',
      run(first, 1, { booktok: [1_200_003, [other(150_000)]], reading: [700_003, [hit(150_000)]] }),
    ],
    [
      'mostly other videos',
      run(first, 1, {
        booktok: [1_200_003, [hit(20_000), other(150_000)]],
        reading: [700_003, [hit(150_000)]],
      }),
    ],
    [
      'other channels',
      run(first, 1, { booktok: [1_200_003, [hit(150_000)]], reading: [700_003, [hit(150_000)]] }, [
        watchOf('booktok'),
        watchOf('reading', { notify: [] }),
      ]),
    ],
  ])('with %s are stories of their own', (_why, outcome) => {
    expect(outcome.alerts.map(({ kind, leader }) => [kind, leader])).toEqual([
      ['opened', undefined],
      ['opened', undefined],
    ]);
  });

  test('a muted one leads nobody: the news would go where somebody wants none', () => {
    const one = run(first, 1, { booktok: [1_010_003, [hit(2_000)]], reading: [700_003, [hit(150_000)]] });
    const reading = one.state.hashtags.get('reading');
    const mute = { until: at(50), by: 'comment' } as const;
    const muted = new Map([
      ...one.state.hashtags,
      ...(reading ? [['reading', { ...reading, mute }] as const] : []),
    ]);
    const later = run({ ...one.state, hashtags: muted }, 2, {
      booktok: [1_300_003, [hit(250_000)]],
      reading: [800_003, [hit(250_000)]],
    });
    const alert = later.alerts.find(({ hashtag }) => hashtag === 'booktok');
    expect([alert?.kind, alert?.leader]).toEqual(['opened', undefined]);
  });

  test('without any list of videos nothing is known to be shared', () => {
    const bare = run(first, 1, { booktok: [1_200_003, []], reading: [700_003, []] });
    expect(bare.alerts.map(({ kind }) => kind)).toEqual(['opened', 'opened']);
  });
});
