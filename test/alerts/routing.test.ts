import { describe, expect, test } from 'vitest';
import type { Alert } from '../../src/alerts/alert.ts';
import type { IssueStatus } from '../../src/alerts/mute.ts';
import { judgeRun, type RunOutcome } from '../../src/run/judge-run.ts';
import type { RunInput } from '../../src/run/run-input.ts';
import type { Watch } from '../../src/settings/settings.ts';
import { EMPTY_STATE, type State } from '../../src/state/state.ts';
import type { Watchlist } from '../../src/watchlist/watchlist.ts';
import { at, sampleOf, watchlistOf, watchOf } from '../support/given.ts';

interface Given extends Partial<RunInput> {
  readonly watch?: Partial<Watch>;
  readonly list?: Partial<Watchlist>;
}

function run(
  state: State,
  hour: number,
  views: number,
  { watch = {}, list = {}, ...more }: Given = {},
): RunOutcome {
  return judgeRun(state, {
    now: at(hour),
    watchlist: watchlistOf([watchOf('booktok', watch)], {
      channels: [
        { type: 'issue', name: 'issues', labels: [], assignees: [] },
        { type: 'slack', name: 'team', urlEnv: 'SLACK_WEBHOOK_URL' },
      ],
      ...list,
    }),
    scope: 'all',
    samples: [sampleOf(hour, views)],
    failures: [],
    credits: { used: 2 },
    ...more,
  });
}

/** Runs one after the other, an hour each from `hour` on. What was claimed counts as sent. */
function runs(
  state: State,
  hour: number,
  views: readonly number[],
  given: Given = {},
): readonly RunOutcome[] {
  const outcomes: RunOutcome[] = [];
  for (const [index, seen] of views.entries()) {
    const before = outcomes.at(-1)?.state ?? state;
    const { claimed, ...outcome } = run(before, hour + index, seen, given);
    const sent = new Set(claimed.map(({ id }) => id));
    const outbox = outcome.state.outbox.filter(({ id }) => !sent.has(id));
    outcomes.push({ ...outcome, claimed, state: { ...outcome.state, outbox } });
  }
  return outcomes;
}

