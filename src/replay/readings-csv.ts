import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { normaliseHashtag } from '../readings/hashtag.ts';
import { type Reading, VIEWS_MAX } from '../readings/reading.ts';
import { inferStep } from '../readings/step.ts';
import { isCalendarTime } from '../text/time.ts';
import { type CsvRecord, createRecordReader } from './csv-records.ts';

/** A row that names no reading, with its place in the file. */
export interface BrokenRow {
  readonly line: number;
  readonly problem: string;
}

/** A reading with its line in the file, or why there is none. */
export type CsvRow = { readonly reading: Reading; readonly line: number } | { readonly broken: BrokenRow };

const REQUIRED = ['time', 'hashtag', 'views'] as const;
type Column = (typeof REQUIRED)[number] | 'videos' | 'new_posts' | 'newest_span_hours';

const KNOWN: readonly string[] = [...REQUIRED, 'videos', 'new_posts', 'newest_span_hours'];

/** Other names of the columns: those that `export` writes, in lower case. */
const ALIASES: Readonly<Record<string, Column>> = {
  at: 'time',
  newposts: 'new_posts',
  newestspanhours: 'newest_span_hours',
};

/**
 * Streams a file of readings, plain or gzip (`.gz`), or stdin for `-`: what `export` writes, or any CSV with a header with `time,hashtag,views` and optionally
 * `videos,new_posts,newest_span_hours` in any order, times in ISO 8601 (UTC where no zone is given). Hashtags are normalised
 * as those of a watchlist; a name that no hashtag can have stands as it is. Rows come in batches, in the order of the file.
 * A header without the required columns is an error; a bad row is not.
 */
export async function* streamReadings(path: string): AsyncGenerator<readonly CsvRow[]> {
  let header: Header | undefined;
  const nameOf = createNames();
  for await (const records of streamRecords(path)) {
    const rows: CsvRow[] = [];
    for (const record of records) {
      if (isBlank(record)) continue;
      if (header === undefined) header = readHeader(record, path);
      else rows.push('problem' in record ? { broken: record } : readRow(record, header, nameOf));
    }
    yield rows;
  }
  if (header === undefined)
    throw new Error(`${path} is empty: it needs a header with ${REQUIRED.join(',')}.`);
}

function isBlank(record: CsvRecord): boolean {
  return 'fields' in record && record.fields.length === 1 && record.fields[0]?.trim() === '';
}

/** The name of the file that stands for the standard input. */
export const STDIN = '-';

async function* streamRecords(path: string): AsyncGenerator<readonly CsvRecord[]> {
  const file = path === STDIN ? process.stdin : createReadStream(path);
  const bytes = path.endsWith('.gz') ? file.pipe(createGunzip()) : file;
  file.on('error', (cause: Error) => bytes.destroy(cause));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = createRecordReader();
  let rest = '';
  for await (const chunk of bytes) {
    const lines = (rest + decoded(decoder, chunk, path)).split('\n');
    rest = lines.pop() ?? '';
    yield lines.flatMap(reader.take);
  }
  rest += decoded(decoder, undefined, path);
  yield [...(rest === '' ? [] : reader.take(rest)), ...reader.end()];
}

function decoded(decoder: InstanceType<typeof TextDecoder>, chunk: Buffer | undefined, path: string): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch (cause) {
    if (!(cause instanceof TypeError)) throw cause;
    const what =
      'it is no text in UTF-8. Save it as CSV in UTF-8; one that is compressed with gzip has to end on .gz';
    throw new Error(`${path}: ${what}`, { cause });
  }
}

const HEADER =
  'The first line must name the columns time,hashtag,views (and may name videos,new_posts,newest_span_hours)';

/** Where each column stands, and how many there are. */
interface Header {
  readonly columns: ReadonlyMap<Column, number>;
  readonly width: number;
}

