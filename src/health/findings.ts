import type { HealthCause, HealthNotice, SilentHashtag } from '../alerts/health-notice.ts';
import { DAY_MS, HOUR_MS, hoursBetween, isoUtc } from '../text/time.ts';
import { creditsPerDay, hoursWithRun } from './days.ts';
import type { HealthEvidence } from './evidence.ts';
import type { HealthMemory, HealthStory, Streak, StreakCause } from './memory.ts';

/** A cause that is there at a run. */
export type HealthFinding = Pick<HealthNotice, 'cause' | 'since'> & Facts;

type Facts = Omit<HealthNotice, 'version' | 'kind' | 'story' | 'cause' | 'at' | 'openedAt' | 'since'>;

/** So many runs in a row are no accident. */
const RUNS_MIN = 2;
/** So many attempts without a reading are no accident. */
const MISSES_MIN = 3;
/** A story is over only when it is clearly better than where it began: a figure that wavers opens no second one. */
const CLEARLY = 1.25;

/** The causes that a run finds, but for hashtags without a reading. `memory` is as of this run. */
export function findings(memory: HealthMemory, evidence: HealthEvidence): readonly HealthFinding[] {
  const found = [
    ...credits(memory, evidence),
    ...budget(memory, evidence),
    ...streaks(memory),
    ...channels(memory, evidence),
    ...schedule(memory, evidence),
  ];
  return [...found, ...silence(memory, evidence, found)];
}

function isOpen({ stories }: HealthMemory, cause: HealthCause, channel?: string): boolean {
  return stories.some(({ notice }) => notice.cause === cause && notice.channel === channel);
}

/** Causes for which a run reads nothing at all: they say why, so that the silence is no cause of its own. */
const BLIND: readonly HealthCause[] = [
  'credits',
  'budget',
  'key',
  'cut-short',
  'unreadable-data',
  'unknown-shape',
];

function explains({ cause, credits: outlook }: Pick<HealthNotice, 'cause' | 'credits'>): boolean {
  return BLIND.includes(cause) && outlook?.endsAt === undefined;
}

function silence(
  memory: HealthMemory,
  { now, readAt, read, settings }: HealthEvidence,
  found: readonly HealthFinding[],
): readonly HealthFinding[] {
  if (readAt === undefined || now - readAt <= settings.noRunHours * HOUR_MS) return [];
  const isExplained =
    found.some(explains) ||
    memory.stories.some(({ notice }) => explains(notice)) ||
    (read.length === 0 && memory.silences.size > 0);
  if (isExplained && !isOpen(memory, 'no-runs')) return [];
  const until = read.length > 0 ? { until: isoUtc(now) } : {};
  return [{ cause: 'no-runs', since: isoUtc(readAt), ...until }];
}

function credits(memory: HealthMemory, evidence: HealthEvidence): readonly HealthFinding[] {
  const { now, stopped, credits: account } = evidence;
  const { left } = account;
  if (stopped?.code === 'no-credits' || left === 0) return [ended(memory, 'credits', now)];
  if (left === undefined) return [];
  return low(memory, 'credits', { left }, evidence);
}

function budget(memory: HealthMemory, evidence: HealthEvidence): readonly HealthFinding[] {
  const { now, credits: account, failures } = evidence;
  if (account.budget === undefined) return [];
  const { total, used } = account.budget;
  const left = Math.max(0, total - used);
  if (failures.some(({ code }) => code === 'over-budget'))
    return [ended(memory, 'budget', now, { left, budget: total })];
  const found = low(memory, 'budget', { left, budget: total }, evidence);
  const [one] = found;
  const isEnough =
    one?.credits?.endsAt !== undefined && Date.parse(one.credits.endsAt) > monthEnd(now) - DAY_MS;
  return isEnough ? [] : found;
}

