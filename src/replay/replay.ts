import type { Event } from '../alerts/log-event.ts';
import { markSilent } from '../alerts/routing.ts';
import type { FiringRule } from '../detector/episode.ts';
import { hindsightOf } from '../detector/hindsight.ts';
import { type Judgement, judgeObserved, observe } from '../detector/judge.ts';
import { measureRecorded } from '../detector/measure.ts';
import { type HashtagMemory, remember, withoutLeap } from '../detector/memory.ts';
import type { AlarmRecord } from '../detector/momentum/score-threshold.ts';
import { POSTS_LOOK_BACK_MS, type PostReading } from '../detector/posts.ts';
import { type TrackedHashtag, UNSEEN_HASHTAG } from '../detector/tracked-hashtag.ts';
import type { Reading } from '../readings/reading.ts';
import type { Watch } from '../settings/settings.ts';
import { sumAlarms } from '../state/false-alarm-record.ts';
import { CHECKPOINT_MS, type Checkpoint, EMPTY_STATE, renewCheckpoint } from '../state/state.ts';
import { contradictions } from './contradictions.ts';
import { createRunBounds } from './run-bounds.ts';

/** One breakout as the settings would have alerted it; instants in ms. */
export interface ReplayedEpisode {
  readonly hashtag: string;
  readonly rule: FiringRule;
  readonly openedAt: number;
  /** Absent while it is open. */
  readonly endedAt?: number;
  readonly reason: string;
  /** Recorded without an alert: it came within the cooldown of the one before. */
  readonly silent?: true;
}

/** A way to look at a record: the settings of each hashtag. One without any is learnt from and not judged. */
export type WatchOf = (hashtag: string) => Watch | undefined;

export interface ReplayOptions {
  /** What the log says of the stretch that is replayed; its runs saw more of the videos than they recorded. */
  readonly events?: readonly Event[];
  /** Where to begin: memories as a checkpoint kept them; absent: from nothing. */
  readonly from?: Checkpoint;
  /**
   * `recorded`, as runs recorded them, is the default. In `any` other order each hashtag stands for itself: nothing is
   * shared, and budgets of false alarms go by no record.
   */
  readonly order?: 'recorded' | 'any';
}

/** A record that is replayed under several settings at once. */
export interface Replay {
  /**
   * Takes the next reading of the record.
   * @returns what it means under each of the settings, in their order; undefined where they do not watch its hashtag
   */
  take(reading: Reading): readonly (Judgement | undefined)[];
  /** What the readings so far have taught of a hashtag, whatever the settings. */
  memoryOf(hashtag: string): HashtagMemory | undefined;
  /** The episodes so far under each of the settings, in the order they opened. */
  readonly episodes: readonly (readonly ReplayedEpisode[])[];
}

/** One of the settings, and what has happened under them. */
interface Variant {
  readonly watchOf: WatchOf;
  readonly hashtags: Map<string, TrackedHashtag>;
  readonly episodes: ReplayedEpisode[];
  checkpoint: Checkpoint;
  /** The record of alarms at the checkpoint. */
  alarms: AlarmRecord;
  falseAlarms: number;
}

/**
 * Replays readings, in the order they were recorded, through the very functions that the hourly run calls: both rules, the
 * episodes, the rhythm that hashtags share, and the record that budgets are held to. `check`, `suggest`, `backtest`, the
 * dashboard and the benchmark all see a record through this. What readings teach depends on no setting, so it is learnt
 * once for all of them.
 */