function readHeader(record: CsvRecord, path: string): Header {
  if ('problem' in record) throw new Error(`${path}:${record.line}: ${record.problem}. ${HEADER}.`);
  const names = record.fields.map((written) => {
    const name = written
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase();
    return Object.hasOwn(ALIASES, name) ? ALIASES[name] : name;
  });
  const missing = REQUIRED.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    const other = names.length === 1 ? /[;\t|]/.exec(names[0] ?? '')?.[0] : undefined;
    const apart = other === undefined ? '' : `, separated by commas and not by ${JSON.stringify(other)}`;
    throw new Error(`${path}:${record.line}: no column ${missing.join(', ')}. ${HEADER}${apart}.`);
  }
  const twice = names.find((name, index) => KNOWN.includes(name ?? '') && names.indexOf(name) < index);
  if (twice !== undefined)
    throw new Error(`${path}:${record.line}: the column ${twice} is there twice. Keep one of them.`);
  const columns = new Map(names.map((name, index) => [name as Column, index]));
  return { columns, width: names.length };
}

/** The normalised name of a hashtag as it is written; each spelling is looked at once. */
function createNames(): (written: string) => string {
  const names = new Map<string, string>();
  return (written) => {
    const known = names.get(written);
    if (known !== undefined) return known;
    const normalised = normaliseHashtag(written);
    const name = normalised.kind === 'ok' ? normalised.name : written;
    names.set(written, name);
    return name;
  };
}

const DIGITS = /^\d+(?:\.\d*)?(?:e\+?\d+)?$/i;

function readRow(
  { line, fields }: { readonly line: number; readonly fields: readonly string[] },
  { columns, width }: Header,
  nameOf: (written: string) => string,
): CsvRow {
  const field = (column: Column) => fields[columns.get(column) ?? -1]?.trim() ?? '';
  const hashtag = field('hashtag');
  const at = parseInstant(field('time'));
  const problem = wrongNumber(field);
  // A comma within a number would cut it short: 1,234,567 would be one view.
  if (fields.slice(width).some((text) => text.trim() !== ''))
    return { broken: { line, problem: `${fields.length} fields, where the header names ${width}` } };
  if (hashtag === '') return { broken: { line, problem: 'no hashtag' } };
  if (Number.isNaN(at)) return { broken: { line, problem: `no ISO time: ${field('time')}` } };
  if (problem !== undefined) return { broken: { line, problem } };
  const views = Number(field('views'));
  const optional = {
    videos: numberIn(field('videos')),
    newPosts: numberIn(field('new_posts')),
    newestSpanHours: numberIn(field('newest_span_hours')),
  };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return { line, reading: { at, hashtag: nameOf(hashtag), views, step: inferStep(views), ...given } };
}

/** What programs write where they know no number. */
const UNKNOWN = /^(?:|-|#?n\/?a|<na>|nan|null|none)$/i;

/** The first field that is no number of its column, if there is one. All but the hours are counts. */
function wrongNumber(field: (column: Column) => string): string | undefined {
  const columns = ['views', 'videos', 'new_posts', 'newest_span_hours'] as const;
  for (const column of columns) {
    const text = field(column);
    if (column !== 'views' && UNKNOWN.test(text)) continue;
    const value = numberIn(text);
    if (value === undefined) return `no number of ${column}: ${text}`;
    if (value >= VIEWS_MAX) return `no number of ${column}: ${text} is more than any hashtag has`;
    if (column !== 'newest_span_hours' && !Number.isInteger(value))
      return `no number of ${column}: ${text} is no whole number`;
  }
  return undefined;
}

/** A number as programs write it; words, units and thousands that are set apart are none. */
function numberIn(text: string): number | undefined {
  const value = DIGITS.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** `Date.parse` takes more, such as `01/02/2026`, in the zone of the machine. */
const ISO_DAY = /^\d{4}-\d\d-\d\d(?:[T ]|$)/i;

function parseInstant(text: string): number {
  if (!ISO_DAY.test(text) || !isCalendarTime(text)) return Number.NaN;
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text);
  return Date.parse(hasZone ? text : `${text.replace(' ', 'T')}${text.includes(':') ? 'Z' : ''}`);
}
