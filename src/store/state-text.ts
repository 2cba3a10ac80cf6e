import { z } from 'zod';
import { EMPTY_HEALTH } from '../health/memory.ts';
import { partOf } from '../state/memory-parts.ts';
import { type State, seasonOf } from '../state/state.ts';
import { isoUtc } from '../text/time.ts';
import { isObject, migrate, type StateJson } from './migrations.ts';
import { parseLeniently, type Remade } from './salvage.ts';
import { fileText, layOut, placeOf } from './state-layout.ts';
import { memoriesSchema, STATE_VERSION, type StateFile, stateSchema, wholeSchema } from './state-schema.ts';
import { UnreadableDataError } from './unreadable.ts';

/**
 * The texts of the state's files. What every run changes is in `state.json`, and the memories, of which a part is renewed
 * now and then, in `memories/`. A watchlist of more than a part has its hashtags in `hashtags/`, a file a part.
 */

/** The text of `state.json`, and of the files of `hashtags/` where there are any, by path. */
export function writeState(state: State): ReadonlyMap<string, string> {
  const file = z.encode(stateSchema, fileOf(state));
  const parts = state.checkpoint.parts.length;
  if (parts < 2) return new Map([['state.json', fileText(file)]]);
  const { version, hashtags, videos, ...rest } = file;
  const texts = Array.from({ length: parts }, (_, part): readonly [string, string] => {
    const own = (section: object) =>
      Object.fromEntries(Object.entries(section).filter(([name]) => partOf(name, parts) === part));
    const text = fileText({ version, part, parts, hashtags: own(hashtags), videos: own(videos) });
    return [`hashtags/${part}.json`, text];
  });
  return new Map([['state.json', fileText({ version, parts, ...rest })], ...texts]);
}

/** What of a state is written: not what follows from the readings since its checkpoint. */
function fileOf({
  hashtags,
  foreign,
  health,
  checkpoint,
  discovery: _,
  ...rest
}: State): z.output<typeof stateSchema> {
  const listed = [...hashtags].flatMap(([name, { videos }]) =>
    videos === undefined ? [] : [[name, { lag: videos.lag, views: videos.views }] as const],
  );
  const known = [...hashtags].map(([name, { memory: _, videos: __, ...entry }]) => [name, entry] as const);
  const { at, alarms, season = null, earlier } = checkpoint;
  return {
    ...foreign,
    ...rest,
    version: STATE_VERSION,
    hashtags: new Map(known),
    videos: new Map(listed),
    checkpoint: {
      at,
      alarms,
      season,
      ...(earlier !== undefined && { earlier: { until: earlier.until, season: earlier.season ?? null } }),
    },
    ...(health !== EMPTY_HEALTH && { health }),
  } as z.output<typeof stateSchema>;
}

/** The files of `memories/`: where each stands, how its text begins, and the whole of it. */
export interface MemoriesFile {
  readonly path: string;
  /** A file that begins so is the same file. */
  readonly head: string;
  readonly text: () => string;
}

export function writeMemories({ memories, parts }: State['checkpoint']): readonly MemoriesFile[] {
  const byPart = Map.groupBy(memories, ([name]) => partOf(name, parts.length));
  return parts.flatMap((at, part) => {
    if (at === 0) return [];
    const head = { version: STATE_VERSION, part, parts: parts.length, at: isoUtc(at) };
    const text = (): string =>
      fileText({
        ...head,
        memories: z.encode(memoriesSchema, new Map(byPart.get(part) ?? []) as StateFile['memories']),
      });
    return [{ path: `memories/${part}.json`, head: layOut(head).slice(0, -'\n}'.length), text }];
  });
}

/** What the state's files say, and what of it has to be made again from the records. */
export interface ParsedState {
  readonly file: StateFile;
  /** Keys of a later release. */
  readonly foreign: Readonly<Record<string, unknown>>;
  readonly remade: Remade;
  /** Readings of this UTC day and later may not be in the memories yet, ms. */
  readonly since: number;
}

/** A file of a part, and where it stands. */
export interface PartFile {
  readonly place: string;
  readonly text: string;
}

/** All texts of a state. */
export interface StateTexts {
  readonly state: PartFile;
  /** In the order of the parts; undefined for one that is missing. */
  readonly hashtags?: readonly (PartFile | undefined)[];
  readonly memories?: readonly PartFile[];
}

/**
 * Reads the texts of a state. What an older release wrote is migrated; what is missing, and a memory of another version, is
 * left to be made again from the records.
 * @throws {UnreadableDataError} with the line where a text stops being JSON, or the keys that are wrong
 */
