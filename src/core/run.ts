import type { Alert } from './alert/alert.ts';
import { departures } from './alert/departures.ts';
import { dispatch } from './alert/dispatch.ts';
import type { Event } from './alert/event.ts';
import type { Notification } from './alert/outbox.ts';
import { silence, silenceEvents, tell } from './alert/telling.ts';
import { joinStories } from './alert/together.ts';
import { type MovedBar, movedBars, sumAlarms } from './detect/alarm-record.ts';
import { type Judgement, judge } from './detect/judge.ts';
import { heed, liftAfterEpisode, muteEvents } from './mute/heed.ts';
import type { Reading } from './reading/reading.ts';
import type { RunInput } from './run-input.ts';
import { type HashtagState, UNSEEN_HASHTAG } from './state/hashtag-state.ts';
import { renewCheckpoint, type State, sharedPast, spendCredits } from './state/state.ts';

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
  const known = heedAll(state, input);
  const judgements = judgeSamples(state, known, input);
  const gone = input.scope === 'all' ? departures(known, watchlist, now) : [];
  const told = [...tell(judgements, watchlist), ...gone];
  const hashtags = rememberAll(
    known,
    judgements,
    gone.map(({ alert }) => alert.hashtag),
    input,
  );
  const sent = dispatch({ ...state, hashtags }, told, input);
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
      ...sent.kept,
    },
    claimed: sent.claimed,
    movedBars: movedBars(
      watchlist.watches,
      sumAlarms(state.checkpoint.alarms),
      sumAlarms(renewed.checkpoint.alarms),
    ),
    judgements,
    alerts: told.map(({ alert }) => alert),
    readings: judgements.map(({ reading }) => reading),
    events: [
      ...muteEvents(state.hashtags, known, now),
      ...judgements.flatMap((judgement) => silenceEvents(judgement, known.get(judgement.watch.hashtag), now)),
      ...told.map(({ alert }) => ({ kind: alert.kind, at: now, hashtag: alert.hashtag, alert })),
      ...sent.events,
    ],
  };
}

type Hashtags = State['hashtags'];

function heedAll({ hashtags }: State, { standings = [], now }: RunInput): Hashtags {
  const byHashtag = new Map(standings.map((standing) => [standing.hashtag, standing]));
  return new Map([...hashtags].map(([name, known]) => [name, heed(known, byHashtag.get(name), now)]));
}

function judgeSamples(state: State, known: Hashtags, { watchlist, samples }: RunInput): readonly Judgement[] {
  const byHashtag = new Map(samples.map((sample) => [sample.hashtag, sample]));
  const shared = sharedPast(state.checkpoint);
  const judgements = watchlist.watches.flatMap((watch) => {
    const sample = byHashtag.get(watch.hashtag);
    if (sample === undefined) return [];
    const before = known.get(watch.hashtag);
    return [silence(judge(watch, before ?? UNSEEN_HASHTAG, sample, shared), before)];
  });
  return joinStories(judgements, known);
}

/** Every hashtag's state after the run. */
function rememberAll(
  known: Hashtags,
  judgements: readonly Judgement[],
  unwatched: readonly string[],
  { failures }: RunInput,
): Hashtags {
  const hashtags = new Map(known);
  for (const { watch, state, change } of judgements) {
    hashtags.set(watch.hashtag, change.ended === undefined ? state : liftAfterEpisode(state));
  }
  for (const hashtag of unwatched) {
    const { episode: _, ...rest } = hashtags.get(hashtag) ?? UNSEEN_HASHTAG;
    hashtags.set(hashtag, liftAfterEpisode(rest));
  }
  for (const { hashtag, code } of failures) {
    if (ID_REFUSED.includes(code)) forgetId(hashtags, hashtag);
  }
  return hashtags;
}

/** Failures after which a remembered id is no longer trusted: the next run asks by name. */
const ID_REFUSED: readonly string[] = [
  'unknown-hashtag',
  'empty-answer',
  'wrong-hashtag',
  'http-400',
  'http-422',
];

function forgetId(hashtags: Map<string, HashtagState>, hashtag: string): void {
  const remembered = hashtags.get(hashtag);
  if (remembered?.id === undefined) return;
  const { id, ...rest } = remembered;
  hashtags.set(hashtag, rest);
}
