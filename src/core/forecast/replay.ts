import { silence } from '../alert/telling.ts';
import { hindsightOf } from '../detect/hindsight.ts';
import { type Judgement, judgeRecorded } from '../detect/judge.ts';
import { contextOf } from '../detect/rules.ts';
import type { Reading } from '../reading/reading.ts';
import { UNSEEN_HASHTAG } from '../state/hashtag-state.ts';
import { remember } from '../state/memory.ts';
import { CHECKPOINT_MS, EMPTY_STATE, renewCheckpoint, type State, sharedPast } from '../state/state.ts';
import type { Watchlist } from '../watchlist.ts';

/** One breakout as a watchlist's rules would have told it; instants in ms. */
export interface ReplayedEpisode {
  readonly hashtag: string;
  readonly rule: 'classic' | 'breakout';
  readonly openedAt: number;
  /** Absent while it is open. */
  readonly endedAt?: number;
  readonly reason: string;
  /** Recorded without telling anybody: it came within the cooldown of the one before. */
  readonly silent?: true;
}

/** How far a record has been replayed under one watchlist. */
export interface Replay extends Pick<State, 'hashtags' | 'checkpoint' | 'falseAlarms'> {
  /** In the order they opened. */
  readonly episodes: readonly ReplayedEpisode[];
  readonly readings: number;
}

export const NOTHING_REPLAYED: Replay = {
  hashtags: EMPTY_STATE.hashtags,
  checkpoint: EMPTY_STATE.checkpoint,
  falseAlarms: 0,
  episodes: [],
  readings: 0,
};

/**
 * Takes readings, in the order they were recorded, through the very functions that the hourly run calls: both rules, the
 * episodes, the rhythm that hashtags share, and the record that budgets are held to. Hashtags that are not on the list
 * are remembered and not judged, so that two watchlists are compared on the same past.
 */
export function replayReadings(replay: Replay, watchlist: Watchlist, readings: readonly Reading[]): Replay {
  const watches = new Map(watchlist.watches.map((watch) => [watch.hashtag, watch]));
  const hashtags = new Map(replay.hashtags);
  const episodes = [...replay.episodes];
  let { checkpoint, falseAlarms } = replay;
  let shared = sharedPast(checkpoint);
  for (const reading of readings) {
    if (reading.at - checkpoint.at >= CHECKPOINT_MS) {
      const renewed = renewCheckpoint({ checkpoint, falseAlarms, hashtags }, watchlist.watches, reading.at);
      ({ checkpoint, falseAlarms } = renewed);
      shared = sharedPast(checkpoint);
    }
    const known = hashtags.get(reading.hashtag) ?? UNSEEN_HASHTAG;
    const watch = watches.get(reading.hashtag);
    if (watch === undefined) {
      const memory = remember(known.memory, reading, contextOf(watchlist, shared));
      hashtags.set(reading.hashtag, { memory });
      continue;
    }
    const judgement = silence(judgeRecorded(watch, known, reading, shared), known);
    hashtags.set(reading.hashtag, judgement.state);
    noteEpisode(episodes, judgement);
    if (isFalseAlarm(judgement)) falseAlarms += 1;
  }
  return { hashtags, checkpoint, falseAlarms, episodes, readings: replay.readings + readings.length };
}

function noteEpisode(episodes: ReplayedEpisode[], { change, reading, verdict }: Judgement): void {
  const { hashtag } = reading;
  if (change.ended !== undefined) {
    const index = episodes.findLastIndex((episode) => episode.hashtag === hashtag);
    const open = episodes[index];
    if (open !== undefined) episodes[index] = { ...open, endedAt: change.ended.end.at };
  }
  if (change.open !== undefined && change.opened) {
    const { rule, openedAt, silent } = change.open;
    const quietly = silent === undefined ? {} : { silent: true as const };
    episodes.push({ hashtag, rule, openedAt, reason: verdict.reason, ...quietly });
  }
}

function isFalseAlarm({ change: { ended } }: Judgement): boolean {
  return ended !== undefined && hindsightOf(ended.episode, ended.end) === 'false-alarm';
}
