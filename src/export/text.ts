import type { Reading } from '../readings/reading.ts';
import { writeReading } from '../store/record-lines.ts';
import { isoUtc } from '../text/time.ts';

/** The columns of a table of readings: those of `data/samples/`, explained in data/README.md. */
export const READING_COLUMNS = [
  'at',
  'hashtag',
  'views',
  'videos',
  'step',
  'newPosts',
  'newestSpanHours',
  'explained',
  'breadth',
  'pickUp',
] as const;

/** A reading's value in a column; `at` in ISO UTC, null where the reading has none. */
export function cellOf(reading: Reading, column: (typeof READING_COLUMNS)[number]): string | number | null {
  return column === 'at' ? isoUtc(reading.at) : (reading[column] ?? null);
}

/** Readings as CSV (RFC 4180), a header first. No value needs quotes: names of hashtags hold neither commas nor quotes. */
export async function* csvOf(days: AsyncIterable<readonly Reading[]>): AsyncGenerator<string> {
  yield `${READING_COLUMNS.join(',')}\r\n`;
  for await (const readings of days) {
    for (const reading of readings) {
      yield `${READING_COLUMNS.map((column) => cellOf(reading, column) ?? '').join(',')}\r\n`;
    }
  }
}

/** Readings as NDJSON, a line each, as they stand in `data/samples/`. */
export async function* ndjsonOf(days: AsyncIterable<readonly Reading[]>): AsyncGenerator<string> {
  for await (const readings of days) {
    for (const reading of readings) yield `${writeReading(reading)}\n`;
  }
}
