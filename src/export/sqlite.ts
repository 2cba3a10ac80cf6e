import { DatabaseSync } from 'node:sqlite';
import type { Event } from '../alerts/log-event.ts';
import type { CompanionLine } from '../discovery/companion-line.ts';
import type { Reading } from '../readings/reading.ts';
import { isoUtc } from '../text/time.ts';
import { companionCounts } from './companions.ts';
import { cellOf, READING_COLUMNS } from './text.ts';

/** What an SQLite file of the history was filled with. */
export interface Filled {
  readonly readings: number;
  readonly events: number;
}

const TABLES = `
  CREATE TABLE samples (at TEXT NOT NULL, hashtag TEXT NOT NULL, views INTEGER NOT NULL, videos INTEGER,
    step INTEGER NOT NULL, newPosts INTEGER, newestSpanHours REAL, explained REAL, breadth REAL,
    pickUp REAL);
  CREATE TABLE companions (day TEXT NOT NULL, hashtag TEXT NOT NULL, companion TEXT NOT NULL,
    creators INTEGER NOT NULL);
  CREATE TABLE events (at TEXT NOT NULL, kind TEXT NOT NULL, hashtag TEXT, details TEXT NOT NULL);
`;
const INDEXES =
  'CREATE INDEX samples_by_hashtag ON samples (hashtag, at); CREATE INDEX events_by_hashtag ON events (hashtag, at);';

/**
 * Fills a new SQLite file with the history: the tables `samples`, `companions` and `events`, whose `details` is the event as JSON.
 * @param file must not be there yet
 */
export async function fillSqlite(
  file: string,
  days: AsyncIterable<readonly Reading[]>,
  events: readonly Event[],
  companions: AsyncIterable<readonly CompanionLine[]>,
): Promise<Filled> {
  const database = new DatabaseSync(file);
  try {
    database.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;${TABLES}`);
    const insert = database.prepare(
      `INSERT INTO samples VALUES (${READING_COLUMNS.map(() => '?').join(', ')})`,
    );
    let readings = 0;
    for await (const day of days) {
      for (const reading of day) insert.run(...READING_COLUMNS.map((column) => cellOf(reading, column)));
      readings += day.length;
    }
    const insertCount = database.prepare('INSERT INTO companions VALUES (?, ?, ?, ?)');
    for await (const lines of companions) {
      for (const { day, hashtag, companion, creators } of companionCounts(lines))
        insertCount.run(day, hashtag, companion, creators);
    }
    const insertEvent = database.prepare('INSERT INTO events VALUES (?, ?, ?, ?)');
    for (const { at, kind, hashtag, ...details } of events) {
      insertEvent.run(isoUtc(at), kind, hashtag ?? null, JSON.stringify(details));
    }
    database.exec(`${INDEXES} COMMIT;`);
    return { readings, events: events.length };
  } finally {
    database.close();
  }
}
