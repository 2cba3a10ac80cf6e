import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { HealthNotice } from '../alerts/health-notice.ts';
import { healthNoticeSchema } from '../alerts/health-notice-schema.ts';
import type { HealthMemory } from '../health/memory.ts';
import { readIfThere } from './files.ts';
import { UnreadableDataError } from './unreadable.ts';

/**
 * `data/unreadable.json`: that stored data cannot be read, and which channels still have to be told. It stands beside the
 * state because the state may be what cannot be read, and it is there only until the data can be read again.
 */
const FILE = 'unreadable.json';

const troubleSchema = z.object({
  version: z.literal(1),
  notice: healthNoticeSchema,
  /** Names of the channels that it has yet to arrive at. */
  owed: z.array(z.string()),
});

/** The file as it stands. */
export interface TroubleFile {
  readonly version: 1;
  readonly notice: HealthNotice;
  readonly owed: readonly string[];
}

/** @throws {UnreadableDataError} */
export async function readTrouble(folder: string): Promise<TroubleFile | undefined> {
  const path = join(folder, FILE);
  const text = await readIfThere(path);
  if (text === undefined) return undefined;
  try {
    return troubleSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new UnreadableDataError(path, 'it cannot be read. Delete it', { cause });
  }
}

/** @returns the path of the file */
export async function writeTrouble(folder: string, trouble: TroubleFile): Promise<string> {
  const path = join(folder, FILE);
  await writeFile(path, `${JSON.stringify(trouble, undefined, 2)}\n`);
  return path;
}

/** Takes the file away once the state holds its story. @returns the path of the file, where there was one */
export async function removeTrouble(folder: string): Promise<readonly string[]> {
  const path = join(folder, FILE);
  if ((await readIfThere(path)) === undefined) return [];
  await rm(path);
  return [path];
}

/** A memory with the story of the file, which goes on like any other now that the data can be read. */
export function withTrouble(memory: HealthMemory, trouble: TroubleFile | undefined): HealthMemory {
  if (trouble === undefined) return memory;
  const isKnown = memory.stories.some(({ notice }) => notice.story === trouble.notice.story);
  return isKnown ? memory : { ...memory, stories: [...memory.stories, { notice: trouble.notice }] };
}
