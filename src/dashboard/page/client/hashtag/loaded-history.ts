import type { Days, HashtagPage, Hours } from '../../../schema/site.ts';
import type { RangeName } from '../address.ts';
import { type History, historyOfDays, historyOfHours } from '../chart/history.ts';
import type { TimeWindow } from '../chart/time-window.ts';
import type { DataFile, Pieces } from '../data.ts';

const DAY_SECONDS = 86_400;
const RANGE_DAYS: Readonly<Record<Exclude<RangeName, 'all'>, number>> = {
  '24h': 1,
  '7d': 7,
  '30d': 30,
  '90d': 90,
};
/** How far back the piece `page` goes, and the piece `hours`. */
const RECENT_DAYS = 7;
const HOURS_DAYS = 90;

export interface LoadedHistory {
  readonly history: History;
  readonly window: TimeWindow;
  /** The piece that did not come; what is there is shown in its place. */
  readonly trouble?: Exclude<DataFile<never>, { kind: 'here' }>;
}

/** The history that a range needs: of it no more is loaded than that. */
export async function loadHistory(
  page: HashtagPage,
  range: RangeName,
  pieces: Pieces,
): Promise<LoadedHistory> {
  const until = Date.parse(page.madeAt) / 1000;
  const first = page.firstAt === undefined ? until - DAY_SECONDS : Date.parse(page.firstAt) / 1000;
  const days = range === 'all' ? Math.max(1, (until - first) / DAY_SECONDS) : RANGE_DAYS[range];
  // A history shorter than the range fills the chart.
  const lastDays = (count: number): TimeWindow => ({
    from: Math.min(until - 3600, Math.max(first, until - count * DAY_SECONDS)),
    to: until,
  });
  const recent = { history: historyOfHours(page.recent), window: lastDays(Math.min(days, RECENT_DAYS)) };
  if (days <= RECENT_DAYS || page.hoursFrom === undefined) return recent;
  const place = `hashtags/${page.file}`;
  const window = lastDays(days);
  if (days <= HOURS_DAYS) {
    const piece = await pieces.load<Hours>(`${place}/hours`);
    return piece.kind === 'here'
      ? { history: historyOfHours(piece.value), window }
      : { ...recent, trouble: piece };
  }
  const piece = await pieces.load<Days>(`${place}/days`);
  return piece.kind === 'here'
    ? { history: historyOfDays(piece.value, until), window }
    : { ...recent, trouble: piece };
}
