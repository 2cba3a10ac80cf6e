import type { Alert } from '../core/alert.ts';
import type { Event } from '../core/event.ts';
import type { Reading } from '../core/reading.ts';
import { formatHours, formatPercent, formatStep } from '../core/text/numbers.ts';
import { hoursBetween } from '../core/time.ts';
import { type Velocity, velocityBetween } from '../core/velocity.ts';
import { type Bar, barsOf } from './bars.ts';
import { type Momentum, momentumOf } from './momentum.ts';

/** What the page shows, worked out from the records alone. Instants are ms. */
export interface Board {
  readonly at: number;
  readonly timezone: string;
  /** Whether the records are made up: the page says so all over. */
  readonly origin: 'real' | 'simulated';
  /** Instant of the newest reading. */
  readonly lastReadAt?: number;
  /** Hashtags with an open episode, the strongest momentum first. */
  readonly breaking: readonly Row[];
  /** All others, in the same order. */
  readonly quiet: readonly Row[];
  /** Open ones first, then the newest. */
  readonly episodes: readonly BoardEpisode[];
}

export interface Row {
  readonly hashtag: string;
  readonly last: Reading;
  readonly velocity: Velocity;
  readonly momentum: Momentum;
  readonly verdict: string;
  readonly reason: string;
  readonly bars: readonly Bar[];
  readonly openedAt?: number;
}

/** An episode; `over` is the alert that ended it, absent while it is open. */
export interface BoardEpisode {
  readonly opened: Alert;
  readonly over?: Alert;
}

export interface Records {
  readonly at: number;
  readonly timezone: string;
  readonly origin: Board['origin'];
  /** Hashtags to show; absent: all that have readings. */
  readonly watched?: readonly string[];
  /** In order of time, at least the last two weeks. */
  readonly readings: readonly Reading[];
  readonly events: readonly Event[];
}

const EPISODES_MAX = 20;

export function boardOf({ at, timezone, origin, watched, readings, events }: Records): Board {
  const episodes = episodesOf(events);
  const bySeries = Map.groupBy(readings, ({ hashtag }) => hashtag);
  const rows = (watched ?? [...bySeries.keys()]).flatMap((hashtag) => {
    const series = (bySeries.get(hashtag) ?? []).toSorted((a, b) => a.at - b.at);
    const open = episodes.find(({ opened, over }) => opened.hashtag === hashtag && over === undefined);
    return rowOf(series, open?.opened, events, at) ?? [];
  });
  const ranked = rows.toSorted(
    (a, b) => strength(b.momentum) - strength(a.momentum) || (a.hashtag < b.hashtag ? -1 : 1),
  );
  const lastReadAt = rows.reduce<number | undefined>(
    (newest, { last }) => Math.max(newest ?? 0, last.at),
    undefined,
  );
  return {
    at,
    timezone,
    origin,
    ...(lastReadAt !== undefined && { lastReadAt }),
    breaking: ranked.filter(({ openedAt }) => openedAt !== undefined),
    quiet: ranked.filter(({ openedAt }) => openedAt === undefined),
    episodes: episodes.slice(0, EPISODES_MAX),
  };
}

function episodesOf(events: readonly Event[]): readonly BoardEpisode[] {
  const over = new Map(
    events.flatMap((event) => (event.kind === 'over' ? [[event.alert.episode, event.alert]] : [])),
  );
  const openedAt = ({ opened }: BoardEpisode): number => Date.parse(opened.openedAt);
  return events
    .flatMap((event): readonly BoardEpisode[] => {
      if (event.kind !== 'opened') return [];
      const end = over.get(event.alert.episode);
      return [{ opened: event.alert, ...(end !== undefined && { over: end }) }];
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
  const velocity = velocityBetween(before, last);
  const suppressed = events.findLast(
    (event) => event.kind === 'suppressed' && event.hashtag === last.hashtag && event.at > (before?.at ?? 0),
  );
  const momentum = momentumOf(series, open && Date.parse(open.views.beforeAt));
  const told = { hashtag: last.hashtag, last, velocity, momentum, bars: barsOf(series, at) };
  if (open !== undefined) {
    const openedAt = Date.parse(open.openedAt);
    const ago = formatHours(Math.max(0, hoursBetween(openedAt, at)));
    const reason = `Alerted ${ago} ago by the ${open.rule} rule: ${open.reason}.`;
    return { ...told, openedAt, verdict: 'breaking out', reason };
  }
  if (suppressed?.kind === 'suppressed') {
    return { ...told, verdict: 'suppressed', reason: `No alert: ${suppressed.reason}.` };
  }
  return { ...told, ...quietVerdict(velocity, momentum, last) };
}

function quietVerdict(
  velocity: Velocity,
  momentum: Momentum,
  { step }: Reading,
): { readonly verdict: string; readonly reason: string } {
  switch (velocity.kind) {
    case 'unknown':
      return { verdict: 'unknown', reason: `No velocity: ${velocity.reason}.` };
    case 'below-resolution':
      return {
        verdict: 'below resolution',
        reason: `The counter moves in ${formatStep(step)}, too coarse for one reading.`,
      };
    case 'measured':
      if (momentum.kind === 'unknown') return { verdict: 'quiet', reason: `${capital(momentum.reason)}.` };
      return { verdict: 'quiet', reason: `${formatPercent(velocity.nominal)}/h: no rule fired.` };
  }
}

/** What ranks: the momentum that is sure. */
function strength(momentum: Momentum): number {
  return momentum.kind === 'unknown' ? -1 : momentum.low;
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
