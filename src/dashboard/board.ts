import type { Alert } from '../core/alert.ts';
import { judgeBreakout } from '../core/breakout/judge.ts';
import type { BreakoutMemory } from '../core/breakout/memory.ts';
import { BALANCED_BAR } from '../core/breakout/settings.ts';
import type { BreakoutVerdict } from '../core/breakout/verdict.ts';
import type { Event } from '../core/event.ts';
import type { Reading } from '../core/reading.ts';
import { formatHours } from '../core/text/numbers.ts';
import { hoursBetween } from '../core/time.ts';
import { type Velocity, velocityBetween } from '../core/velocity.ts';
import { type Bar, barsOf } from './bars.ts';

/** What the page shows, worked out from the records alone. Instants are ms. */
export interface Board {
  readonly at: number;
  readonly timezone: string;
  /** Whether the records are made up: then the page says so. */
  readonly origin: 'real' | 'simulated';
  /** Instant of the newest reading; absent without readings. */
  readonly newestAt?: number;
  /** Hashtags with an open episode, the strongest momentum first. */
  readonly breaking: readonly Row[];
  /** All others, in the same order. */
  readonly quiet: readonly Row[];
  /** Watched, but never sampled. */
  readonly unread: readonly string[];
  /** Open ones first, then the newest. */
  readonly episodes: readonly BoardEpisode[];
}

export interface Row {
  readonly hashtag: string;
  readonly last: Reading;
  readonly velocity: Velocity;
  /** The detector's score, which ranks; absent while it is learning. */
  readonly score?: number;
  /** Views since the growth began against the usual; absent on an ordinary day. */
  readonly multiple?: number;
  readonly verdict: string;
  readonly reason: string;
  readonly bars: readonly Bar[];
  readonly openedAt?: number;
}

/** An episode; `over` is the alert that ended it, absent while it is open. */
export interface BoardEpisode {
  readonly opened: Alert;
  readonly over?: Alert;
  /** Highest views since it opened, as far as they are recorded. */
  readonly peakViews: number;
}

export interface Records {
  readonly at: number;
  readonly timezone: string;
  readonly origin: Board['origin'];
  /** Hashtags to show, in order; absent: all that have readings. */
  readonly watched?: readonly string[];
  /** In the order they were recorded; the last three weeks are enough for every verdict. */
  readonly readings: readonly Reading[];
  readonly events: readonly Event[];
}

const EPISODES_MAX = 20;

export function boardOf({ at, timezone, origin, watched, readings, events }: Records): Board {
  const series = Map.groupBy(readings, ({ hashtag }) => hashtag);
  const episodes = episodesOf(events, series);
  const names = watched ?? [...series.keys()];
  const rows = names.flatMap((hashtag) => {
    const open = episodes.find(({ opened, over }) => opened.hashtag === hashtag && over === undefined);
    return rowOf(series.get(hashtag) ?? [], open?.opened, events, at) ?? [];
  });
  const ranked = rows.toSorted(byMomentum);
  return {
    at,
    timezone,
    origin,
    ...(rows.length > 0 && { newestAt: Math.max(...rows.map(({ last }) => last.at)) }),
    breaking: ranked.filter(({ openedAt }) => openedAt !== undefined),
    quiet: ranked.filter(({ openedAt }) => openedAt === undefined),
    unread: names.filter((hashtag) => !series.has(hashtag)),
    episodes: episodes.slice(0, EPISODES_MAX),
  };
}

/** By score; it is capped, so that of the strongest the multiple decides. */
function byMomentum(a: Row, b: Row): number {
  const [score, multiple] = [(b.score ?? -1) - (a.score ?? -1), (b.multiple ?? 0) - (a.multiple ?? 0)];
  return score || multiple || (a.hashtag < b.hashtag ? -1 : 1);
}

function episodesOf(
  events: readonly Event[],
  series: ReadonlyMap<string, readonly Reading[]>,
): readonly BoardEpisode[] {
  const ended = new Map(
    events.flatMap((event) => (event.kind === 'over' ? [[event.alert.episode, event.alert]] : [])),
  );
  const openedAt = ({ opened }: BoardEpisode): number => Date.parse(opened.openedAt);
  return events
    .flatMap((event): readonly BoardEpisode[] => {
      if (event.kind !== 'opened') return [];
      const opened = event.alert;
      const over = ended.get(opened.episode);
      if (over !== undefined) return [{ opened, over, peakViews: over.views.peak }];
      const since = (series.get(opened.hashtag) ?? []).filter(({ at }) => at >= event.at);
      return [{ opened, peakViews: Math.max(opened.views.peak, ...since.map(({ views }) => views)) }];
    })
    .toSorted(
      (a, b) => Number(b.over === undefined) - Number(a.over === undefined) || openedAt(b) - openedAt(a),
    );
}

function rowOf(
  series: readonly Reading[],
  open: Alert | undefined,
  events: readonly Event[],
  at: number,
): Row | undefined {
  const [before, last] = [series.at(-2), series.at(-1)];
  if (last === undefined) return undefined;
  const verdict = lastVerdict(series);
  const shown = {
    hashtag: last.hashtag,
    last,
    velocity: velocityBetween(before, last),
    bars: barsOf(series, at),
    ...(verdict !== undefined && 'score' in verdict && { score: verdict.score }),
    ...(verdict !== undefined && 'multiple' in verdict && { multiple: verdict.multiple }),
  };
  const says = verdict?.reason ?? '';
  if (open !== undefined) {
    const openedAt = Date.parse(open.openedAt);
    const ago = formatHours(Math.max(0, hoursBetween(openedAt, at)));
    const reason = `${says} Alerted ${ago} ago by the ${open.rule} rule.`;
    return { ...shown, openedAt, verdict: 'breaking out', reason };
  }
  const suppressed = events.findLast(
    (event) => event.kind === 'suppressed' && event.hashtag === last.hashtag && event.at > (before?.at ?? 0),
  );
  if (suppressed?.kind === 'suppressed') {
    return { ...shown, verdict: 'suppressed', reason: `No alert: ${suppressed.reason}.` };
  }
  return { ...shown, verdict: verdict?.kind ?? 'unknown', reason: says };
}

/** What the detector says of the newest reading, from the ones before it. */
function lastVerdict(series: readonly Reading[]): BreakoutVerdict | undefined {
  let memory: BreakoutMemory | undefined;
  let verdict: BreakoutVerdict | undefined;
  for (const reading of series) {
    ({ memory, verdict } = judgeBreakout(memory, reading, { threshold: BALANCED_BAR }));
  }
  return verdict;
}
