import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { watchlistJsonSchemaText } from '../watchlist/json-schema.ts';
import type { TextOut } from './check.ts';

/** The file at the root of the repository that `watchlist.yml` names in its first line. */
export const SCHEMA_FILE = 'watchlist.schema.json';

/** Writes the JSON Schema of watchlist.yml into `folder`. */
export async function schemaCommand({
  folder,
  out,
}: {
  readonly folder: string;
  readonly out: TextOut;
}): Promise<number> {
  await writeFile(join(folder, SCHEMA_FILE), watchlistJsonSchemaText());
  out.write(`${SCHEMA_FILE} is written\n`);
  return 0;
}
