import type { Discovery } from '../discovery/discovery.ts';
import type { Reading } from '../readings/reading.ts';
import type { Settings } from '../settings/settings.ts';
import { localMinute, localWeekday } from '../text/local-time.ts';
import { DAY_MS, HOUR_MS, isoUtc, MINUTE_MS } from '../text/time.ts';
import { videoUrl } from './alert.ts';
import type { AlertState } from './alert-state.ts';
import type { FoundHashtag, Mover, WeekDigest, WeekEpisode, WeekSeen } from './digest.ts';
import type { Event } from './log-event.ts';

/** What a week recorded, in the order it was. */
export interface WeekRecords {
  readonly readings: readonly Reading[];
  readonly events: readonly Event[];
  /** What was found beside the watched hashtags, of any time; absent: nothing. */
  readonly found?: readonly Discovery[];
}

/** An appointment this soon after the digest before is left out: there is too little to look back on. */
const WEEK_MIN_MS = 3.5 * DAY_MS;

/**
 * Whether a run at `now` (ms) sends the weekly digest: an appointment has come since the last one. When no run fell on
 * the day, the next one sends it, and the one after comes on its day again.
 */
export function isWeekDue(
  { weeklyDigest, timezone }: Pick<Settings, 'weeklyDigest' | 'timezone'>,
  { weekAt }: Pick<AlertState, 'weekAt'>,
  now: number,
): boolean {
  if (weeklyDigest === undefined || weekAt === undefined) return false;
  const { weekday, minute } = weeklyDigest;
  const days = (localWeekday(timezone, now) - weekday + 7) % 7;
  const elapsedMs = days * DAY_MS + (localMinute(timezone, now) - minute) * MINUTE_MS;
  const appointment = now - (elapsedMs < 0 ? elapsedMs + 7 * DAY_MS : elapsedMs);
  return appointment - weekAt >= WEEK_MIN_MS;
}

const MOVERS_MAX = 10;
const EPISODES_MAX = 20;

/**
 * Looks back on a week: what moved, what was missed, and how many alarms were right by hindsight.
 * @param from until when the last digest looked, ms
 */
export function weekDigest(
  { readings, events, found = [] }: WeekRecords,
  watchlist: Settings,
  from: number,
  now: number,
  seen?: WeekSeen,
): WeekDigest {
  const groups = new Map(watchlist.watches.map(({ hashtag, group }) => [hashtag, group]));
  const series = [...Map.groupBy(readings, ({ hashtag }) => hashtag)]
    .filter(([hashtag]) => groups.has(hashtag))
    .map(([hashtag, all]) => ({ hashtag, line: all.filter(({ at, views }) => at > from && views > 0) }))
    .filter(({ line }) => line.length > 1);
  const inWeek = events.filter(({ at }) => at > from);
  const fastest = fastestByMessages(inWeek, from);
  const movers = series
    .map(({ hashtag, line }) =>
      moverOf({ hashtag, line, group: groups.get(hashtag), at: fastest.get(hashtag) }),
    )
    .toSorted((a, b) => b.growthPercent - a.growthPercent || (a.hashtag < b.hashtag ? -1 : 1));
  const episodes = episodesOf(
    inWeek,
    Map.groupBy(readings, ({ hashtag }) => hashtag),
  );
  const told = new Set(inWeek.flatMap((event) => ('alert' in event ? [event.hashtag] : [])));
  const grown = new Set(series.filter(({ line }) => grewLikeBreakout(line)).map(({ hashtag }) => hashtag));
  const discoveries = foundIn(found, groups, from);
  const recounted = new Set(series.filter(({ line }) => isLoneStep(line)).map(({ hashtag }) => hashtag));
  return {
    version: 1,
    kind: 'week',
    at: isoUtc(now),
    from: isoUtc(from),
    until: isoUtc(now),
    ...(seen !== undefined && { seen }),
    ...freshness(readings, [...groups.keys()], from),
    hashtags: series.length,
    movers: movers
      .filter(
        ({ hashtag, growthPercent }) => growthPercent > 0 && (told.has(hashtag) || !recounted.has(hashtag)),
      )
      .slice(0, MOVERS_MAX),
    missed: movers.filter(({ hashtag }) => grown.has(hashtag) && !told.has(hashtag)).slice(0, MOVERS_MAX),
    ...(discoveries.length > 0 && { found: discoveries }),
    episodes: episodes.slice(0, EPISODES_MAX),
    ended: endedOf(inWeek),
  };
}

const FOUND_MAX = 10;

/** What was found in the week and is still not on the watchlist, as plain JSON. */
function foundIn(
  found: readonly Discovery[],
  watched: ReadonlyMap<string, unknown>,
  from: number,
): readonly FoundHashtag[] {
  return found
    .filter(({ at, companion }) => at > from && !watched.has(companion))
    .slice(0, FOUND_MAX)
    .map(({ at, companion, firstSeenAt, creators, usualCreatorsPerDay, beside, videos }) => ({
      hashtag: companion,
      at: isoUtc(at),
      firstSeenAt: isoUtc(firstSeenAt),
      creators,
      usualCreatorsPerDay,
      beside,
      videos: videos.map((video) => ({ ...video, url: videoUrl(video) })),
    }));
}

