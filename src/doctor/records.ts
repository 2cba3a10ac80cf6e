import type { Notification } from '../alerts/outbox.ts';
import type { Reading } from '../readings/reading.ts';
import { AHEAD_MAX_MS } from '../state/future-readings.ts';
import type { State } from '../state/state.ts';
import { formatAmount, formatCount, formatHours } from '../text/numbers.ts';
import { hoursBetween, isoUtc } from '../text/time.ts';
import { broken, type Check, ok, quoted, warning } from './finding.ts';
import type { Remedies } from './remedies.ts';

/** What `data/` and the repository weigh, bytes. */
export interface Weight {
  readonly dataBytes: number;
  readonly files: number;
  readonly largest?: { readonly path: string; readonly bytes: number };
  /** Most entries in one folder. */
  readonly entriesMax: number;
  /** The repository's objects; absent where they are not all here. */
  readonly repositoryBytes?: number;
}

/** GitHub's advice: https://docs.github.com/en/repositories/creating-and-managing-repositories/repository-limits */
const FILE_BYTES_MAX = 1_000_000;
const ENTRIES_MAX = 3_000;
const REPOSITORY_BYTES_MAX = 1_000_000_000;
const NAMED_MAX = 3;
/** A notification that waits for so long is news. */
const OWED_HOURS_MAX = 3;

export function weightCheck({ dataBytes, files, largest, entriesMax, repositoryBytes }: Weight): Check {
  const whole = repositoryBytes === undefined ? '' : `; the repository ${megabytes(repositoryBytes)}`;
  const found = `${megabytes(dataBytes)} in ${formatAmount(files, 'file')}${
    largest === undefined ? '' : `, the largest ${megabytes(largest.bytes)}`
  }${whole}`;
  if (largest !== undefined && largest.bytes > FILE_BYTES_MAX)
    return warning(
      'size of data/',
      found,
      `${largest.path} is over 1 MB: watch fewer hashtags in one repository`,
    );
  if (entriesMax > ENTRIES_MAX || (repositoryBytes ?? 0) > REPOSITORY_BYTES_MAX)
    return warning(
      'size of data/',
      found,
      'start over in a new repository from the template; this one keeps its history',
    );
  return ok('size of data/', found);
}

function megabytes(bytes: number): string {
  return bytes < 1e5 ? `${formatCount(Math.ceil(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** Readings that lie ahead of the clock: until then every true one of their hashtags is older than the last, and unjudged. */
export function aheadCheck(readings: readonly Reading[], state: State, now: number): Check {
  const limit = now + AHEAD_MAX_MS;
  const ahead = readings.filter(({ at }) => at > limit);
  const { memories } = state.checkpoint;
  const kept =
    (state.at ?? 0) > limit || [...memories.values()].some(({ counter }) => (counter?.last.at ?? 0) > limit);
  if (ahead.length === 0 && !kept) return ok('data/', 'readable, and no reading lies ahead of the clock');
  const named = listed([
    ...new Set(ahead.map(({ hashtag, at }) => `${quoted(`#${hashtag}`)} of ${isoUtc(at)}`)),
  ]);
  const files = listed([...new Set(ahead.map(({ at }) => fileOf(at)))]);
  const lines = ahead.length === 0 ? [] : [`the lines of these readings from ${files}`];
  const file = kept ? ['data/state.json, which the next run makes again from the records'] : [];
  return broken(
    'data/',
    `readings that lie ahead of the clock (${named || 'in state.json'}): until then nothing new of these hashtags is judged`,
    `delete ${[...lines, ...file].join(', and ')}; then commit and push`,
  );
}

function listed(names: readonly string[]): string {
  const more = names.length > NAMED_MAX ? [`${names.length - NAMED_MAX} more`] : [];
  return [...names.slice(0, NAMED_MAX), ...more].join(', ');
}

function fileOf(at: number): string {
  return `data/samples/${isoUtc(at).slice(0, 10).replaceAll('-', '/')}.ndjson`;
}

/** Notifications that wait although nothing holds them back. */
export function outboxCheck(outbox: readonly Notification[], now: number, remedies: Remedies): Check {
  const waiting = outbox.filter(({ hold }) => hold === undefined);
  const oldest = Math.min(...waiting.map(({ owedAt }) => owedAt));
  const held = outbox.length - waiting.length;
  const heldBack = held === 0 ? '' : `; ${formatCount(held)} held back as the watchlist asks`;
  if (waiting.length === 0) return ok('notifications', `none is waiting${heldBack}`);
  const hours = hoursBetween(oldest, now);
  const channels = [...new Set(waiting.map(({ channel }) => quoted(channel)))].join(', ');
  const found = `${formatAmount(waiting.length, 'notification')} owed to ${channels}, the oldest for ${formatHours(hours)}${heldBack}`;
  if (hours < OWED_HOURS_MAX) return ok('notifications', found);
  return warning(
    'notifications',
    found,
    `see what these channels say below. To try them, ${remedies.sendTest}`,
  );
}
