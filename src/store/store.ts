import { join } from 'node:path';
import type { Event } from '../core/event.ts';
import type { HashtagState } from '../core/hashtag-state.ts';
import { EMPTY_MEMORY } from '../core/memory.ts';
import type { Reading } from '../core/reading.ts';
import { openEpisodes, recall } from '../core/recall.ts';
import { EMPTY_STATE, type State } from '../core/state.ts';
import { finishChanges, readIfThere, writeChanges } from './files.ts';
import { appended, readAllEvents, readingsSince } from './records.ts';
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
  /** Writes the state and appends to the records, all or none. */
  write(entry: StoreEntry): Promise<void>;
}

export interface StoreEntry {
  readonly state: State;
  readonly readings: readonly Reading[];
  readonly events: readonly Event[];
}

const STATE = 'state.json';

export function openStore(folder: string): Store {
  return {
    folder,
    readState: async () => {
      await finishChanges(folder);
      const text = await readIfThere(join(folder, STATE));
      return text === undefined
        ? rebuild(folder)
        : bringUpToDate(folder, parseState(text, join(folder, STATE)));
    },
    write: async ({ state, readings, events }) => {
      const changes = await appended(folder, readings, events);
      await writeChanges(folder, new Map([...changes, [STATE, writeState(state)]]));
    },
  };
}

/** The state of a file, with the memories brought from its checkpoint to the last reading. */
async function bringUpToDate(folder: string, file: StateFile): Promise<State> {
  const { version: _, hashtags, videos, checkpoint, ...rest } = file;
  const memories = new Map(Object.entries(checkpoint.memories));
  let recalled: State['checkpoint']['memories'] = memories;
  for await (const readings of readingsSince(folder, checkpoint.at)) recalled = recall(recalled, readings);
  const names = new Set([...Object.keys(hashtags), ...recalled.keys()]);
  const states = [...names].map((name): readonly [string, HashtagState] => {
    const memory = recalled.get(name) ?? EMPTY_MEMORY;
    const listed = videos[name];
    const at = memory.counter?.last.at;
    return [
      name,
      {
        ...hashtags[name],
        memory,
        ...(listed !== undefined && at !== undefined && { videos: { at, ...listed } }),
      },
    ];
  });
  return { ...rest, hashtags: new Map(states), checkpoint: { at: checkpoint.at, memories } };
}

async function rebuild(folder: string): Promise<State> {
  let memories = EMPTY_STATE.checkpoint.memories;
  for await (const readings of readingsSince(folder, 0)) memories = recall(memories, readings);
  const episodes = openEpisodes(await readAllEvents(folder));
  const hashtags = [...memories].map(([name, memory]): readonly [string, HashtagState] => {
    const episode = episodes.get(name);
    return [name, { memory, ...(episode !== undefined && { episode }) }];
  });
  return { ...EMPTY_STATE, hashtags: new Map(hashtags) };
}
