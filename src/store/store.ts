import { join } from 'node:path';
import type { HashtagState } from '../alerts/hashtag-state.ts';
import type { Event } from '../alerts/log-event.ts';
import type { Notification } from '../alerts/outbox.ts';
import type { WeekRecords } from '../alerts/weekly-digest.ts';
import { EMPTY_MEMORY } from '../detector/memory.ts';
import { EMPTY_HEALTH } from '../health/memory.ts';
import { healthAfter } from '../health/rebuild-health.ts';
import type { Reading } from '../readings/reading.ts';
import { CREDITS_PER_HASHTAG } from '../sources/source/source.ts';
import { lastWeekAt, owedByLog } from '../state/outbox-from-log.ts';
import { cooledAt, mutesAfter, openEpisodes, recall, settledIds } from '../state/rebuild.ts';
import { type Checkpoint, type CreditState, EMPTY_STATE, type State, sharedHistory } from '../state/state.ts';
import { DAY_MS, HOUR_MS, isoUtc } from '../text/time.ts';
import { type Disk, realDisk } from './disk.ts';
import { dropJournal, finishChanges, readIfThere, writeChanges } from './files.ts';
import { readAllEvents, readEventsSince } from './log-files.ts';
import { appended, readingsSince } from './record-files.ts';
import { rolledUp } from './roll-up.ts';
import type { Remade } from './salvage.ts';
import type { StateFile } from './state-schema.ts';
import { type ParsedState, parseState, writeState } from './state-text.ts';
import { readTrouble, removeTrouble, withTrouble } from './trouble-file.ts';

/** The folder that keeps the numbers: the state, and the two records that are only ever appended to. */
export interface Store {
  readonly folder: string;
  /**
   * The state as of the last run. Where `state.json` is missing it is made again from the records.
   * @throws {UnreadableDataError} for a file that is there and cannot be read
   */
  readState(): Promise<State>;
  /** What was recorded after an instant, ms, in the order it was. @throws {UnreadableDataError} */
  readRecords(from: number): Promise<WeekRecords>;
  /**
   * Writes the state and appends to the records, all or none.
   * @param commit makes the files at these paths last; until it is through, a run that dies here is finished by the next
   */
  write(entry: StoreEntry, commit?: (paths: readonly string[]) => Promise<void>): Promise<void>;
  /** Finishes the write of a run that died. Only for who holds the lock on the folder. */
  recover(salvage: Salvage): Promise<void>;
}

/** What becomes of files that a run left which died before it committed them. */
export interface Salvage {
  /** They are whole. */
  commit(paths: readonly string[]): Promise<void>;
  /** The other files have gone on since: these are the dead run's own, and nobody needs them. */
  drop(paths: readonly string[]): Promise<void>;
}

export interface StoreEntry {
  readonly state: State;
  readonly readings: readonly Reading[];
  readonly events: readonly Event[];
  /** Days that ended before this instant, ms, keep one reading of each hashtag; absent: nothing is rolled up. */
  readonly rollUpUntil?: number;
}

const STATE = 'state.json';

export function openStore(folder: string, disk: Disk = realDisk): Store {
  const located = (paths: Iterable<string>): readonly string[] =>
    [...paths].map((path) => join(folder, path));
  return {
    folder,
    readState: async () => {
      await finishChanges(folder, disk);
      const trouble = await readTrouble(folder);
      const text = await readIfThere(join(folder, STATE));
      const state =
        text === undefined
          ? await rebuild(folder)
          : await bringUpToDate(folder, parseState(text, join(folder, STATE)));
      return { ...state, health: withTrouble(state.health, trouble) };
    },
    readRecords: async (from) => {
      const days: (readonly Reading[])[] = [];
      for await (const day of readingsSince(folder, from)) days.push(day.filter(({ at }) => at > from));
      const events = (await readAllEvents(folder)).filter(({ at }) => at > from);
      return { readings: days.flat(), events };
    },
    write: async ({ state, readings, events, rollUpUntil }, commit = keepAsIs) => {
      const rolled = rollUpUntil === undefined ? [] : await rolledUp(folder, rollUpUntil);
      const appends = await appended(folder, readings, events);
      const changes = new Map([...rolled, ...appends, [STATE, writeState(state)] as const]);
      await writeChanges(folder, changes, {
        commit: async () => commit([...located(changes.keys()), ...(await removeTrouble(folder))]),
        disk,
      });
    },
    recover: async ({ commit, drop }) => {
      const left = await finishChanges(folder, disk);
      if (left.kind === 'completed') await commit(located(left.paths));
      if (left.kind === 'overtaken' && left.paths.length > 0) await drop(located(left.paths));
      await dropJournal(folder, disk);
    },
  };
}

