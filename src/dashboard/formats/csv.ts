import { isoUtc } from '../../text/time.ts';
import type { HourColumns } from '../history/hours.ts';
import type { DaysColumns } from '../schema/site.ts';

/** The columns that `backtest --from` reads, and `step`. */
const READINGS = 'time,hashtag,views,step,videos,new_posts,newest_span_hours';
const DAYS = 'day,hashtag,readings,views,step,gained,gained_low,gained_high,new_posts';

/** Every reading of the last 90 days. Fields that are not known are empty. */
export function readingsCsv(hashtag: string, columns: HourColumns): string {
  const name = field(hashtag);
  const lines = columns.at.map((at, row) =>
    [
      isoUtc(at),
      name,
      columns.views[row],
      columns.step[row],
      shown(columns.videos[row]),
      shown(columns.newPosts[row]),
      shown(columns.newestSpanHours[row]),
    ].join(','),
  );
  return `${[READINGS, ...lines].join('\n')}\n`;
}

/** Every day. */
export function daysCsv(hashtag: string, columns: DaysColumns): string {
  const name = field(hashtag);
  const lines = columns.at.map((at, row) =>
    [
      isoUtc(at * 1000).slice(0, 10),
      name,
      columns.readings[row],
      columns.views[row],
      columns.step[row],
      columns.gained[row],
      columns.gainedLow[row],
      columns.gainedHigh[row],
      columns.posts[row] ?? '',
    ].join(','),
  );
  return `${[DAYS, ...lines].join('\n')}\n`;
}

/** A field in quotes (RFC 4180), since names are other people's text. */
function field(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function shown(value: number | undefined): string | number {
  return value === undefined || Number.isNaN(value) ? '' : value;
}