/** How fresh the numbers are: the oldest of the latest readings, and how many hashtags have none. */
function freshness(
  readings: readonly Reading[],
  hashtags: readonly string[],
  from: number,
): Pick<WeekDigest, 'oldest' | 'unread'> {
  const latest = new Map<string, number>();
  for (const { hashtag, at } of readings)
    if (at > from) latest.set(hashtag, Math.max(at, latest.get(hashtag) ?? at));
  const watched = hashtags.flatMap((hashtag) => {
    const at = latest.get(hashtag);
    return at === undefined ? [] : [{ hashtag, at }];
  });
  const [oldest] = watched.toSorted((a, b) => a.at - b.at || (a.hashtag < b.hashtag ? -1 : 1));
  return {
    ...(oldest !== undefined && { oldest: { hashtag: oldest.hashtag, at: isoUtc(oldest.at) } }),
    unread: hashtags.length - watched.length,
  };
}

/** When a breakout that is over was fastest, as the message of its end says; only what lies in the week. */
function fastestByMessages(events: readonly Event[], from: number): ReadonlyMap<string, number> {
  return new Map(
    events.flatMap((event) => {
      if (event.kind !== 'over' || event.alert.fastest === undefined) return [];
      const at = Date.parse(event.alert.fastest.at);
      return at > from ? [[event.hashtag, at] as const] : [];
    }),
  );
}

interface Week {
  readonly hashtag: string;
  readonly line: readonly Reading[];
  readonly group: string | undefined;
  /** When views came fastest, ms, where a message has said so. */
  readonly at: number | undefined;
}

function moverOf({ hashtag, line, group, at }: Week): Mover {
  const viewsBefore = line[0]?.views ?? 0;
  const views = line.at(-1)?.views ?? 0;
  const fastest = at ?? fastestOf(line);
  return {
    hashtag,
    viewsBefore,
    views,
    growthPercent: Number(((views / viewsBefore - 1) * 100).toPrecision(4)),
    ...(fastest !== undefined && { fastestAt: isoUtc(fastest) }),
    ...(group !== undefined && { group }),
  };
}

/** Gaps that say when views came. */
const GAP_KNOWN_MAX_MS = 3 * HOUR_MS;

/** The end of the gap in which views came fastest. What only makes up for a dip is no growth. */
function fastestOf(line: readonly Reading[]): number | undefined {
  let fastest: { readonly at: number; readonly rate: number } | undefined;
  let top = line[0]?.views ?? 0;
  for (const [index, reading] of line.entries()) {
    const before = line[index - 1];
    const grown = reading.views - top;
    top = Math.max(top, reading.views);
    if (before === undefined || reading.at - before.at > GAP_KNOWN_MAX_MS) continue;
    const rate = grown / (reading.at - before.at);
    if (rate > 0 && (fastest === undefined || rate > fastest.rate)) fastest = { at: reading.at, rate };
  }
  return fastest?.at;
}

/** What counts as sustained growth (docs/detection.md): 30 % within a day from at least 5,000 views, and kept. */
const GROWTH_MIN = 1.3;
const BASE_VIEWS_MIN = 5_000;
const KEPT_SHARE = 0.9;
/** One step that brings more than this part of the growth is a recount rather than growth. */
const LONE_STEP_MAX = 0.75;

function grewLikeBreakout(line: readonly Reading[]): boolean {
  const end = line.at(-1)?.views ?? 0;
  let from = 0;
  for (const [index, reading] of line.entries()) {
    while ((line[from]?.at ?? 0) < reading.at - DAY_MS) from += 1;
    const base = line[from]?.views ?? 0;
    if (base < BASE_VIEWS_MIN || reading.views < base * GROWTH_MIN) continue;
    const kept = end >= base + (reading.views - base) * KEPT_SHARE;
    if (kept && !isLoneStep(line.slice(from, index + 1))) return true;
  }
  return false;
}

function isLoneStep(line: readonly Reading[]): boolean {
  const gained = (line.at(-1)?.views ?? 0) - (line[0]?.views ?? 0);
  const steps = line.slice(1).map(({ views }, index) => views - (line[index]?.views ?? views));
  return steps.length > 1 && Math.max(...steps) > gained * LONE_STEP_MAX;
}

function episodesOf(
  events: readonly Event[],
  series: ReadonlyMap<string, readonly Reading[]>,
): readonly WeekEpisode[] {
  const ends = new Map(
    events.flatMap((event) => (event.kind === 'over' ? [[event.alert.episode, event.alert]] : [])),
  );
  return events.flatMap((event): readonly WeekEpisode[] => {
    if (event.kind !== 'opened' && event.kind !== 'joined') return [];
    const { hashtag, episode, openedAt, views } = event.alert;
    const end = ends.get(episode);
    const breakout = { hashtag, episode, openedAt };
    if (end !== undefined)
      return [{ ...breakout, base: end.views.base, peak: end.views.peak, overAt: end.at }];
    const since = (series.get(hashtag) ?? []).filter(({ at }) => at >= Date.parse(openedAt));
    const peak = since.reduce((top, reading) => Math.max(top, reading.views), views.peak);
    return [{ ...breakout, base: views.base, peak, latest: since.at(-1)?.views ?? views.now }];
  });
}

function endedOf(events: readonly Event[]): WeekDigest['ended'] {
  const hindsights = events.flatMap((event) => (event.kind === 'over' ? [event.alert.hindsight] : []));
  const count = (hindsight: 'right' | 'false-alarm' | undefined): number =>
    hindsights.filter((one) => one === hindsight).length;
  return { right: count('right'), falseAlarms: count('false-alarm'), untold: count(undefined) };
}