/** Files that nobody commits stand as they were written. */
async function keepAsIs(): Promise<void> {
  await Promise.resolve();
}

/** The state of a file, with the memories brought from its checkpoint to the last reading. */
async function bringUpToDate(folder: string, { file, foreign, remade }: ParsedState): Promise<State> {
  const { hashtags, videos, outbox, credits, pace, at, told, weekAt, falseAlarms, health } = file;
  const checkpoint = await withMemories(folder, file.checkpoint, remade.memories);
  const recalled = await recallSince(folder, checkpoint);
  // A state that was restored from an older commit has an older listing than the readings say: it is left out.
  const listedUntil = (at ?? Number.POSITIVE_INFINITY) + HOUR_MS;
  const log = await logFor(folder, file, remade);
  const known = knownAfter(file, log, remade.episodes);
  const names = new Set([...hashtags.keys(), ...recalled.keys()]);
  const states = [...names].map((name): readonly [string, HashtagState] => {
    const memory = recalled.get(name) ?? EMPTY_MEMORY;
    const listed = videos.get(name);
    const readAt = memory.counter?.last.at;
    const isOfLast = readAt !== undefined && readAt <= listedUntil;
    return [
      name,
      {
        ...known(name),
        memory,
        ...(listed !== undefined && isOfLast && { videos: { at: readAt, ...listed } }),
      },
    ];
  });
  const settled = settledIds(log);
  const kept = outbox.filter(({ id }) => !settled.has(id));
  const ids = new Set(kept.flatMap((one) => [one.id, ...standsFor(one, log)]));
  const lost = owedByLog(log, (event) => remade.outbox === 'incomplete' || event.at > (at ?? 0));
  return {
    ...(at !== undefined && { at }),
    credits,
    ...(pace !== undefined && { pace }),
    hashtags: new Map(states),
    checkpoint,
    falseAlarms,
    health: health ?? EMPTY_HEALTH,
    outbox: [...kept, ...lost.filter(({ id }) => !ids.has(id))],
    ...(told !== undefined && { told }),
    ...(weekAt !== undefined && { weekAt }),
    ...(Object.keys(foreign).length > 0 && { foreign }),
  };
}

/**
 * What of the log a state has to be compared with: its end, from the state's instant and the oldest notification that is
 * owed. All of it where the state lacks something that only the log can say.
 */
async function logFor(
  folder: string,
  { at = 0, outbox }: StateFile,
  { episodes, outbox: owed }: Remade,
): Promise<readonly Event[]> {
  const isIncomplete = owed === 'incomplete' || episodes === 'all' || episodes.size > 0;
  if (isIncomplete) return readAllEvents(folder);
  const end = await readEventsSince(folder, Math.min(at, ...outbox.map(({ owedAt }) => owedAt)));
  const known = new Set([...settledIds(end), ...outbox.map(({ id }) => id)]);
  const owesMore = end.some(
    (event) => event.kind === 'owed' && event.at > at && !known.has(event.notification),
  );
  return owesMore ? readAllEvents(folder) : end;
}

type Known = Omit<HashtagState, 'memory' | 'videos'>;

/**
 * What is known of hashtags beside their memories. Where the log goes on after the state was written, as when an older
 * one was restored, it has the last word; and it has the only one on hashtags that the state lacks.
 */
