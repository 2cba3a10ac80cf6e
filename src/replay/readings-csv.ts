import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import type { Reading } from '../readings/reading.ts';
import { inferStep } from '../readings/step.ts';
import { isCalendarTime } from '../text/time.ts';

/** A row that names no reading, with its place in the file. */
export interface BrokenRow {
  readonly line: number;
  readonly problem: string;
}

export type CsvRow = { readonly reading: Reading } | { readonly broken: BrokenRow };

const REQUIRED = ['time', 'hashtag', 'views'] as const;
type Column = (typeof REQUIRED)[number] | 'videos' | 'new_posts' | 'newest_span_hours';

/** Other names of the columns: those that `export` writes, in lower case. */
const ALIASES: Readonly<Record<string, Column>> = {
  at: 'time',
  newposts: 'new_posts',
  newestspanhours: 'newest_span_hours',
};

/**
 * Streams a file of readings, plain or gzip (`.gz`), or stdin for `-`: what `export` writes, or any CSV with a header with `time,hashtag,views` and optionally
 * `videos,new_posts,newest_span_hours` in any order, times in ISO 8601 (UTC where no zone is given). Rows come in batches,
 * in the order of the file. A header without the required columns is an error; a bad row is not.
 */
export async function* streamReadings(path: string): AsyncGenerator<readonly CsvRow[]> {
  let columns: ReadonlyMap<Column, number> | undefined;
  let line = 0;
  for await (const lines of streamLines(path)) {
    const rows: CsvRow[] = [];
    for (const text of lines) {
      line += 1;
      if (columns === undefined) columns = readHeader(text, path);
      else if (text.trim() !== '') rows.push(readRow(text, line, columns));
    }
    yield rows;
  }
  if (columns === undefined)
    throw new Error(`${path} is empty: it needs a header with ${REQUIRED.join(',')}.`);
}

/** The name of the file that stands for the standard input. */
export const STDIN = '-';

async function* streamLines(path: string): AsyncGenerator<readonly string[]> {
  const file = path === STDIN ? process.stdin : createReadStream(path);
  const bytes = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  file.on('error', (cause: Error) => bytes.destroy(cause));
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of bytes) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
  rest += decoder.decode();
  if (rest !== '') yield [rest];
}

function readHeader(text: string, path: string): ReadonlyMap<Column, number> {
  const names = splitFields(text.replace(/^\uFEFF/, '')).map((written) => {
    const name = written.trim().toLowerCase();
    return Object.hasOwn(ALIASES, name) ? ALIASES[name] : name;
  });
  const missing = REQUIRED.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    throw new Error(
      `${path}:1: no column ${missing.join(', ')}. The first line must name the columns time,hashtag,views (and may name videos,new_posts,newest_span_hours).`,
    );
  }
  return new Map(names.map((name, index) => [name as Column, index]));
}

function readRow(text: string, line: number, columns: ReadonlyMap<Column, number>): CsvRow {
  const fields = splitFields(text);
  const field = (column: Column) => fields[columns.get(column) ?? -1]?.trim() ?? '';
  const hashtag = field('hashtag');
  const at = parseInstant(field('time'));
  const views = field('views') === '' ? Number.NaN : Number(field('views'));
  if (hashtag === '') return { broken: { line, problem: 'no hashtag' } };
  if (Number.isNaN(at)) return { broken: { line, problem: `no ISO time: ${field('time')}` } };
  if (Number.isNaN(views)) return { broken: { line, problem: `no number of views: ${field('views')}` } };
  const optional = {
    videos: optionalNumber(field('videos')),
    newPosts: optionalNumber(field('new_posts')),
    newestSpanHours: optionalNumber(field('newest_span_hours')),
  };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  const step = Number.isSafeInteger(views) && views >= 0 ? inferStep(views) : 1;
  return { reading: { at, hashtag, views, step, ...given } };
}

/** Fields of one line; quotes protect commas and double themselves (RFC 4180, without line breaks inside). */
function splitFields(text: string): string[] {
  const line = text.endsWith('\r') ? text.slice(0, -1) : text;
  if (!line.includes('"')) return line.split(',');
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}

function parseInstant(text: string): number {
  if (!isCalendarTime(text)) return Number.NaN;
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text);
  return Date.parse(hasZone ? text : `${text.replace(' ', 'T')}${text.includes(':') ? 'Z' : ''}`);
}

function optionalNumber(text: string): number | undefined {
  const value = text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}