export function createReplay(settings: readonly WatchOf[], options: ReplayOptions = {}): Replay {
  const { from = EMPTY_STATE.checkpoint } = options;
  const variants = settings.map(
    (watchOf): Variant => ({
      watchOf,
      hashtags: new Map(),
      episodes: [],
      checkpoint: from,
      alarms: sumAlarms(from.alarms),
      falseAlarms: 0,
    }),
  );
  const memories = new Map<string, HashtagMemory>(from.memories);
  const recent = recentReadings();
  const contradictionOf = contradictions(options.events ?? []);
  const endedRun = createRunBounds();
  let { season } = from;
  return {
    episodes: variants.map(({ episodes }) => episodes),
    memoryOf: (hashtag) => memories.get(hashtag),
    take: (reading) => {
      const ended = options.order === 'any' ? undefined : endedRun(reading.at);
      if (ended !== undefined) season = renewAll(variants, memories, ended) ?? season;
      const { hashtag } = reading;
      recent.take(reading);
      const shared = isEarlier(from, reading) ? from.earlier?.season : season;
      const memory = withoutLeap(memories.get(hashtag) ?? UNSEEN_HASHTAG.memory, reading.at);
      const watches = variants.map(({ watchOf }) => watchOf(hashtag));
      if (watches.every((watch) => watch === undefined)) {
        memories.set(hashtag, remember(memory, reading, shared));
        return watches.map(() => undefined);
      }
      const observed = observe(memory, measureRecorded(memory, reading), shared);
      if (observed.learning !== undefined) memories.set(hashtag, observed.learning.memory);
      const contradiction = contradictionOf(reading);
      const earlier = watches.some((watch) => watch?.posts !== undefined) ? recent.before(reading) : [];
      return variants.map((variant, index) => {
        const watch = watches[index];
        if (watch === undefined) return undefined;
        const known = { ...variant.hashtags.get(hashtag), memory };
        const judgement = markSilent(
          judgeObserved(watch, known, observed, { alarms: variant.alarms, earlier }, contradiction),
          known,
        );
        note(variant, judgement);
        return judgement;
      });
    },
  };
}

/** The readings of the last two days by hashtag, as the rule on new videos needs them. */
function recentReadings() {
  const byHashtag = new Map<string, PostReading[]>();
  return {
    take: ({ hashtag, at, videos, newPosts }: Reading): void => {
      const kept = (byHashtag.get(hashtag) ?? []).filter((one) => one.at >= at - POSTS_LOOK_BACK_MS);
      kept.push({ at, ...(videos !== undefined && { videos }), ...(newPosts !== undefined && { newPosts }) });
      byHashtag.set(hashtag, kept);
    },
    before: ({ hashtag, at }: Reading): readonly PostReading[] =>
      (byHashtag.get(hashtag) ?? []).filter((one) => one.at < at),
  };
}

/** Whether a reading is older than the rhythm of the day that its checkpoint holds. */
function isEarlier({ earlier }: Checkpoint, { at }: Reading): boolean {
  return earlier !== undefined && at <= earlier.until;
}

function note(variant: Variant, { change, reading, verdict, state }: Judgement): void {
  const { hashtag } = reading;
  variant.hashtags.set(hashtag, state);
  const { episodes } = variant;
  if (change.ended !== undefined) {
    const { episode, end } = change.ended;
    const index = episodes.findLastIndex((one) => one.hashtag === hashtag);
    const open = episodes[index];
    if (open !== undefined) episodes[index] = { ...open, endedAt: end.at };
    if (hindsightOf(episode, end) === 'false-alarm') variant.falseAlarms += 1;
  }
  if (change.open !== undefined && change.opened) {
    const { rule, openedAt, silent } = change.open;
    const quietly = silent === undefined ? {} : { silent: true as const };
    episodes.push({ hashtag, rule, openedAt, reason: verdict.reason, ...quietly });
  }
}

/** Renews the checkpoints that are due after a run. @returns the season that all share from then on */
function renewAll(
  variants: readonly Variant[],
  memories: ReadonlyMap<string, HashtagMemory>,
  runAt: number,
): readonly number[] | undefined {
  let season: readonly number[] | undefined;
  for (const variant of variants) {
    if (runAt - variant.checkpoint.at < CHECKPOINT_MS) continue;
    const hashtags = new Map([...memories].map(([name, memory]) => [name, { memory }]));
    const watches = [...memories.keys()].flatMap((name) => variant.watchOf(name) ?? []);
    const { checkpoint, falseAlarms } = variant;
    const run = { now: runAt, until: runAt };
    const renewed = renewCheckpoint({ checkpoint, falseAlarms, hashtags }, watches, run);
    variant.checkpoint = renewed.checkpoint;
    variant.alarms = sumAlarms(renewed.checkpoint.alarms);
    variant.falseAlarms = renewed.falseAlarms;
    season ??= renewed.checkpoint.season;
  }
  return season;
}