export function parseState({ state, hashtags = [], memories = [] }: StateTexts): ParsedState {
  const json = parseFile(state, REMEDY);
  const kept = memories.map(memoriesIn);
  const whole = isObject(json) && json.version === STATE_VERSION ? together(json, hashtags, kept) : json;
  const migrated = migrate(whole, STATE_VERSION);
  const { parsed, remade } = parseLeniently(migrated, wholeSchema);
  if (!parsed.success) {
    const file = placeOfIssue(state.place, hashtags, parsed.error.issues[0]?.path ?? []);
    throw new UnreadableDataError(file, `${z.prettifyError(parsed.error)}\n${REMEDY}`);
  }
  const { checkpoint } = parsed.data;
  const { season = seasonOf(parsed.data.memories.values()) ?? null } = checkpoint;
  const foreign = Object.entries(parsed.data).filter(([key]) => !Object.hasOwn(wholeSchema.shape, key));
  return {
    file: { ...parsed.data, checkpoint: { ...checkpoint, season } },
    foreign: Object.fromEntries(foreign),
    ...replayFrom(parsed.data, remade, kept),
  };
}

/** From when on readings are not in the memories yet, and which memories have to be made from the very beginning. */
function replayFrom(
  { hashtags, memories, memoriesAt }: StateFile,
  remade: Remade,
  files: readonly MemoriesPart[],
): Pick<ParsedState, 'remade' | 'since'> {
  const isWhole = memoriesAt.every((at) => at > 0);
  if (isWhole) return { remade, since: Math.min(...(memoriesAt.length === 0 ? [0] : memoriesAt)) };
  const missing = [...hashtags.keys()].filter((name) => !memories.has(name));
  const since = Math.min(...(files.length === 0 ? [0] : files.map(({ at }) => Date.parse(at))));
  return { remade: { ...remade, memories: new Set([...remade.memories, ...missing]) }, since };
}

const REMEDY =
  'Restore it from git (git checkout HEAD~1 -- data/state.json), or delete it: it is then rebuilt from the records';
const REMEDY_PART =
  'Take all of the state back from one commit (git checkout HEAD~1 -- data/state.json data/hashtags), or delete data/state.json: it is then rebuilt from the records';
const REMEDY_MEMORIES = 'Delete it: it is then made again from the samples';

function parseFile({ place, text }: PartFile, remedy: string): unknown {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new UnreadableDataError(placeOf(place, text, cause), `not JSON. ${remedy}`, { cause });
  }
  if (isObject(json) && typeof json.version === 'number' && json.version > STATE_VERSION) {
    const what = `written by a newer release (version ${json.version}): update this program. Nothing is changed until then`;
    throw new UnreadableDataError(place, what);
  }
  return json;
}

interface MemoriesPart {
  readonly part: unknown;
  readonly parts: unknown;
  /** ISO 8601. */
  readonly at: string;
  readonly memories: StateJson;
}

function memoriesIn(file: PartFile): MemoriesPart {
  const json = parseFile(file, REMEDY_MEMORIES);
  const { at, memories, part, parts } = isObject(json) ? json : {};
  if (typeof at !== 'string' || !(Date.parse(at) > 0) || !isObject(memories))
    throw new UnreadableDataError(file.place, `not a part of the memories. ${REMEDY_MEMORIES}`);
  return { part, parts, at, memories };
}

/** The state with its parts. Of memories that were cut into another number of parts the latest of each hashtag count. */
function together(
  state: StateJson,
  hashtagFiles: StateTexts['hashtags'],
  memoryFiles: readonly MemoriesPart[],
): StateJson {
  const count = typeof state.parts === 'number' ? state.parts : 1;
  const fits =
    memoryFiles.length === count &&
    memoryFiles.every(({ part, parts }, index) => part === index && parts === count);
  const oldestFirst = memoryFiles.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const memories = Object.fromEntries(oldestFirst.flatMap((file) => Object.entries(file.memories)));
  const memoriesAt = fits ? memoryFiles.map(({ at }) => at) : new Array(count).fill(isoUtc(0));
  const whole = { ...state, memories, memoriesAt };
  if (count === 1) return whole;
  const parts = Array.from({ length: count }, (_, part) => hashtagsIn(hashtagFiles?.[part], part, count));
  const section = (name: 'hashtags' | 'videos') =>
    Object.fromEntries(parts.flatMap((part) => Object.entries(part[name] ?? {})));
  return { ...whole, hashtags: section('hashtags'), videos: section('videos') };
}

function hashtagsIn(file: PartFile | undefined, part: number, parts: number): StateJson {
  if (file === undefined) {
    const what = `it is missing, while data/state.json says that there are ${parts} such files. ${REMEDY_PART}`;
    throw new UnreadableDataError(`data/hashtags/${part}.json`, what);
  }
  const json = parseFile(file, REMEDY_PART);
  if (isObject(json) && json.part === part && json.parts === parts) return json;
  throw new UnreadableDataError(
    file.place,
    `it belongs to another state than data/state.json. ${REMEDY_PART}`,
  );
}

/** The file that an issue is about. */
function placeOfIssue(
  state: string,
  hashtags: readonly (PartFile | undefined)[],
  [section, name]: readonly PropertyKey[],
): string {
  const isParted = hashtags.length > 1 && (section === 'hashtags' || section === 'videos');
  return (isParted && hashtags[partOf(String(name), hashtags.length)]?.place) || state;
}
