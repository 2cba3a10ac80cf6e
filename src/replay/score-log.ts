import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { unwritableFolder } from '../store/unreadable.ts';

/** Writes one JSON object a line; waits when the disk is slower than the replay. */
export interface ScoreLog {
  readonly write: (lines: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** @throws {UnwritableDataError} where there can be no such file, before anything is replayed */
export async function openScoreLog(path: string | undefined): Promise<ScoreLog> {
  if (path === undefined) return { write: async () => undefined, close: async () => undefined };
  const stream = createWriteStream(path);
  await once(stream, 'open').catch((error: unknown) => {
    throw unwritableFolder(path, error);
  });
  const done = finished(stream);
  return {
    write: async (lines) => {
      if (lines !== '' && !stream.write(lines)) await Promise.race([once(stream, 'drain'), done]);
    },
    close: async () => {
      stream.end();
      await done;
    },
  };
}