const everywhere: Given = { watch: { notify: ['issues', 'team'] } };
const ids = (outcomes: readonly RunOutcome[]): readonly string[] =>
  outcomes.flatMap(({ claimed }) => claimed.map(({ id }) => id.replace(/-\d{4}-.*Z\//, '/')));
const kinds = (outcomes: readonly RunOutcome[]): readonly string[] =>
  outcomes.flatMap(({ events }) => events.map(({ kind }) => kind));

const GROWTH = [1_000_003, 1_300_003];
const calmFrom = (views: number, hours: number): readonly number[] =>
  Array.from({ length: hours }, (_, hour) => views + hour * 10);
const open = runs(EMPTY_STATE, 0, GROWTH, everywhere).at(-1)?.state ?? EMPTY_STATE;
const EPISODE = 'booktok-20261123T1100Z';

const closed: IssueStatus = {
  hashtag: 'booktok',
  episode: EPISODE,
  mute: { until: 'cooled-off', by: 'closing', person: 'octocat' },
};

describe('an episode without any requests', () => {
  test('brings a message when it opens and when it is over; that it slows down is recorded only', () => {
    const story = [
      ...runs(EMPTY_STATE, 0, GROWTH, everywhere),
      ...runs(open, 2, calmFrom(1_310_003, 8), everywhere),
    ];
    expect(ids(story)).toEqual(
      ['opened', 'over'].flatMap((what) => [`${EPISODE}/${what}/issues`, `${EPISODE}/${what}/team`]),
    );
    expect(kinds(story).filter((kind) => kind === 'changed')).toHaveLength(1);
  });
});

describe('a person closes the issue', () => {
  const muted = run(open, 2, 1_600_003, { ...everywhere, statuses: [closed] });
  const end = runs(muted.state, 3, calmFrom(1_610_003, 8), everywhere);

  test('and no channel gets more of the episode, though it is recorded', () => {
    expect(kinds([muted])).toEqual(['muted']);
    expect(kinds(end)).toEqual(['changed', 'over', 'unmuted'].filter((kind) => kind !== 'unmuted'));
    expect(ids([muted, ...end])).toEqual([]);
  });

  test('until the hashtag has cooled off and breaks out again', () => {
    const state = end.at(-1)?.state ?? open;
    expect(state.hashtags.get('booktok')).not.toHaveProperty('mute');
    const anew = run(state, 12, 2_300_003, everywhere);
    expect(anew.alerts).toMatchObject([{ kind: 'opened', episode: 'booktok-20261123T2200Z' }]);
    expect(anew.claimed).toHaveLength(2);
  });

  test('and what was owed but not sent yet is dropped, with a word in the log', () => {
    const waiting = run(run(EMPTY_STATE, 0, 1_000_003, everywhere).state, 1, 1_300_003, everywhere).state;
    const outcome = run(waiting, 2, 1_400_003, { ...everywhere, statuses: [closed] });
    expect(outcome.state.outbox).toEqual([]);
    expect(outcome.events.filter(({ kind }) => kind === 'undelivered')).toHaveLength(2);
  });

  test('and is not told of it in a digest that could not be delivered yet', () => {
    const waiting = run(run(EMPTY_STATE, 0, 1_000_003, everywhere).state, 1, 1_300_003, everywhere).state;
    const [owed] = waiting.outbox;
    const alert = owed?.kind === 'alert' ? owed.alert : undefined;
    if (owed === undefined || alert === undefined) throw new Error('nothing is owed');
    const other = { ...alert, hashtag: 'other', episode: 'other-1' };
    const outboxAfter = (alerts: readonly Alert[]) => {
      const digest = { version: 1, kind: 'held', at: alert.at, why: ['quiet-hours'], alerts } as const;
      const { id, channel, owedAt, attempts, nextAttemptAt } = owed;
      const outbox = [{ id, channel, owedAt, attempts, nextAttemptAt, kind: 'digest', digest }] as const;
      return run({ ...waiting, outbox }, 2, 1_400_003, { ...everywhere, statuses: [closed] }).state.outbox;
    };
    expect(outboxAfter([alert, other])).toMatchObject([{ digest: { alerts: [{ hashtag: 'other' }] } }]);
    expect(outboxAfter([alert])).toEqual([]);
  });

  test('and may open it again', () => {
    const { mute: _, ...standing } = closed;
    const again = run(muted.state, 3, 2_100_003, { ...everywhere, statuses: [standing] });
    expect(again.events.map(({ kind }) => kind)).toContain('unmuted');
    expect(again.state.hashtags.get('booktok')).not.toHaveProperty('mute');
  });

  test('of another episode, which changes nothing', () => {
    const stale = run(open, 2, 1_600_003, {
      ...everywhere,
      statuses: [{ ...closed, episode: 'booktok-1' }],
    });
    expect(stale.state.hashtags.get('booktok')).not.toHaveProperty('mute');
  });
});

describe('a mute for a time', () => {
  const until = at(30);
  const label: IssueStatus = { ...closed, mute: { until, by: 'label' } };
  const muted = run(open, 2, 1_600_003, { ...everywhere, statuses: [label] });

  test('silences all channels, but the issue is still closed at the end', () => {
    const end = runs(muted.state, 3, calmFrom(1_610_003, 8), everywhere);
    expect(ids(end)).toEqual([`${EPISODE}/over/issues`]);
  });

  test('outlasts the episode: one that opens meanwhile stays silent for good', () => {
    const cooled = runs(muted.state, 3, calmFrom(1_610_003, 8), everywhere).at(-1)?.state ?? open;
    const anew = runs(cooled, 12, [2_300_003, 2_900_003], everywhere);
    expect(ids(anew)).toEqual([]);
    expect(anew[0]?.events).toMatchObject([
      { kind: 'suppressed', reason: 'breaking out, but a person has muted it' },
      { kind: 'opened' },
    ]);
    const later = runs(anew.at(-1)?.state ?? open, 31, [9_000_003, ...calmFrom(9_000_103, 8)], everywhere);
    expect(kinds(later)).toContain('unmuted');
    expect(ids(later)).toEqual([]);
  });

  test('ends by itself', () => {
    const after = run(muted.state, 31, 9_000_003, everywhere);
    expect(after.events.map(({ kind }) => kind)).toContain('unmuted');
  });
});

describe('a cooldown', () => {
  const cooling: Given = { watch: { ...everywhere.watch, cooldownHours: 24 } };
  const cooled = runs(open, 2, calmFrom(1_310_003, 8), cooling).at(-1)?.state ?? open;

  test('keeps the next breakout silent, and says until when', () => {
    const soon = run(cooled, 12, 2_300_003, cooling);
    expect(soon.claimed).toEqual([]);
    expect(soon.events).toMatchObject([
      { kind: 'suppressed', reason: 'breaking out again, but cooldown until 2026-11-24T18:00:00Z' },
      { kind: 'opened' },
    ]);
  });

  test('ends', () => {
    const { claimed } = run(cooled, 40, 9_300_003, cooling);
    expect(claimed.filter(({ kind }) => kind === 'alert')).toHaveLength(2);
  });

  test('follows no recount: that was no breakout', () => {
    const recount = runs(open, 2, [1_000_013], cooling).at(-1)?.state ?? open;
    expect(recount.hashtags.get('booktok')).not.toHaveProperty('overAt');
  });
});

describe('a hashtag taken off the watchlist', () => {
  const gone = (state: State, more: Partial<RunInput> = {}): RunOutcome =>
    judgeRun(state, {
      now: at(2),
      watchlist: watchlistOf([watchOf('other')]),
      scope: 'all',
      samples: [],
      failures: [],
      credits: { used: 0 },
      ...more,
    });

  test('has its issue closed with a word; its history stays, and it may come back', () => {
    const outcome = gone(open);
    expect(outcome.alerts).toMatchObject([
      { kind: 'over', end: 'unwatched', hashtag: 'booktok', views: { base: 1_000_003, peak: 1_300_003 } },
    ]);
    expect(outcome.claimed.map(({ id }) => id)).toEqual([`${EPISODE}/over/issues`]);
    const { hashtags } = outcome.state;
    expect(hashtags.get('booktok')).not.toHaveProperty('episode');
    expect(hashtags.get('booktok')?.memory).toEqual(open.hashtags.get('booktok')?.memory);
    expect(gone(outcome.state).alerts).toEqual([]);
  });

  test('has its new name told where it seems to be renamed', () => {
    const reasonAmong = (...names: readonly string[]) =>
      gone(open, { watchlist: watchlistOf(names.map((name) => watchOf(name))) }).alerts[0]?.reason;
    expect(reasonAmong('other', 'book_tok')).toBe(
      'taken off the watchlist; its history stays in data/; book_tok seems to be its new name, and is learnt from the beginning',
    );
    expect(reasonAmong('other')).toBe('taken off the watchlist; its history stays in data/');
  });

  test('is not missed by a run that was asked for one hashtag only', () => {
    expect(gone(open, { scope: 'some' }).alerts).toEqual([]);
  });
});
