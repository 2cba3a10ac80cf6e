import { DAY_MS } from '../../text/time.ts';
import type { HourColumns } from '../history/hours.ts';
import type { PageEpisode } from '../schema/site.ts';
import type { Rate } from './rates.ts';

/** The edges of what is normal at one reading, as multiples of the usual rate; nine ordinary rates in ten lie between. */
export interface Edges {
  readonly low: number;
  readonly high: number;
}

/** When an episode began and ended. */
export type EpisodeSpan = Pick<PageEpisode, 'onset' | 'openedAt' | 'endedAt'>;

const DAYS_BEFORE = 14;
/** Fewer rates than this say nothing of how they vary. */
const RATES_MIN = 24;
/** A score from here on, half of the balanced bar, is no ordinary hour. */
const ORDINARY_SCORE_MAX = 4;
const OUTSIDE = 0.05;

/**
 * How far ordinary rates strayed from the usual one within the 14 days before each day: their 5th and 95th hundredth, so
 * that history breakouts, which are left out with all of their episodes, do not widen it. One entry a row; undefined where too
 * little is known.
 * @param rates one a row
 */
export function edgesOf(
  { at, usual, score }: HourColumns,
  rates: readonly (Rate | undefined)[],
  episodes: readonly EpisodeSpan[],
): readonly (Edges | undefined)[] {
  const spans = episodes.map(({ onset, openedAt, endedAt }) => ({
    from: Date.parse(onset ?? openedAt),
    until: endedAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(endedAt),
  }));
  const ratios = at.map((instant, row) => {
    const rate = rates[row]?.nominal;
    const isOrdinary = (score[row] ?? Number.NaN) < ORDINARY_SCORE_MAX && (usual[row] ?? 0) > 0;
    if (spans.some(({ from, until }) => instant >= from && instant <= until)) return undefined;
    return rate !== undefined && isOrdinary ? rate / (usual[row] ?? 1) : undefined;
  });
  let day = Number.NaN;
  let edges: Edges | undefined;
  return at.map((instant) => {
    const today = Math.floor(instant / DAY_MS);
    if (today !== day) edges = edgesBefore(today * DAY_MS, at, ratios);
    day = today;
    return edges;
  });
}

function edgesBefore(
  until: number,
  at: readonly number[],
  ratios: readonly (number | undefined)[],
): Edges | undefined {
  const first = at.findIndex((instant) => instant >= until - DAYS_BEFORE * DAY_MS);
  const end = at.findIndex((instant) => instant >= until);
  const before = ratios.slice(Math.max(0, first), end).filter((ratio) => ratio !== undefined);
  const sorted = Float64Array.from(before).sort();
  if (sorted.length < RATES_MIN) return undefined;
  const place = Math.floor(OUTSIDE * sorted.length);
  return { low: sorted[place] ?? 0, high: sorted[sorted.length - 1 - place] ?? 0 };
}
