import type { Alert } from '../alerts/alert.ts';
import type { HashtagStates } from '../alerts/alert-state.ts';
import { applyMute, liftAfterEpisode, muteEvents } from '../alerts/apply-mutes.ts';
import { ongoingAlert } from '../alerts/build-alert.ts';
import { dispatch } from '../alerts/dispatch.ts';
import { withFound } from '../alerts/found-beside.ts';
import { groupEpisodes, withOpen } from '../alerts/grouping.ts';
import type { HashtagState } from '../alerts/hashtag-state.ts';
import type { Event } from '../alerts/log-event.ts';
import type { Notification } from '../alerts/outbox.ts';
import { markSilent, route, suppressionEvents } from '../alerts/routing.ts';
import { endUnwatched } from '../alerts/unwatched.ts';
import type { WeekRecords } from '../alerts/weekly-digest.ts';
import { type Judgement, judge } from '../detector/judge.ts';
import { UNSEEN_HASHTAG } from '../detector/tracked-hashtag.ts';
import { type DiscoveryRecord, EMPTY_DISCOVERY_RECORD, proposedIn } from '../discovery/discovery.ts';
import { type MovesEvidence, strongerMoves, whatMovesIt } from '../discovery/what-moves-it.ts';
import { weekSeen } from '../health/days.ts';
import { healthEvents, healthNews } from '../health/owe-health.ts';
import { distinctVideos } from '../readings/newest-videos.ts';
import type { Reading } from '../readings/reading.ts';
import type { Video } from '../readings/video.ts';
import { spendCredits } from '../state/credits.ts';
import { type MovedThreshold, movedThresholds, sumAlarms } from '../state/false-alarm-record.ts';
import { renewCheckpoint, type State, sharedHistory } from '../state/state.ts';
import { discover } from './discover.ts';
import { judgeOwnHealth } from './own-health.ts';
import type { RunInput } from './run-input.ts';

/** What one run leaves behind: data only, so that it can be made again on top of a newer state. */
export interface RunOutcome {
  readonly state: State;
  readonly judgements: readonly Judgement[];
  readonly alerts: readonly Alert[];
  /** What to append to the record. */
  readonly readings: readonly Reading[];
  readonly events: readonly Event[];
  /** What was found beside the watched hashtags; absent: nothing. */
  readonly discovered?: DiscoveryRecord;
  /** What this run holds the right to send, once the outcome is recorded and pushed. */
  readonly claimed: readonly Notification[];
  /** The bars that the record of alarms has moved; the next run goes by them. */
  readonly movedThresholds: readonly MovedThreshold[];
}

/** Judges a run's samples on top of `state` and says what to remember, what to record and whom to route. */
export function judgeRun(state: State, input: RunInput): RunOutcome {
  const { now, watchlist } = input;
  const known = applyMutes(state, input);
  const judgements = judgeSamples(state, known, input);
  const gone = input.scope === 'all' ? endUnwatched(known, watchlist, now) : [];
  const spent = spendCredits(state.credits, now, input.credits);
  const { record, discovered } = discover(state.discovery, input);
  const beside = foundBeside(record, watchlist);
  const told = [...route(judgements, watchlist, known), ...gone].map(beside.routed);
  const goneNames = gone.map(({ alert }) => alert.hashtag);
  const hashtags = rememberAll(known, judgements, goneNames, input);
  const readings = judgements.map(({ reading }) => reading);
  const news = told.map(({ alert }) => ({ kind: alert.kind, at: now, hashtag: alert.hashtag, alert }));
  const health = judgeOwnHealth(state, input, spent);
  const seen = health && weekSeen(health.memory, spent.left, now);
  const sent = dispatch(
    { ...state, hashtags },
    {
      routed: told,
      current: currentAlerts(judgements, beside.alert),
      ...(health !== undefined && { health: healthNews(health, watchlist, now) }),
      ...(seen !== undefined && { seen }),
    },
    upToNow(input, { readings, events: news }, record),
  );
  const disowned = told.filter(({ alert }) => alert.hindsight === 'false-alarm').length;
  const renewed = renewCheckpoint(
    { checkpoint: state.checkpoint, falseAlarms: state.falseAlarms + disowned, hashtags },
    watchlist.watches,
    { now, until: readings.reduce((latest, { at }) => Math.max(latest, at), now) },
  );
  const pace = input.pace ?? state.pace;
  const at = input.scope === 'all' && judgements.length > 0 ? now : state.at;
  return {
    state: {
      ...(at !== undefined && { at }),
      ...(pace !== undefined && { pace }),
      credits: spent,
      hashtags,
      health: health?.memory ?? state.health,
      ...renewed,
      ...sent.kept,
      ...(record !== undefined && { discovery: record }),
      ...(state.rolledUntil !== undefined && { rolledUntil: state.rolledUntil }),
      ...(state.foreign !== undefined && { foreign: state.foreign }),
    },
    claimed: sent.claimed,
    ...(discovered !== undefined && { discovered }),
    movedThresholds: movedThresholds(
      watchlist.watches,
      sumAlarms(state.checkpoint.alarms),
      sumAlarms(renewed.checkpoint.alarms),
    ),
    judgements,
    alerts: told.map(({ alert }) => alert),
    readings,
    events: [
      ...muteEvents(state.hashtags, known, now),
      ...judgements.flatMap((judgement) =>
        suppressionEvents(judgement, known.get(judgement.watch.hashtag), now),
      ),
      ...news,
      ...(health === undefined ? [] : healthEvents(state.health, health, now)),
      ...sent.events,
    ],
  };
}

