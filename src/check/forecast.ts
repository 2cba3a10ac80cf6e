import type { ReplayedEpisode } from '../replay/replay.ts';
import { DAY_MS, isoUtc } from '../text/time.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';
import { alertsOf, compareEpisodes, startOf } from './compare-episodes.ts';
import type {
  AlertCounts,
  AlertRate,
  Differences,
  ForecastAlert,
  ReplayForecast,
} from './replay-forecast.ts';

const WEEK_MS = 7 * DAY_MS;
const ALERTS_MAX = 500;
/** 1970 began on a Thursday: the first Monday is four days on. */
const MONDAY_MS = 4 * DAY_MS;

/** A record that was replayed under one watchlist. */
export interface ReplayedWatchlist {
  readonly watchlist: Watchlist;
  readonly episodes: readonly ReplayedEpisode[];
}

/** The stretch of the record in which alerts are counted, ms, and what lies in it. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly readings: number;
  /** Hashtags of the watchlist with readings in it. */
  readonly hashtags: number;
}

/** Whether there is a version before to compare with. */
type Scope = 'compared' | 'alone';

/** What `after` would have alerted, beside `before` where there is a version before. */
export function forecastReplay(
  stretch: Stretch,
  after: ReplayedWatchlist,
  before?: ReplayedWatchlist,
): ReplayForecast {
  const { from, until, readings, hashtags } = stretch;
  const scope: Scope = before === undefined ? 'alone' : 'compared';
  const weeks = Math.max(until - from, DAY_MS) / WEEK_MS;
  const news = toldEpisodes(after, from);
  const olds = before && toldEpisodes(before, from);
  const alerts = olds === undefined ? alertsOf(news) : compareEpisodes(olds, news, until);
  const rate = (count: number): AlertRate => ({
    alerts: count,
    perWeek: Math.round((100 * count) / weeks) / 100,
  });
  const counted = <Key>(keyOf: (alert: ForecastAlert) => Key): ReadonlyMap<Key, AlertCounts> =>
    countBy(alerts, keyOf, scope);
  return {
    from: isoUtc(from),
    until: isoUtc(until),
    weeks: Math.round(weeks * 100) / 100,
    readings,
    hashtags,
    after: rate(news.length),
    ...(olds !== undefined && { before: rate(olds.length), differences: differencesOf(alerts) }),
    weekly: weekly(
      from,
      until,
      counted((alert) => weekOf(startOf(alert))),
      scope,
    ),
    perHashtag: [...counted(({ hashtag }) => hashtag)]
      .map(([hashtag, counts]) => ({ hashtag, ...counts }))
      .toSorted((a, b) => b.after - a.after || (a.hashtag < b.hashtag ? -1 : 1)),
    alerts: byInterest(alerts).slice(0, ALERTS_MAX),
    omittedAlerts: Math.max(0, alerts.length - ALERTS_MAX),
  };
}

function differencesOf(alerts: readonly ForecastAlert[]): Differences {
  const count = (change: ForecastAlert['change']): number =>
    alerts.filter((alert) => alert.change === change).length;
  const hours = alerts
    .filter(({ change }) => change === 'earlier')
    .map(({ hoursEarlier }) => hoursEarlier ?? 0)
    .toSorted((a, b) => a - b);
  return {
    gained: count('gained'),
    lost: count('lost'),
    earlier: hours.length,
    later: count('later'),
    medianHoursEarlier: hours[Math.floor(hours.length / 2)] ?? null,
  };
}

/** Episodes that somebody is notified of: not in a cooldown, and not where `notify: []` records without notification. */
export function toldEpisodes(
  { watchlist, episodes }: ReplayedWatchlist,
  from: number,
): readonly ReplayedEpisode[] {
  const told = new Set(
    watchlist.watches.filter(({ notify }) => notify.length > 0).map(({ hashtag }) => hashtag),
  );
  return episodes.filter(
    ({ hashtag, openedAt, silent }) => openedAt >= from && silent === undefined && told.has(hashtag),
  );
}

function countBy<Key>(
  alerts: readonly ForecastAlert[],
  keyOf: (alert: ForecastAlert) => Key,
  scope: Scope,
): ReadonlyMap<Key, AlertCounts> {
  const groups = Map.groupBy(alerts, keyOf);
  return new Map([...groups].map(([key, group]) => [key, countsOf(group, scope)]));
}

function countsOf(alerts: readonly ForecastAlert[], scope: Scope): AlertCounts {
  return {
    before: scope === 'compared' ? alerts.filter(({ before }) => before !== null).length : null,
    after: alerts.filter(({ after }) => after !== null).length,
  };
}

function weekly(
  from: number,
  until: number,
  counts: ReadonlyMap<number, AlertCounts>,
  scope: Scope,
): ReplayForecast['weekly'] {
  const first = weekOf(from);
  const weeks = Math.round((weekOf(until) - first) / WEEK_MS) + 1;
  return Array.from({ length: weeks }, (_, index) => {
    const monday = first + index * WEEK_MS;
    return { week: isoUtc(monday).slice(0, 10), ...(counts.get(monday) ?? countsOf([], scope)) };
  });
}

/** The Monday (UTC) of an instant's week, ms. */
function weekOf(instant: number): number {
  return Math.floor((instant - MONDAY_MS) / WEEK_MS) * WEEK_MS + MONDAY_MS;
}

/** What differs first, then the latest first. */
function byInterest(alerts: readonly ForecastAlert[]): readonly ForecastAlert[] {
  const differs = ({ change }: ForecastAlert): number => (change === 'same' ? 1 : 0);
  return alerts.toSorted((a, b) => differs(a) - differs(b) || startOf(b) - startOf(a));
}
