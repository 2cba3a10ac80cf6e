import { z } from 'zod';
import { alertSchema } from '../alerts/alert-schema.ts';
import { healthNoticeSchema } from '../alerts/health-notice-schema.ts';
import type { Event } from '../alerts/log-event.ts';
import type { Reading } from '../readings/reading.ts';
import { isoUtc } from '../text/time.ts';
import { plainReading } from './plain-reading.ts';
import { UnreadableDataError } from './unreadable.ts';

/** The lines of `data/samples/` and `data/alerts/`: one JSON object each, instants in ISO UTC. */

const whole = z.int().nonnegative();
/** An instant on disk, ISO 8601 in UTC; ms in the program. */
export const isoInstant = z.codec(z.iso.datetime(), z.number(), {
  decode: (text) => Date.parse(text),
  encode: isoUtc,
});

const readingLine = z.object({
  at: isoInstant,
  hashtag: z.string().min(1),
  views: whole,
  videos: whole.exactOptional(),
  step: whole,
  newPosts: whole.exactOptional(),
  newestSpanHours: z.number().exactOptional(),
  explained: z.number().exactOptional(),
  breadth: z.number().exactOptional(),
  pickUp: z.number().exactOptional(),
});

const eventBase = { at: isoInstant, hashtag: z.string().min(1) };
/** A mute as it stands on disk. */
export const muteSchema = z.object({
  until: z.union([z.literal('cooled-off'), isoInstant]),
  by: z.enum(['closing', 'label', 'comment']),
  person: z.string().exactOptional(),
});
const notified = { at: isoInstant, hashtag: z.string().exactOptional(), notification: z.string() };
const eventLine = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['opened', 'joined', 'changed', 'over']), ...eventBase, alert: alertSchema }),
  z.object({ kind: z.literal('suppressed'), ...eventBase, reason: z.string() }),
  z.object({ kind: z.literal('muted'), ...eventBase, mute: muteSchema }),
  z.object({ kind: z.literal('unmuted'), ...eventBase }),
  z.object({ kind: z.literal('health'), at: isoInstant, notice: healthNoticeSchema }),
  z.object({ kind: z.literal('health-muted'), at: isoInstant, story: z.string(), mute: muteSchema }),
  z.object({ kind: z.literal('health-unmuted'), at: isoInstant, story: z.string() }),
  z.object({
    kind: z.literal('owed'),
    ...notified,
    instead: z.array(z.string()).exactOptional(),
    hold: z.enum(['quiet-hours', 'alerts-per-day']).exactOptional(),
  }),
  z.object({ kind: z.literal('delivered'), ...notified, receipt: z.string() }),
  z.object({ kind: z.literal('undelivered'), ...notified, message: z.string() }),
]);

/** One reading as a line, without its line break; keys in a fixed order. */
export function writeReading(reading: Reading): string {
  const { at, hashtag, views, videos, step, newPosts, newestSpanHours, explained, breadth, pickUp } = reading;
  return JSON.stringify({
    at: isoUtc(at),
    hashtag,
    views,
    videos,
    step,
    newPosts,
    newestSpanHours,
    explained,
    breadth,
    pickUp,
  });
}

/** One event as a line, without its line break. */
export function writeEvent({ at, kind, hashtag, ...rest }: Event): string {
  const muted = 'mute' in rest ? { mute: z.encode(muteSchema, rest.mute) } : {};
  return JSON.stringify({ at: isoUtc(at), kind, hashtag, ...rest, ...muted });
}

/**
 * Reads the lines of one samples file.
 * @param file how to name the file in an error
 * @throws {UnreadableDataError} naming the first line that is not a reading
 */
export function readReadings(text: string, file: string): readonly Reading[] {
  return linesOf(text).map((line, index) => {
    const value = parseLine(line, file, index);
    const plain = plainReading(value);
    if (plain !== undefined) return plain;
    const parsed = readingLine.safeParse(value);
    if (parsed.success) return parsed.data;
    throw new UnreadableDataError(`${file}:${index + 1}`, `not a reading: ${z.prettifyError(parsed.error)}`);
  });
}

/**
 * Reads the lines of one alerts file.
 * @param before how many lines of the file stand before `text`
 * @throws {UnreadableDataError} naming the first line that is not an event
 */
export function readEvents(text: string, file: string, before = 0): readonly Event[] {
  return parseLines(text, file, eventLine, 'an event', before);
}

/**
 * Reads lines of one kind.
 * @param what they are, for the error
 * @param before how many lines of the file stand before `text`
 * @throws {UnreadableDataError} naming the first line that is none
 */
export function parseLines<T>(
  text: string,
  file: string,
  schema: z.ZodType<T>,
  what: string,
  before = 0,
): readonly T[] {
  return linesOf(text).map((line, index) => {
    const parsed = schema.safeParse(parseLine(line, file, before + index));
    if (parsed.success) return parsed.data;
    throw new UnreadableDataError(
      `${file}:${before + index + 1}`,
      `not ${what}: ${z.prettifyError(parsed.error)}`,
    );
  });
}

/**
 * Checks that every line is JSON, which is what appending to a file relies on.
 * @returns what a reading on each line is known by: its hashtag has one reading an instant
 */
export function checkLines(text: string, file: string): ReadonlySet<string> {
  return new Set(linesOf(text).map((line, index) => readingKey(parseLine(line, file, index))));
}

/** What a line's reading is known by among those of its day. */
export function readingKey(line: unknown): string {
  if (typeof line !== 'object' || line === null) return '';
  const { at, hashtag }: { readonly at?: unknown; readonly hashtag?: unknown } = line;
  return `${String(at)} ${String(hashtag)}`;
}

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function parseLine(line: string, file: string, index: number): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    const what = 'not a line of JSON. Restore the file from git, or mend that line';
    throw new UnreadableDataError(`${file}:${index + 1}`, what, { cause });
  }
}
