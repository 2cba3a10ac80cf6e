import type { z } from 'zod';
import { isObject } from './migrations.ts';
import { STATE_VERSION } from './state-schema.ts';

/** What of a state file has to be made again from the records. */
export interface Remade {
  /** Hashtags whose memory was missing a part, or of another version of the detector. */
  readonly memories: ReadonlySet<string>;
  /** Hashtags of whose episode or mute something was missing. */
  readonly episodes: ReadonlySet<string> | 'all';
  /** Whether notifications were incomplete, or all of them missing. */
  readonly outbox: 'kept' | 'incomplete';
}

/** What stands for a part that is not there. The records say what it was. */
const EMPTY_PARTS: Readonly<Record<string, unknown>> = {
  version: STATE_VERSION,
  credits: { month: '', used: 0 },
  hashtags: {},
  videos: {},
  outbox: [],
  falseAlarms: 0,
  checkpoint: { at: '1970-01-01T00:00:00Z', alarms: {} },
  memories: {},
  memoriesAt: [],
};

type Path = readonly PropertyKey[];

/**
 * Reads a file without its parts that are incomplete: what is missing is made again from the records. What is there and
 * wrong stays, for the schema to name; only a memory is made again whatever is wrong with it.
 */
export function parseLeniently<Schema extends z.ZodType>(
  file: unknown,
  schema: Schema,
): { readonly parsed: z.ZodSafeParseResult<z.output<Schema>>; readonly remade: Remade } {
  const { whole, missing } = fill(file);
  const strict = schema.safeParse(whole);
  const found = (strict.error?.issues ?? []).flatMap(({ path }) => unitOf(whole, path) ?? []);
  const units = [...new Map(found.map((path) => [path.map(String).join('\n'), path])).values()];
  // Items of a list go from its end, so that those before keep their places.
  const removed = units
    .toSorted((a, b) => Number(b[1]) - Number(a[1]))
    .filter((path) => remove(whole, path))
    .map((path) => path.map(String));
  const named = (...begin: readonly string[]): ReadonlySet<string> =>
    new Set(
      removed.flatMap((path) =>
        begin.every((key, at) => path[at] === key) ? (path[begin.length] ?? []) : [],
      ),
    );
  const isOutboxWhole = !missing.includes('outbox') && named('outbox').size === 0;
  return {
    parsed: removed.length === 0 ? strict : schema.safeParse(fill(whole).whole),
    remade: {
      memories: named('memories'),
      episodes: missing.includes('hashtags') ? 'all' : named('hashtags'),
      outbox: isOutboxWhole ? 'kept' : 'incomplete',
    },
  };
}

/** A file with something for each part that it does not have. */
function fill(file: unknown): { readonly whole: unknown; readonly missing: readonly string[] } {
  if (!isObject(file)) return { whole: file, missing: [] };
  const missing = Object.keys(EMPTY_PARTS).filter((key) => file[key] === undefined);
  const whole = { ...file, ...Object.fromEntries(missing.map((key) => [key, EMPTY_PARTS[key]])) };
  const { checkpoint } = whole;
  // Files of before there were budgets have no record of alarms.
  const isBefore = isObject(checkpoint) && checkpoint.alarms === undefined;
  return { whole: isBefore ? { ...whole, checkpoint: { ...checkpoint, alarms: {} } } : whole, missing };
}

/** The smallest part around an issue that the records can make again; undefined where a person has to look. */
function unitOf(file: unknown, path: Path): readonly [Path] | undefined {
  const [part, name] = path;
  if (part === 'memories' && path.length > 1) return [path.slice(0, 2)];
  if (valueAt(file, path) !== undefined || part === undefined) return undefined;
  if (part === 'hashtags' && path.length > 3) return [path.slice(0, 3)];
  if ((part === 'videos' || part === 'outbox') && path.length > 2) return [path.slice(0, 2)];
  if (part === 'checkpoint' && name === 'alarms' && path.length > 3) return [path.slice(0, 3)];
  return path.length > 1 ? [[part]] : undefined;
}

function valueAt(file: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, key) => childOf(value, key), file);
}

function childOf(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}

/** @returns whether it was there */
function remove(file: unknown, path: Path): boolean {
  const holder = valueAt(file, path.slice(0, -1));
  const key = path.at(-1);
  if (typeof holder !== 'object' || holder === null || key === undefined || !Object.hasOwn(holder, key))
    return false;
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else Reflect.deleteProperty(holder, key);
  return true;
}