function knownAfter(
  { at = 0, hashtags }: Pick<StateFile, 'at' | 'hashtags'>,
  log: readonly Event[],
  incomplete: Remade['episodes'] = 'all',
): (hashtag: string) => Known {
  const isIncomplete = (name: string): boolean => incomplete === 'all' || incomplete.has(name);
  const later = log.filter(
    (event) => event.at > at || (event.hashtag !== undefined && isIncomplete(event.hashtag)),
  );
  const episodes = openEpisodes(later);
  const ended = new Set(later.flatMap((event) => (event.kind === 'over' ? [event.hashtag] : [])));
  const mutes = mutesAfter(
    later,
    new Map([...hashtags].flatMap(([name, { mute }]) => (mute === undefined ? [] : [[name, mute]]))),
  );
  const cooled = cooledAt(later);
  return (hashtag) => {
    const { episode: before, mute: _, overAt: cooledBefore, ...rest } = hashtags.get(hashtag) ?? {};
    const logged = episodes.get(hashtag);
    const isKnown = logged === undefined ? !ended.has(hashtag) : logged.id === before?.id;
    const episode = isKnown ? before : logged;
    const mute = mutes.get(hashtag);
    const overAt = cooled.get(hashtag) ?? cooledBefore;
    return {
      ...rest,
      ...(episode !== undefined && { episode }),
      ...(mute !== undefined && { mute }),
      ...(overAt !== undefined && { overAt }),
    };
  };
}

/** The ids that a notification of the outbox stands for. */
function standsFor({ id }: Notification, log: readonly Event[]): readonly string[] {
  return log.flatMap((event) =>
    event.kind === 'owed' && event.notification === id ? (event.instead ?? []) : [],
  );
}

async function rebuild(folder: string): Promise<State> {
  const memories = await recallSince(folder, EMPTY_STATE.checkpoint);
  const log = await readAllEvents(folder);
  const known = knownAfter({ hashtags: new Map() }, log);
  const hashtags = [...memories].map(([name, memory]): readonly [string, HashtagState] => [
    name,
    { ...known(name), memory },
  ]);
  const weekAt = lastWeekAt(log);
  return {
    ...EMPTY_STATE,
    credits: await creditsRecorded(folder, memories),
    hashtags: new Map(hashtags),
    health: healthAfter(log),
    outbox: owedByLog(log, () => true),
    ...(weekAt !== undefined && { weekAt }),
  };
}

/** What the readings of the last month have cost at least: what failed cost too, and left nothing. */
async function creditsRecorded(folder: string, memories: Checkpoint['memories']): Promise<CreditState> {
  const last = Math.max(0, ...[...memories.values()].map(({ counter }) => counter?.last.at ?? 0));
  if (last === 0) return EMPTY_STATE.credits;
  const month = isoUtc(last).slice(0, 7);
  const from = Date.parse(`${month}-01T00:00:00Z`);
  let count = 0;
  for await (const readings of readingsSince(folder, from))
    count += readings.filter(({ at }) => at >= from).length;
  return { month, used: count * CREDITS_PER_HASHTAG };
}

async function recallSince(folder: string, checkpoint: Checkpoint): Promise<Checkpoint['memories']> {
  const { season } = sharedHistory(checkpoint);
  let memories = checkpoint.memories;
  for await (const readings of readingsSince(folder, checkpoint.at))
    memories = recall(memories, readings, season);
  return memories;
}

/** A checkpoint with the memories of these hashtags made again, from all that was recorded before its day. */
async function withMemories(
  folder: string,
  checkpoint: Checkpoint,
  hashtags: ReadonlySet<string>,
): Promise<Checkpoint> {
  if (hashtags.size === 0) return checkpoint;
  const day = Math.floor(checkpoint.at / DAY_MS) * DAY_MS;
  const { season } = sharedHistory(checkpoint);
  let made: Checkpoint['memories'] = new Map();
  for await (const readings of readingsSince(folder, 0)) {
    const theirs = readings.filter(({ hashtag, at }) => hashtags.has(hashtag) && at < day);
    made = recall(made, theirs, season);
  }
  return { ...checkpoint, memories: new Map([...checkpoint.memories, ...made]) };
}
