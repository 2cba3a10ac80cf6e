import type { HashtagState } from '../alerts/hashtag-state.ts';
import type { Event } from '../alerts/log-event.ts';
import type { Notification } from '../alerts/outbox.ts';
import { EMPTY_MEMORY } from '../detector/memory.ts';
import { EMPTY_HEALTH } from '../health/memory.ts';
import { healthAfter } from '../health/rebuild-health.ts';
import { CREDITS_PER_HASHTAG } from '../sources/source/source.ts';
import type { CreditState } from '../state/credits.ts';
import { partOf } from '../state/memory-parts.ts';
import { lastWeekAt, owedByLog } from '../state/outbox-from-log.ts';
import { endedBreakouts, mutesAfter, openEpisodes, recall, settledIds } from '../state/rebuild.ts';
import { type Checkpoint, EMPTY_STATE, type State, seasonAt } from '../state/state.ts';
import { DAY_MS, HOUR_MS, isoUtc } from '../text/time.ts';
import { readAllEvents, readEventsSince } from './log-files.ts';
import { readingsSince } from './record-files.ts';
import type { Remade } from './salvage.ts';
import type { StateFile } from './state-schema.ts';
import type { ParsedState } from './state-text.ts';

/** The state of a run: from the state's files and the records since, or from the records alone. */

/** The state of its files, with the memories brought from their checkpoints to the last reading. @throws {UnreadableDataError} */
export async function bringUpToDate(folder: string, parsed: ParsedState): Promise<State> {
  const { file, foreign, remade, since } = parsed;
  const { hashtags, videos, outbox, credits, pace, at, told, weekAt, rolledUntil, falseAlarms, health } =
    file;
  const checkpoint = await withMemories(folder, checkpointOf(file), { hashtags: remade.memories, since });
  const recalled = await recallSince(folder, checkpoint, since);
  // A state that was restored from an older commit has an older listing than the readings say: it is left out.
  const listedUntil = (at ?? Number.POSITIVE_INFINITY) + HOUR_MS;
  const log = await logFor(folder, file, remade);
  const known = knownAfter(file, log, remade.episodes);
  const names = new Set([...hashtags.keys(), ...recalled.keys()]);
  const states = [...names].map((name): readonly [string, HashtagState] => {
    const memory = recalled.get(name) ?? EMPTY_MEMORY;
    const listed = videos.get(name);
    const readAt = memory.counter?.last.at;
    const isOfLast = readAt !== undefined && readAt <= listedUntil;
    return [
      name,
      {
        ...known(name),
        memory,
        ...(listed !== undefined && isOfLast && { videos: { at: readAt, ...listed } }),
      },
    ];
  });
  const settled = settledIds(log);
  const kept = outbox.filter(({ id }) => !settled.has(id));
  const ids = new Set(kept.flatMap((one) => [one.id, ...standsFor(one, log)]));
  const lost = owedByLog(log, (event) => remade.outbox === 'incomplete' || event.at > (at ?? 0));
  return {
    ...(at !== undefined && { at }),
    credits,
    ...(pace !== undefined && { pace }),
    hashtags: new Map(states),
    checkpoint,
    falseAlarms,
    health: health ?? EMPTY_HEALTH,
    outbox: [...kept, ...lost.filter(({ id }) => !ids.has(id))],
    ...(told !== undefined && { told }),
    ...(weekAt !== undefined && { weekAt }),
    ...(rolledUntil !== undefined && { rolledUntil }),
    ...(Object.keys(foreign).length > 0 && { foreign }),
  };
}

/**
 * What of the log a state has to be compared with: its end, from the state's instant and the oldest notification that is
 * owed. All of it where the state lacks something that only the log can say.
 */
async function logFor(
  folder: string,
  { at = 0, outbox }: StateFile,
  { episodes, outbox: owed }: Remade,
): Promise<readonly Event[]> {
  const isIncomplete = owed === 'incomplete' || episodes === 'all' || episodes.size > 0;
  if (isIncomplete) return readAllEvents(folder);
  const end = await readEventsSince(folder, Math.min(at, ...outbox.map(({ owedAt }) => owedAt)));
  const known = new Set([...settledIds(end), ...outbox.map(({ id }) => id)]);
  const owesMore = end.some(
    (event) => event.kind === 'owed' && event.at > at && !known.has(event.notification),
  );
  return owesMore ? readAllEvents(folder) : end;
}

function checkpointOf({ checkpoint, memories, memoriesAt }: StateFile): Checkpoint {
  const { at, alarms, season, earlier } = checkpoint;
  return {
    at,
    alarms,
    memories,
    parts: memoriesAt,
    ...(season && { season }),
    ...(earlier && { earlier: { until: earlier.until, ...(earlier.season && { season: earlier.season }) } }),
  };
}

