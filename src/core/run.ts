import { type MovedBar, movedBars, sumAlarms } from './alarm-record.ts';
import { type Alert, alertOf } from './alert.ts';
import type { Event } from './event.ts';
import { type HashtagState, UNSEEN_HASHTAG } from './hashtag-state.ts';
import { type Judgement, judge } from './judge.ts';
import { claim, hashtagOf, type Notification, owe } from './outbox.ts';
import type { Reading } from './reading.ts';
import { filedUnder } from './receipts.ts';
import type { Failure, Sample } from './sample.ts';
import { renewCheckpoint, type State, sharedPast, spendCredits } from './state.ts';
import type { Watchlist } from './watchlist.ts';

/** What one run brought in. */
export interface RunInput {
  /** Instant of the run, ms. */
  readonly now: number;
  readonly watchlist: Watchlist;
  /** `some`: the run was asked for a part of the watchlist, so the hour still needs its whole run. */
  readonly scope: 'all' | 'some';
  readonly samples: readonly Sample[];
  readonly failures: readonly Failure[];
  readonly credits: { readonly used: number; readonly left?: number };
}

/** What one run leaves behind: data only, so that it can be made again on top of a newer state. */
export interface RunOutcome {
  readonly state: State;
  readonly judgements: readonly Judgement[];
  readonly alerts: readonly Alert[];
  /** What to append to the record. */
  readonly readings: readonly Reading[];
  readonly events: readonly Event[];
  /** What this run holds the right to send, once the outcome is recorded and pushed. */
  readonly claimed: readonly Notification[];
  /** The bars that the record of alarms has moved; the next run goes by them. */
  readonly movedBars: readonly MovedBar[];
}

/** Judges a run's samples on top of `state` and says what to remember, what to record and whom to tell. */
export function judgeRun(state: State, input: RunInput): RunOutcome {
  const { now, watchlist } = input;
  const samples = new Map(input.samples.map((sample) => [sample.hashtag, sample]));
  const shared = sharedPast(state.checkpoint);
  const judgements = watchlist.watches.flatMap((watch) => {
    const sample = samples.get(watch.hashtag);
    return sample === undefined
      ? []
      : [judge(watch, state.hashtags.get(watch.hashtag) ?? UNSEEN_HASHTAG, sample, shared)];
  });
  const told = judgements.flatMap((judgement) => {
    const alert = alertOf(judgement);
    return alert === undefined ? [] : [{ alert, notify: judgement.watch.notify }];
  });
  const owed = told.flatMap(({ alert, notify }) => owe(alert, notify, now));
  const hashtags = new Map(state.hashtags);
  for (const { watch, state: remembered } of judgements) hashtags.set(watch.hashtag, remembered);
  for (const { hashtag, code } of input.failures) {
    if (ID_REFUSED.includes(code)) forgetId(hashtags, hashtag);
  }
  const { outbox, claimed } = claim([...state.outbox, ...owed], now);
  const disowned = told.filter(({ alert }) => alert.hindsight === 'false-alarm').length;
  const renewed = renewCheckpoint(
    { checkpoint: state.checkpoint, falseAlarms: state.falseAlarms + disowned, hashtags },
    watchlist.watches,
    now,
  );
  const at = input.scope === 'all' && judgements.length > 0 ? now : state.at;
  return {
    state: {
      ...(at !== undefined && { at }),
      credits: spendCredits(state.credits, now, input.credits),
      hashtags,
      ...renewed,
      outbox,
    },
    claimed,
    movedBars: movedBars(
      watchlist.watches,
      sumAlarms(state.checkpoint.alarms),
      sumAlarms(renewed.checkpoint.alarms),
    ),
    judgements,
    alerts: told.map(({ alert }) => alert),
    readings: judgements.map(({ reading }) => reading),
    events: [
      ...judgements.flatMap((judgement) => suppressedBy(judgement, now)),
      ...told.map(({ alert }) => ({ kind: alert.kind, at: now, hashtag: alert.hashtag, alert })),
      ...owed.map((notification) => ({
        kind: 'owed' as const,
        at: now,
        ...filedUnder(hashtagOf(notification)),
        notification: notification.id,
      })),
    ],
  };
}

/** Failures after which a remembered id is no longer trusted: the next run asks by name. */
const ID_REFUSED: readonly string[] = ['unknown-hashtag', 'empty-answer', 'http-400', 'http-422'];

function forgetId(hashtags: Map<string, HashtagState>, hashtag: string): void {
  const remembered = hashtags.get(hashtag);
  if (remembered?.id === undefined) return;
  const { id, ...rest } = remembered;
  hashtags.set(hashtag, rest);
}

function suppressedBy({ watch, verdict }: Judgement, now: number): readonly Event[] {
  if (verdict.kind !== 'suppressed') return [];
  return [{ kind: 'suppressed', at: now, hashtag: watch.hashtag, reason: verdict.reason }];
}
