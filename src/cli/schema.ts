import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { webhookJsonSchemaText } from '../channels/webhook/schema.ts';
import type { TextOut } from '../text/text-out.ts';
import { watchlistJsonSchemaText } from '../watchlist/json-schema.ts';
import { withKeyTables } from '../watchlist/reference-page.ts';
import { streams } from './input/arguments.ts';

/** The file at the root of the repository that `watchlist.yml` names in its first line. */
const SCHEMA_FILE = 'watchlist.schema.json';
/** What a webhook receives; docs/webhook.md points to it. */
const WEBHOOK_SCHEMA_FILE = 'docs/webhook.schema.json';

/** The reference of the watchlist's keys, whose tables are written from the grammar. A copy may have deleted it. */
const REFERENCE_PAGE = 'docs/watchlist.md';

export interface SchemaOptions {
  readonly folder: string;
  readonly output: 'people' | 'json';
  readonly out: TextOut;
  readonly err: TextOut;
}

/** Writes the JSON Schemas of watchlist.yml and of webhooks into `folder`, and the tables of the reference page. */
async function schemaCommand({ folder, output, out, err }: SchemaOptions): Promise<number> {
  await mkdir(dirname(join(folder, WEBHOOK_SCHEMA_FILE)), { recursive: true });
  await writeFile(join(folder, SCHEMA_FILE), watchlistJsonSchemaText());
  await writeFile(join(folder, WEBHOOK_SCHEMA_FILE), webhookJsonSchemaText());
  const page = join(folder, REFERENCE_PAGE);
  const isThere = existsSync(page);
  if (isThere) await writeFile(page, withKeyTables(await readFile(page, 'utf8')));
  const written = [SCHEMA_FILE, WEBHOOK_SCHEMA_FILE, ...(isThere ? [REFERENCE_PAGE] : [])];
  const people = output === 'json' ? err : out;
  people.write(`${written.slice(0, -1).join(', ')} and ${written.at(-1)} are written\n`);
  if (output === 'json') out.write(`${JSON.stringify({ files: written })}\n`);
  return 0;
}

/** The command line of `schema`. */
export function schemaCli(): Command {
  return new Command('schema')
    .description(
      'write watchlist.schema.json, which editors go by, docs/webhook.schema.json and the tables of docs/watchlist.md',
    )
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async (flags: { readonly json?: boolean }) => {
      process.exitCode = await schemaCommand({ folder: process.cwd(), ...streams(flags) });
    });
}