type Known = Omit<HashtagState, 'memory' | 'videos'>;

/**
 * What is known of hashtags beside their memories. Where the log goes on after the state was written, as when an older
 * one was restored, it has the last word; and it has the only one on hashtags that the state lacks.
 */
function knownAfter(
  { at = 0, hashtags }: Pick<StateFile, 'at' | 'hashtags'>,
  log: readonly Event[],
  incomplete: Remade['episodes'] = 'all',
): (hashtag: string) => Known {
  const isIncomplete = (name: string): boolean => incomplete === 'all' || incomplete.has(name);
  const later = log.filter(
    (event) => event.at > at || (event.hashtag !== undefined && isIncomplete(event.hashtag)),
  );
  const episodes = openEpisodes(later);
  const ended = new Set(later.flatMap((event) => (event.kind === 'over' ? [event.hashtag] : [])));
  const mutes = mutesAfter(
    later,
    new Map([...hashtags].flatMap(([name, { mute }]) => (mute === undefined ? [] : [[name, mute]]))),
  );
  const breakouts = endedBreakouts(later, (name) =>
    isIncomplete(name) ? undefined : hashtags.get(name)?.earlier,
  );
  return (hashtag) => {
    const { episode: before, mute: _, ...rest } = hashtags.get(hashtag) ?? {};
    const logged = episodes.get(hashtag);
    const isKnown = logged === undefined ? !ended.has(hashtag) : logged.id === before?.id;
    const episode = isKnown ? before : logged;
    const mute = mutes.get(hashtag);
    return {
      ...rest,
      ...(episode !== undefined && { episode }),
      ...(mute !== undefined && { mute }),
      ...breakouts.get(hashtag),
    };
  };
}

/** The ids that a notification of the outbox stands for. */
function standsFor({ id }: Notification, log: readonly Event[]): readonly string[] {
  return log.flatMap((event) =>
    event.kind === 'owed' && event.notification === id ? (event.instead ?? []) : [],
  );
}

/** The state made from the records alone. @throws {UnreadableDataError} */
export async function rebuild(folder: string): Promise<State> {
  const memories = await recallSince(folder, EMPTY_STATE.checkpoint, 0);
  const log = await readAllEvents(folder);
  const known = knownAfter({ hashtags: new Map() }, log);
  const hashtags = [...memories].map(([name, memory]): readonly [string, HashtagState] => [
    name,
    { ...known(name), memory },
  ]);
  const weekAt = lastWeekAt(log);
  return {
    ...EMPTY_STATE,
    credits: await creditsRecorded(folder, memories),
    hashtags: new Map(hashtags),
    health: healthAfter(log),
    outbox: owedByLog(log, () => true),
    ...(weekAt !== undefined && { weekAt }),
  };
}

/** What the readings of the last month have cost at least: what failed cost too, and left nothing. */
async function creditsRecorded(folder: string, memories: Checkpoint['memories']): Promise<CreditState> {
  const last = Math.max(0, ...[...memories.values()].map(({ counter }) => counter?.last.at ?? 0));
  if (last === 0) return EMPTY_STATE.credits;
  const month = isoUtc(last).slice(0, 7);
  const from = Date.parse(`${month}-01T00:00:00Z`);
  let count = 0;
  for await (const readings of readingsSince(folder, from))
    count += readings.filter(({ at }) => at >= from).length;
  return { month, used: count * CREDITS_PER_HASHTAG };
}

async function recallSince(
  folder: string,
  checkpoint: Checkpoint,
  since: number,
): Promise<Checkpoint['memories']> {
  let { memories } = checkpoint;
  for await (const readings of readingsSince(folder, since))
    memories = recall(memories, readings, (at) => seasonAt(checkpoint, at));
  return memories;
}

/**
 * A checkpoint with the memories of these hashtags made again, from all that was recorded before its day. Their parts are
 * renewed by the next run, so that this is done once.
 */
async function withMemories(
  folder: string,
  checkpoint: Checkpoint,
  { hashtags, since }: { readonly hashtags: ReadonlySet<string>; readonly since: number },
): Promise<Checkpoint> {
  if (hashtags.size === 0) return checkpoint;
  const day = Math.floor(since / DAY_MS) * DAY_MS;
  let made: Checkpoint['memories'] = new Map();
  for await (const readings of readingsSince(folder, 0)) {
    const theirs = readings.filter(({ hashtag, at }) => hashtags.has(hashtag) && at < day);
    made = recall(made, theirs, (at) => seasonAt(checkpoint, at));
  }
  const parts = checkpoint.parts.map((at, part) =>
    [...hashtags].some((name) => partOf(name, checkpoint.parts.length) === part) ? 0 : at,
  );
  return { ...checkpoint, memories: new Map([...checkpoint.memories, ...made]), parts };
}
