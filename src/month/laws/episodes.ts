import type { Alert } from '../../alerts/alert.ts';
import { HOUR_MS } from '../../text/time.ts';
import type { ShownMonth } from '../shown-month.ts';

/** A breakout of the month, by the record. */
export interface MonthEpisode {
  readonly episode: string;
  readonly hashtag: string;
  readonly opening: Alert;
  /** Instants of the runs that found it and its end, ms. */
  readonly openedAt: number;
  readonly overAt?: number;
}

/** What happened so late in the month may still wait for the morning. */
const WAITING_MS = 12 * HOUR_MS;

/** The breakouts that people should be notified of, the first opened first. */
export function episodesIn({ events, runs }: ShownMonth): readonly MonthEpisode[] {
  const until = (runs.at(-1)?.at ?? 0) - WAITING_MS;
  const ends = new Map(
    events.flatMap((event) =>
      event.kind === 'over' && event.at < until ? [[event.alert.episode, event.at] as const] : [],
    ),
  );
  return events.flatMap((event) => {
    if ((event.kind !== 'opened' && event.kind !== 'joined') || event.at >= until) return [];
    const { alert, at } = event;
    const overAt = ends.get(alert.episode);
    return [
      {
        ...{ episode: alert.episode, hashtag: alert.hashtag, opening: alert, openedAt: at },
        ...(overAt !== undefined && { overAt }),
      },
    ];
  });
}
