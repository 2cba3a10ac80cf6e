import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Command, Option } from 'commander';
import type { CompanionLine } from '../discovery/companion-line.ts';
import { companionsCsv, companionsNdjson } from '../export/companions.ts';
import { csvOf, ndjsonOf } from '../export/text.ts';
import { CommandFailure } from '../failure.ts';
import { normaliseHashtag } from '../readings/hashtag.ts';
import type { Reading } from '../readings/reading.ts';
import { allCompanions } from '../store/companion-files.ts';
import { isThere } from '../store/files.ts';
import { readAllEvents } from '../store/log-files.ts';
import { readingsSince } from '../store/record-files.ts';
import { systemCode, unwritableFolder } from '../store/unreadable.ts';
import { nearest } from '../watchlist/advice/nearest.ts';
import { recordFolder } from './input/record-folder.ts';

export type ExportFormat = 'csv' | 'ndjson' | 'sqlite';

export interface ExportOptions {
  /** The folder with data/. */
  readonly folder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly format: ExportFormat;
  /** Where to; absent: stdout, which SQLite cannot go to. */
  readonly to?: string;
  /** One hashtag only. */
  readonly hashtag?: string;
  /** What is written: readings, or what stands beside the watched hashtags. */
  readonly record: 'readings' | 'companions';
  /** `json`: what was written to a file is said as JSON. */
  readonly output: 'people' | 'json';
  readonly out: Writable;
  readonly err: { write(text: string): unknown };
}

/** Writes the history. A file is written whole or not at all. @returns the exit code @throws {UnreadableDataError} {CommandFailure} */
async function exportCommand(options: ExportOptions): Promise<number> {
  const { format, to, output, out, err, record } = options;
  const { folder, warning } = await recordFolder(options.folder, options.variables);
  if (warning !== undefined) err.write(`${warning}\n`);
  const data = join(folder, 'data');
  if (!(await isThere(join(data, 'samples')))) {
    throw new CommandFailure('there is no history in data/samples yet: let it run for a while first');
  }
  const wanted = options.hashtag === undefined ? undefined : nameOf(options.hashtag);
  if (wanted !== undefined) await assertRecorded(data, wanted);
  const readings = readingsOf(data, wanted);
  const companions = companionsOf(data, wanted);
  const text = (as: 'csv' | 'ndjson'): AsyncIterable<string> =>
    record === 'companions' ? companionsText(as, companions) : textOf(as, readings);
  if (to === undefined) {
    if (format === 'sqlite') throw new CommandFailure('SQLite is a file: say which with --to history.sqlite');
    await pipeline(Readable.from(text(format)), out, { end: false }).catch(unlessClosed);
    return 0;
  }
  if (await isThere(to))
    throw new CommandFailure(`${to} is there already: delete it, or choose another name`);
  const unfinished = `${to}.unfinished`;
  try {
    await rm(unfinished, { force: true });
    if (format === 'sqlite') {
      const { fillSqlite } = await import('../export/sqlite.ts');
      const events = (await readAllEvents(data)).filter(
        ({ hashtag }) => wanted === undefined || hashtag === wanted,
      );
      await fillSqlite(unfinished, readings, events, companions);
    } else {
      await pipeline(Readable.from(text(format)), createWriteStream(unfinished));
    }
    await rename(unfinished, to);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw unwritableFolder(to, error);
  }
  err.write(`${to} written\n`);
  if (output === 'json') out.write(`${JSON.stringify({ file: to, format })}\n`);
  return 0;
}

/** A reader that has seen enough, such as `head`, ends the export; so does a full disk, which the program says at its end. */
function unlessClosed(error: unknown): void {
  if (['EPIPE', 'ENOSPC', 'EDQUOT', 'EIO'].includes(systemCode(error) ?? '')) return;
  throw error;
}

function textOf(
  format: 'csv' | 'ndjson',
  readings: AsyncIterable<readonly Reading[]>,
): AsyncIterable<string> {
  return format === 'csv' ? csvOf(readings) : ndjsonOf(readings);
}

async function* readingsOf(data: string, wanted: string | undefined): AsyncGenerator<readonly Reading[]> {
  for await (const day of readingsSince(data, 0)) {
    yield wanted === undefined ? day : day.filter(({ hashtag }) => hashtag === wanted);
  }
}

function companionsText(
  format: 'csv' | 'ndjson',
  companions: AsyncIterable<readonly CompanionLine[]>,
): AsyncIterable<string> {
  return format === 'csv' ? companionsCsv(companions) : companionsNdjson(companions);
}

async function* companionsOf(
  data: string,
  wanted: string | undefined,
): AsyncGenerator<readonly CompanionLine[]> {
  for await (const day of allCompanions(data)) {
    yield wanted === undefined
      ? day
      : day.flatMap(({ at, beside }) => {
          const own = beside[wanted];
          return own === undefined ? [] : [{ at, beside: { [wanted]: own } }];
        });
  }
}

/** An export of nothing would look like a hashtag that stood still. @throws {CommandFailure} */
async function assertRecorded(data: string, wanted: string): Promise<void> {
  const names = new Set<string>();
  for await (const day of readingsSince(data, 0)) {
    for (const { hashtag } of day) names.add(hashtag);
    if (names.has(wanted)) return;
  }
  const near = nearest(wanted, [...names]);
  const known = [...names].toSorted().slice(0, NAMED_MAX).join(', ');
  const hint = near === undefined ? `recorded are ${known}` : `did you mean ${near}?`;
  throw new CommandFailure(
    names.size === 0
      ? 'there is no reading in data/samples yet: let it run for a while first'
      : `--hashtag ${wanted}: data/ holds no reading of it; ${hint}${near === undefined && names.size > NAMED_MAX ? ' and more' : ''}`,
  );
}

const NAMED_MAX = 10;

function nameOf(written: string): string {
  const hashtag = normaliseHashtag(written);
  if (hashtag.kind === 'ok') return hashtag.name;
  throw new CommandFailure(`--hashtag cannot be that: it ${hashtag.reason}`);
}

/** The command line of `export`. */
export function exportCli(): Command {
  return new Command('export')
    .description('the history as CSV, NDJSON or SQLite')
    .addOption(
      new Option('--format <format>', 'what to write: csv, unless --json asks for ndjson').choices([
        'csv',
        'ndjson',
        'sqlite',
      ]),
    )
    .option('--to <file>', 'a new file; without it: stdout')
    .option('--hashtag <name>', 'one hashtag only')
    .option('--companions', 'what stands beside the watched hashtags, by day; SQLite has it anyway')
    .option('--json', 'NDJSON on stdout; with --to, what was written where')
    .action(async ({ json, ...options }: ExportFlags) => {
      process.exitCode = await exportCommand({
        ...options,
        format: options.format ?? (json === true && options.to === undefined ? 'ndjson' : 'csv'),
        output: json === true ? 'json' : 'people',
        record: options.companions === true ? 'companions' : 'readings',
        folder: process.cwd(),
        variables: process.env,
        out: process.stdout,
        err: process.stderr,
      });
    });
}

interface ExportFlags {
  readonly format?: ExportFormat;
  readonly to?: string;
  readonly hashtag?: string;
  readonly companions?: boolean;
  readonly json?: boolean;
}
