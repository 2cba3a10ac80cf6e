import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { webhookJsonSchemaText } from '../channels/webhook/schema.ts';
import type { TextOut } from '../text/text-out.ts';
import { watchlistJsonSchemaText } from '../watchlist/json-schema.ts';

/** The file at the root of the repository that `watchlist.yml` names in its first line. */
const SCHEMA_FILE = 'watchlist.schema.json';
/** What a webhook receives; docs/webhook.md points to it. */
const WEBHOOK_SCHEMA_FILE = 'docs/webhook.schema.json';

/** Writes the JSON Schemas of watchlist.yml and of webhooks into `folder`. */
async function schemaCommand({
  folder,
  out,
}: {
  readonly folder: string;
  readonly out: TextOut;
}): Promise<number> {
  await writeFile(join(folder, SCHEMA_FILE), watchlistJsonSchemaText());
  await writeFile(join(folder, WEBHOOK_SCHEMA_FILE), webhookJsonSchemaText());
  out.write(`${SCHEMA_FILE} and ${WEBHOOK_SCHEMA_FILE} are written\n`);
  return 0;
}

/** The command line of `schema`. */
export function schemaCli(): Command {
  return new Command('schema')
    .description('write watchlist.schema.json, which editors go by, and docs/webhook.schema.json')
    .action(async () => {
      process.exitCode = await schemaCommand({ folder: process.cwd(), out: process.stdout });
    });
}
