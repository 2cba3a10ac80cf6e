import { join } from 'node:path';
import type { State } from '../state/state.ts';
import { namesIn, readIfThere } from './files.ts';
import { isObject } from './migrations.ts';
import { PARTS_MAX } from './state-schema.ts';
import { type ParsedState, type PartFile, parseState, writeMemories, writeState } from './state-text.ts';

/** The files of the state in the folder of the records, and the folders that hold its parts. */
export const STATE_FILES: readonly string[] = ['state.json', 'hashtags', 'memories'];

/** The state as its files have it; undefined where there is no `state.json`. @throws {UnreadableDataError} */
export async function readStateFiles(folder: string): Promise<ParsedState | undefined> {
  const state = await fileAt(folder, 'state.json');
  if (state === undefined) return undefined;
  const parts = partsIn(state.text);
  const hashtags = Array.from({ length: parts > 1 ? parts : 0 }, (_, part) =>
    fileAt(folder, `hashtags/${part}.json`),
  );
  return parseState({ state, hashtags: await Promise.all(hashtags), memories: await memoryFiles(folder) });
}

/** How many parts a `state.json` says that there are. What is wrong with it is found when all of it is parsed. */
function partsIn(text: string): number {
  try {
    const state: unknown = JSON.parse(text);
    return isObject(state) && typeof state.parts === 'number' ? Math.min(state.parts, PARTS_MAX) : 1;
  } catch {
    return 1;
  }
}

async function memoryFiles(folder: string): Promise<readonly PartFile[]> {
  const parts = namesIn(join(folder, 'memories'))
    .filter((name) => /^\d+\.json$/.test(name))
    .toSorted((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  const files = await Promise.all(parts.map((name) => fileAt(folder, `memories/${name}`)));
  return files.flatMap((file) => file ?? []);
}

async function fileAt(folder: string, path: string): Promise<PartFile | undefined> {
  const place = join(folder, path);
  const text = await readIfThere(place);
  return text === undefined ? undefined : { place, text };
}

/** The files that change, with their new texts, when a state is written; a part of the memories only when it was renewed. */
export async function stateChanges(folder: string, state: State): Promise<ReadonlyMap<string, string>> {
  const memories = await Promise.all(
    writeMemories(state.checkpoint).map(
      async ({ path, head, text }): Promise<readonly (readonly [string, string])[]> => {
        const standing = await readIfThere(join(folder, path));
        return standing?.startsWith(head) === true ? [] : [[path, text()]];
      },
    ),
  );
  return new Map([...memories.flat(), ...writeState(state)]);
}
