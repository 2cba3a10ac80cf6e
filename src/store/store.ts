import { join } from 'node:path';
import type { HashtagState } from '../alerts/hashtag-state.ts';
import type { Event } from '../alerts/log-event.ts';
import type { WeekRecords } from '../alerts/weekly-digest.ts';
import { EMPTY_MEMORY } from '../detector/memory.ts';
import type { Reading } from '../readings/reading.ts';
import { cooledAt, mutesAfter, openEpisodes, recall, settledIds } from '../state/rebuild.ts';
import { type Checkpoint, EMPTY_STATE, type State, sharedHistory } from '../state/state.ts';
import { HOUR_MS } from '../text/time.ts';
import { finishChanges, readIfThere, writeChanges } from './files.ts';
import { appended, readAllEvents, readingsSince } from './record-files.ts';
import { rolledUp } from './roll-up.ts';
import type { StateFile } from './state-schema.ts';
import { parseState, writeState } from './state-text.ts';

/** The folder that keeps the numbers: the state, and the two records that are only ever appended to. */
export interface Store {
  readonly folder: string;
  /**
   * The state as of the last run. Where `state.json` is missing it is made again from the records, but for the outbox.
   * @throws {UnreadableDataError} for a file that is there and cannot be read
   */
  readState(): Promise<State>;
  /** What was recorded after an instant, ms, in the order it was. @throws {UnreadableDataError} */
  readRecords(from: number): Promise<WeekRecords>;
  /** Writes the state and appends to the records, all or none. @returns the paths of the files written */
  write(entry: StoreEntry): Promise<readonly string[]>;
}

export interface StoreEntry {
  readonly state: State;
  readonly readings: readonly Reading[];
  readonly events: readonly Event[];
  /** Days that ended before this instant, ms, keep one reading of each hashtag; absent: nothing is rolled up. */
  readonly rollUpUntil?: number;
}

const STATE = 'state.json';

export function openStore(folder: string): Store {
  // What this process wrote last need not be made again from the records, as long as it still stands there.
  let written: { readonly text: string; readonly state: State } | undefined;
  return {
    folder,
    readState: async () => {
      await finishChanges(folder);
      const text = await readIfThere(join(folder, STATE));
      if (text === undefined) return rebuild(folder);
      if (text === written?.text) return written.state;
      return bringUpToDate(folder, parseState(text, join(folder, STATE)));
    },
    readRecords: async (from) => {
      const days: (readonly Reading[])[] = [];
      for await (const day of readingsSince(folder, from)) days.push(day.filter(({ at }) => at > from));
      const events = (await readAllEvents(folder)).filter(({ at }) => at > from);
      return { readings: days.flat(), events };
    },
    write: async ({ state, readings, events, rollUpUntil }) => {
      const rolled = rollUpUntil === undefined ? [] : await rolledUp(folder, rollUpUntil);
      const changes = new Map([...rolled, ...(await appended(folder, readings, events))]);
      const text = writeState(state);
      await writeChanges(folder, new Map([...changes, [STATE, text]]));
      written = { text, state };
      return [...changes.keys(), STATE].map((path) => join(folder, path));
    },
  };
}

/** The state of a file, with the memories brought from its checkpoint to the last reading. */
async function bringUpToDate(folder: string, file: StateFile): Promise<State> {
  const { version: _, hashtags, videos, checkpoint, outbox, ...rest } = file;
  const recalled = await recallSince(folder, checkpoint);
  // A state that was restored from an older commit has an older listing than the readings say: it is left out.
  const listedUntil = (rest.at ?? Number.POSITIVE_INFINITY) + HOUR_MS;
  const log = await readAllEvents(folder);
  const known = knownAfter(file, log);
  const settled = settledIds(log);
  const names = new Set([...hashtags.keys(), ...recalled.keys()]);
  const states = [...names].map((name): readonly [string, HashtagState] => {
    const memory = recalled.get(name) ?? EMPTY_MEMORY;
    const listed = videos.get(name);
    const at = memory.counter?.last.at;
    return [
      name,
      {
        ...known(name),
        memory,
        ...(listed !== undefined && at !== undefined && at <= listedUntil && { videos: { at, ...listed } }),
      },
    ];
  });
  const owed = outbox.filter(({ id }) => !settled.has(id));
  return { ...rest, hashtags: new Map(states), checkpoint, outbox: owed };
}

type Known = Omit<HashtagState, 'memory' | 'videos'>;

/**
 * What is known of hashtags beside their memories. Where the log goes on after the state was written, as when an older
 * one was restored, it has the last word.
 */
function knownAfter(
  { at = 0, hashtags }: Pick<StateFile, 'at' | 'hashtags'>,
  log: readonly Event[],
): (hashtag: string) => Known {
  const later = log.filter((event) => event.at > at);
  const episodes = openEpisodes(later);
  const ended = new Set(later.flatMap(({ kind, hashtag }) => (kind === 'over' ? [hashtag] : [])));
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

async function rebuild(folder: string): Promise<State> {
  const memories = await recallSince(folder, EMPTY_STATE.checkpoint);
  const known = knownAfter({ hashtags: new Map() }, await readAllEvents(folder));
  const hashtags = [...memories].map(([name, memory]): readonly [string, HashtagState] => [
    name,
    { ...known(name), memory },
  ]);
  return { ...EMPTY_STATE, hashtags: new Map(hashtags) };
}

async function recallSince(folder: string, checkpoint: Checkpoint): Promise<Checkpoint['memories']> {
  const { season } = sharedHistory(checkpoint);
  let memories = checkpoint.memories;
  for await (const readings of readingsSince(folder, checkpoint.at))
    memories = recall(memories, readings, season);
  return memories;
}
