import { z } from 'zod';
import { EMPTY_HEALTH } from '../health/memory.ts';
import type { State } from '../state/state.ts';
import { isObject, migrate } from './migrations.ts';
import { parseLeniently, type Remade } from './salvage.ts';
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
  const text = layOut(z.encode(stateSchema, fileOf(state)));
  return `${text.padEnd(Math.ceil((text.length + 1) / BLOCK_CHARS) * BLOCK_CHARS - 1)}\n`;
}

/** What of a state is written: not what follows from the readings since its checkpoint. */
function fileOf({ hashtags, foreign, health, ...rest }: State): StateFile {
  const listed = [...hashtags].flatMap(([name, { videos }]) =>
    videos === undefined ? [] : [[name, { lag: videos.lag, views: videos.views }] as const],
  );
  const known = [...hashtags].map(([name, { memory: _, videos: __, ...entry }]) => [name, entry] as const);
  return {
    ...foreign,
    ...rest,
    version: STATE_VERSION,
    hashtags: new Map(known),
    videos: new Map(listed),
    ...(health !== EMPTY_HEALTH && { health }),
  } as StateFile;
}

/** What a file says, and what of it has to be made again from the records. */
export interface ParsedState {
  readonly file: StateFile;
  /** Keys of a later release. */
  readonly foreign: Readonly<Record<string, unknown>>;
  readonly remade: Remade;
}

/**
 * Reads the text of `state.json`. What an older release wrote is migrated; what is missing, and a memory of another
 * version, is left to be made again from the records.
 * @param file how to name the file in an error
 * @throws {UnreadableDataError} with the line where the text stops being JSON, or the keys that are wrong
 */
export function parseState(text: string, file: string): ParsedState {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new UnreadableDataError(placeOf(file, text, cause), `not JSON. ${REMEDY}`, { cause });
  }
  if (isObject(json) && typeof json.version === 'number' && json.version > STATE_VERSION) {
    const what = `written by a newer release (version ${json.version}): update this program. Nothing is changed until then`;
    throw new UnreadableDataError(file, what);
  }
  const { parsed, remade } = parseLeniently(migrate(json, STATE_VERSION), stateSchema);
  if (!parsed.success) throw new UnreadableDataError(file, `${z.prettifyError(parsed.error)}\n${REMEDY}`);
  const foreign = Object.entries(parsed.data).filter(([key]) => !Object.hasOwn(stateSchema.shape, key));
  return { file: parsed.data, foreign: Object.fromEntries(foreign), remade };
}

const REMEDY =
  'Restore it from git (git checkout HEAD~1 -- data/state.json), or delete it: it is then rebuilt from the records';

/** A top-level key a line; a hashtag a line, and a notification a line. */
function layOut(file: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(file).flatMap(([key, value]) => {
    if (value === undefined) return [];
    return [
      `  ${JSON.stringify(key)}: ${key === 'checkpoint' ? checkpointText(value) : valueText(key, value)}`,
    ];
  });
  return `{\n${lines.join(',\n')}\n}`;
}

const SECTIONS = ['hashtags', 'videos', 'outbox', 'alarms', 'memories'];

function valueText(key: string, value: unknown): string {
  if (!SECTIONS.includes(key)) return JSON.stringify(value);
  if (Array.isArray(value))
    return block(
      '[',
      value.map((item) => JSON.stringify(item)),
      ']',
    );
  const entries = Object.entries(value ?? {});
  return block(
    '{',
    entries.map(([name, entry]) => `${JSON.stringify(name)}: ${JSON.stringify(entry)}`),
    '}',
  );
}

function checkpointText(value: unknown): string {
  const parts = Object.entries(value ?? {}).map(
    ([key, part]) => `${JSON.stringify(key)}: ${valueText(key, part)}`,
  );
  return `{${parts.join(', ')}}`;
}

function block(open: string, lines: readonly string[], close: string): string {
  return lines.length === 0
    ? `${open}${close}`
    : `${open}\n${lines.map((line) => `    ${line}`).join(',\n')}\n  ${close}`;
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