/** The week as this run leaves it: what it found belongs to the digest that it sends. */
function upToNow(input: RunInput, own: WeekRecords, record: DiscoveryRecord | undefined): RunInput {
  const { week } = input;
  if (week === undefined) return input;
  const readings = [...week.readings, ...own.readings];
  return { ...input, week: { readings, events: [...week.events, ...own.events], found: proposedIn(record) } };
}

/** Puts the discoveries that belong to a breakout into its alert. */
function foundBeside(record: DiscoveryRecord | undefined, { watches }: RunInput['watchlist']) {
  const watched = new Set(watches.map(({ hashtag }) => hashtag));
  const alert = (one: Alert): Alert => withFound(one, record, watched);
  return {
    alert,
    routed: <Routed extends { readonly alert: Alert }>(one: Routed) => ({ ...one, alert: alert(one.alert) }),
  };
}

/** How each open episode stands, by its id. */
function currentAlerts(
  judgements: readonly Judgement[],
  beside: (alert: Alert) => Alert,
): ReadonlyMap<string, Alert> {
  return new Map(
    judgements.flatMap((judgement) => {
      const alert = ongoingAlert(judgement);
      return alert === undefined ? [] : [[alert.episode, beside(alert)] as const];
    }),
  );
}

function applyMutes({ hashtags }: State, { statuses = [], now }: RunInput): HashtagStates {
  const byHashtag = new Map(statuses.map((standing) => [standing.hashtag ?? '', standing]));
  return new Map([...hashtags].map(([name, known]) => [name, applyMute(known, byHashtag.get(name), now)]));
}

function judgeSamples(
  state: State,
  known: HashtagStates,
  { watchlist, samples, recent }: RunInput,
): readonly Judgement[] {
  const byHashtag = new Map(samples.map((sample) => [sample.hashtag, sample]));
  const shared = sharedHistory(state.checkpoint);
  const { lines } = state.discovery ?? EMPTY_DISCOVERY_RECORD;
  const watched = new Set(watchlist.watches.map(({ hashtag }) => hashtag));
  const judgements = watchlist.watches.flatMap((watch) => {
    const sample = byHashtag.get(watch.hashtag);
    if (sample === undefined) return [];
    const before = known.get(watch.hashtag);
    const judged = markSilent(
      judge(watch, before ?? UNSEEN_HASHTAG, sample, shared, recent?.get(watch.hashtag)),
      before,
    );
    return [withMoves(judged, sample.listing ?? [], { lines, watched })];
  });
  return groupEpisodes(judgements, known);
}

/** A judgement whose open episode says what its videos share, where this listing shows anything. */
function withMoves(
  judgement: Judgement,
  listing: readonly Video[],
  known: Pick<MovesEvidence, 'lines' | 'watched'>,
): Judgement {
  const { change, drivers, reading } = judgement;
  const { open } = change;
  if (open === undefined || drivers === undefined) return judgement;
  const { gained, explained } = drivers;
  const moves = whatMovesIt({
    hashtag: reading.hashtag,
    at: reading.at,
    openedAt: open.openedAt,
    videos: distinctVideos(listing),
    gained,
    ...(explained !== undefined && { explained }),
    ...known,
  });
  return moves === undefined
    ? judgement
    : withOpen(judgement, { ...open, moves: strongerMoves(open.moves, moves) });
}

/** Every hashtag's state after the run. */
function rememberAll(
  known: HashtagStates,
  judgements: readonly Judgement[],
  unwatched: readonly string[],
  { failures }: RunInput,
): HashtagStates {
  const hashtags = new Map(known);
  for (const { watch, state, change } of judgements) {
    const mute = known.get(watch.hashtag)?.mute;
    const next: HashtagState = mute === undefined ? state : { ...state, mute };
    hashtags.set(watch.hashtag, change.ended === undefined ? next : liftAfterEpisode(next));
  }
  for (const hashtag of unwatched) {
    const { episode: _, ...rest } = hashtags.get(hashtag) ?? UNSEEN_HASHTAG;
    hashtags.set(hashtag, liftAfterEpisode(rest));
  }
  for (const { hashtag, id } of failures) {
    if (id === 'refused') forgetId(hashtags, hashtag);
  }
  return hashtags;
}

/** A remembered id is no longer trusted: the next run asks by name. */
function forgetId(hashtags: Map<string, HashtagState>, hashtag: string): void {
  const remembered = hashtags.get(hashtag);
  if (remembered?.id === undefined) return;
  const { id: _, ...rest } = remembered;
  hashtags.set(hashtag, rest);
}
