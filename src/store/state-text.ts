import { z } from 'zod';
import type { HashtagState } from '../alerts/hashtag-state.ts';
import type { Notification } from '../alerts/outbox.ts';
import type { Episode } from '../detector/episode.ts';
import type { HashtagMemory } from '../detector/memory.ts';
import type { RememberedVideos } from '../readings/remembered-videos.ts';
import type { Count } from '../readings/velocity.ts';
import type { State } from '../state/state.ts';
import { isoUtc } from '../text/time.ts';
import { muteEntry } from './record-lines.ts';
import { STATE_VERSION, type StateFile, stateSchema } from './state-schema.ts';
import { UnreadableDataError } from './unreadable.ts';

/**
 * Characters that the text is filled up to a multiple of. Git looks for deltas among versions of about the same size
 * and, among equals, of about the same time (type_size_sort in git's pack-objects.c). Equal sizes make hourly versions
 * neighbours: a year of 50 hashtags packs to less than half.
 */
const BLOCK_CHARS = 32_768;

/** The text of `state.json`: a line a hashtag in each section, in a fixed order, so that a diff reads well. */
export function writeState(state: State): string {
  const text = stateText(state);
  return `${text.padEnd(Math.ceil((text.length + 1) / BLOCK_CHARS) * BLOCK_CHARS - 1)}\n`;
}

function stateText(state: State): string {
  const { at, credits, hashtags, checkpoint, falseAlarms, outbox, told, weekAt } = state;
  return [
    '{',
    `  "version": ${STATE_VERSION},`,
    ...(at === undefined ? [] : [`  "at": "${isoUtc(at)}",`]),
    `  "credits": ${JSON.stringify(credits)},`,
    `  "hashtags": ${section(hashtags, hashtagEntry)},`,
    `  "videos": ${section(hashtags, ({ videos }) => videos && videosEntry(videos))},`,
    `  "outbox": ${block(
      '[',
      outbox.map((notification) => line(notificationEntry(notification))),
      ']',
    )},`,
    ...(told === undefined ? [] : [`  "told": ${JSON.stringify(told)},`]),
    ...(weekAt === undefined ? [] : [`  "weekAt": "${isoUtc(weekAt)}",`]),
    `  "falseAlarms": ${falseAlarms},`,
    `  "checkpoint": {"at": "${isoUtc(checkpoint.at)}", "alarms": ${section(checkpoint.alarms, (month) => month)}, "memories": ${section(checkpoint.memories, memoryEntry)}}`,
    '}',
  ].join('\n');
}

/**
 * Reads the text of `state.json`.
 * @param file how to name the file in an error
 * @throws {UnreadableDataError} with the line where the text stops being JSON, or the keys that are wrong
 */
export function parseState(text: string, file: string): StateFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new UnreadableDataError(placeOf(file, text, cause), `not JSON. ${REMEDY}`, { cause });
  }
  const version = typeof json === 'object' && json !== null && 'version' in json ? json.version : undefined;
  if (typeof version === 'number' && version > STATE_VERSION) {
    throw new UnreadableDataError(
      file,
      `written by a newer release (version ${version}): update this program`,
    );
  }
  const parsed = stateSchema.safeParse(json);
  if (!parsed.success) throw new UnreadableDataError(file, `${z.prettifyError(parsed.error)}\n${REMEDY}`);
  return parsed.data;
}

const REMEDY =
  'Restore it from git (git checkout HEAD~1 -- data/state.json), or delete it: it is then rebuilt from the records, but for alerts not sent yet';

function hashtagEntry({ id, episode, mute, overAt }: HashtagState): object {
  return {
    id,
    episode: episode && episodeEntry(episode),
    mute: mute && muteEntry(mute),
    overAt: instantEntry(overAt),
  };
}

function episodeEntry(episode: Episode): object {
  const { openedAt, base, peak, calmSince, classicAt, pace, ...rest } = episode;
  const { fastest, slowSince } = pace;
  return {
    ...rest,
    openedAt: isoUtc(openedAt),
    base: countEntry(base),
    peak: countEntry(peak),
    calmSince: instantEntry(calmSince),
    classicAt: instantEntry(classicAt),
    pace: {
      ...pace,
      fastest: { ...fastest, at: isoUtc(fastest.at) },
      slowSince: instantEntry(slowSince),
    },
  };
}

function instantEntry(at: number | undefined): string | undefined {
  return at === undefined ? undefined : isoUtc(at);
}

function videosEntry({ lag, views }: RememberedVideos): object {
  return { lag, ids: [...views.keys()], views: [...views.values()] };
}

function memoryEntry({ counter, days, usual, breakout }: HashtagMemory): object {
  return {
    counter: counter && {
      last: countEntry(counter.last),
      before: counter.before && countEntry(counter.before),
      held: counter.held && countEntry(counter.held),
    },
    days: days.map(countEntry),
    usual,
    breakout,
  };
}

function countEntry({ at, views }: Count): object {
  return { at: isoUtc(at), views };
}

function notificationEntry({ owedAt, nextAttemptAt, ...rest }: Notification): object {
  return { ...rest, owedAt: isoUtc(owedAt), nextAttemptAt: isoUtc(nextAttemptAt) };
}

/** An object with a line for each name that has an entry, the names in order. */
function section<T>(byName: ReadonlyMap<string, T>, entryOf: (value: T) => object | undefined): string {
  const entries = [...byName]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, value]) => {
      const entry = entryOf(value);
      return entry === undefined ? [] : [`${JSON.stringify(name)}: ${JSON.stringify(entry)}`];
    });
  return block('{', entries.map(line), '}');
}

function line(entry: object | string): string {
  return `    ${typeof entry === 'string' ? entry : JSON.stringify(entry)}`;
}

function block(open: string, lines: readonly string[], close: string): string {
  return lines.length === 0 ? `${open}${close}` : `${open}\n${lines.join(',\n')}\n  ${close}`;
}

/** One token of JSON with the space before it (RFC 8259). */
const TOKEN =
  /\s*(?:"(?:[^"\\\p{Cc}]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)|[{}[\],:])/uy;

/** Where the text stops being JSON: the position that the parser names, else the first that begins no token. */
function placeOf(file: string, text: string, cause: unknown): string {
  const named = cause instanceof Error ? /position (\d+)/.exec(cause.message)?.[1] : undefined;
  const position = named === undefined ? endOfTokens(text) : Number(named);
  return `${file}:${text.slice(0, position).split('\n').length}`;
}

function endOfTokens(text: string): number {
  const token = new RegExp(TOKEN);
  let end = 0;
  while (token.test(text)) end = token.lastIndex;
  return end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0);
}