/** The first instant of the next month, UTC. */
function monthEnd(now: number): number {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

type Purse = Pick<NonNullable<HealthNotice['credits']>, 'left' | 'budget'>;

function ended(
  memory: HealthMemory,
  cause: 'credits' | 'budget',
  now: number,
  purse: Purse = { left: 0 },
): HealthFinding {
  const story = memory.stories.find(({ notice }) => notice.cause === cause)?.notice;
  const since = story !== undefined && story.credits?.endsAt === undefined ? story.since : isoUtc(now);
  return { cause, since, credits: { ...purse, perDay: Math.round(creditsPerDay(memory, now)) } };
}

function low(
  memory: HealthMemory,
  cause: 'credits' | 'budget',
  purse: Purse,
  { now, settings }: HealthEvidence,
): readonly HealthFinding[] {
  const perDay = creditsPerDay(memory, now);
  const enoughDays = settings.creditDays * (isOpen(memory, cause) ? CLEARLY : 1);
  if (perDay === 0 || purse.left / perDay >= enoughDays) return [];
  const story = memory.stories.find(({ notice }) => notice.cause === cause)?.notice;
  const outlook = {
    ...purse,
    perDay: Math.round(perDay),
    endsAt: isoUtc(now + (purse.left / perDay) * DAY_MS),
  };
  return [{ cause, since: story?.since ?? isoUtc(now), credits: outlook }];
}

function streaks({ streaks: all }: HealthMemory): readonly HealthFinding[] {
  return (Object.entries(all) as readonly (readonly [StreakCause, Streak])[]).flatMap(
    ([cause, { since, runs, message }]) =>
      runs < RUNS_MIN ? [] : [{ cause, since: isoUtc(since), runs, message }],
  );
}

function channels(
  { channels: all }: HealthMemory,
  { now, settings }: HealthEvidence,
): readonly HealthFinding[] {
  return [...all].flatMap(([channel, { since, message, kind }]): readonly HealthFinding[] => {
    const isLong = hoursBetween(since, now) >= settings.channelHours;
    return kind === 'given-up' || isLong
      ? [{ cause: 'channel', since: isoUtc(since), channel, message }]
      : [];
  });
}

function schedule(memory: HealthMemory, { now, settings }: HealthEvidence): readonly HealthFinding[] {
  const hours = hoursWithRun(memory, now);
  if (hours === undefined) return [];
  const least = settings.schedulePercent * (isOpen(memory, 'schedule') ? CLEARLY : 1);
  if ((hours.sampled / hours.expected) * 100 >= least) return [];
  const story = memory.stories.find(({ notice }) => notice.cause === 'schedule')?.notice;
  return [{ cause: 'schedule', since: story?.since ?? isoUtc(now - hours.expected * HOUR_MS), hours }];
}

/** Stories about hashtags that are open at once; what comes on top joins the latest. */
const SILENT_STORIES_MAX = 5;

/**
 * Hashtags without a reading, in batches: those that fell silent together are one story, and a story goes on until none
 * of its own is silent any more.
 * @returns what each open story still holds, and those that are in none yet
 */
export function silentHashtags(
  { silences, stories }: HealthMemory,
  { now, settings }: HealthEvidence,
): {
  readonly held: ReadonlyMap<HealthStory, readonly SilentHashtag[]>;
  readonly fresh: readonly SilentHashtag[];
} {
  const open = stories.filter(({ notice }) => notice.cause === 'no-reading');
  const namesIn = ({ notice }: HealthStory): readonly string[] =>
    (notice.hashtags ?? []).map(({ hashtag }) => hashtag);
  const told = new Set(open.flatMap(namesIn));
  const isLong = (hashtag: string): boolean => {
    const silence = silences.get(hashtag);
    return (
      silence !== undefined &&
      silence.misses >= MISSES_MIN &&
      now - silence.from >= settings.noReadingHours * HOUR_MS
    );
  };
  const fresh = silent(
    [...silences.keys()].filter((name) => !told.has(name) && isLong(name)),
    silences,
  );
  const held = open.map((story) => [story, silent(namesIn(story), silences)] as const);
  const last = held.at(-1);
  if (last === undefined || open.length < SILENT_STORIES_MAX) return { held: new Map(held), fresh };
  return { held: new Map([...held.slice(0, -1), [last[0], [...last[1], ...fresh]]]), fresh: [] };
}

function silent(names: readonly string[], silences: HealthMemory['silences']): readonly SilentHashtag[] {
  return names.flatMap((hashtag) => {
    const silence = silences.get(hashtag);
    if (silence === undefined) return [];
    const { since, code, likely } = silence;
    return [{ hashtag, since: isoUtc(since), code, ...(likely !== undefined && { likely }) }];
  });
}
