import { isoUtc } from '../text/time.ts';

/** Columns of equal length, one of them `at` in seconds since 1970, as the pieces of the dashboard hold them. */
export type PieceColumns = Readonly<Record<string, readonly (number | null)[]>> & {
  readonly at: readonly number[];
};

/** Rows of a table that an answer holds at most: more would only fill an assistant's memory. */
export const ROWS_MAX = 400;

/** Rows of a table as CSV, how many there are, and how many older ones were left out. */
export interface Table {
  readonly csv: string;
  readonly count: number;
  readonly omitted: number;
}

/** The rows of a time as CSV, the newest `ROWS_MAX` of them. What is not known is empty. @param from ms @param to ms */
export function tableOf(columns: PieceColumns, from: number, to: number): Table {
  const names = Object.keys(columns);
  const rows = columns.at.flatMap((at, row) => (at * 1000 >= from && at * 1000 <= to ? [row] : []));
  const kept = rows.slice(-ROWS_MAX);
  const lines = kept.map((row) =>
    names
      .map((name) => (name === 'at' ? isoUtc((columns.at[row] ?? 0) * 1000) : (columns[name]?.[row] ?? '')))
      .join(','),
  );
  return {
    csv: [names.join(','), ...lines].join('\n'),
    count: kept.length,
    omitted: rows.length - kept.length,
  };
}
