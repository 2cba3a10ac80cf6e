import type { Days, DaysColumns, Gap, Hours, HoursColumns } from '../../../schema/site.ts';

export type Column = readonly (number | null)[];

/** What readings allow: between `low` and `high`; `mid` where there is one number to say. Equally long columns. */
export interface Range {
  readonly low: Column;
  readonly mid: Column;
  readonly high: Column;
}

/** The history of a hashtag as charts draw it. Rates are views an hour, instants seconds since 1970 UTC. */
export interface History {
  /** What one place in the columns stands for. */
  readonly grain: 'reading' | 'day';
  readonly at: readonly number[];
  readonly rate: Range;
  /** Its baseline. */
  readonly usual: Range;
  /** The counter; where it is rounded there is no one number to say. */
  readonly views: Range;
  /** New videos an hour. */
  readonly posts: Column;
  readonly postsUsual: Column;
  readonly gaps: readonly Gap[];
  /** Readings at which the counter was restated, ISO 8601; absent for days. */
  readonly restated: readonly string[];
}

const DAY_SECONDS = 86_400;

export function historyOfHours({ columns, gaps, restated }: Hours): History {
  return broken({
    grain: 'reading',
    at: columns.at,
    rate: { low: floored(columns.perHourLow), mid: floored(columns.perHour), high: columns.perHourHigh },
    usual: { low: columns.usualLow, mid: columns.usual, high: columns.usualHigh },
    views: counterRange(columns),
    posts: columns.postsPerHour,
    postsUsual: columns.postsUsual,
    gaps,
    restated,
  });
}

/** @param until seconds; the last day is not over, and its rates are those of its hours so far */
export function historyOfDays({ columns, gaps }: Days, until: number): History {
  const hours = columns.at.map((at) => Math.max(1, Math.min(DAY_SECONDS, until - at) / 3600));
  const hourly = (column: Column): Column =>
    column.map((value, index) => (value === null ? null : value / (hours[index] ?? 24)));
  const usually = (column: Column): Column => column.map((value) => (value === null ? null : value / 24));
  return broken({
    grain: 'day',
    at: columns.at,
    rate: { low: hourly(columns.gainedLow), mid: hourly(columns.gained), high: hourly(columns.gainedHigh) },
    usual: {
      low: usually(columns.usualLow),
      mid: usually(columns.usual),
      high: usually(columns.usualHigh),
    },
    views: counterRange(columns),
    posts: usually(columns.posts),
    postsUsual: columns.at.map(() => null),
    gaps,
    restated: [],
  });
}

/** A counter that went back for a while lost no views: it shows no growth. */
function floored(column: Column): Column {
  return column.map((value) => (value === null ? null : Math.max(0, value)));
}

function counterRange({ views, step }: Pick<HoursColumns | DaysColumns, 'views' | 'step'>): Range {
  const half = (index: number): number => ((step[index] ?? 1) === 1 ? 0 : (step[index] ?? 1) / 2);
  return {
    low: views.map((value, index) => value - half(index)),
    mid: views.map((value, index) => (half(index) === 0 ? value : null)),
    high: views.map((value, index) => value + half(index)),
  };
}

/** The same with an empty place in every gap, so that no line is drawn over it. */
function broken(history: History): History {
  const starts = new Set(history.gaps.map(({ from }) => Math.round(Date.parse(from) / 1000)));
  const places = history.at.flatMap((at, index) => (starts.has(at) ? [index, undefined] : [index]));
  const column = (values: Column): Column =>
    places.map((index) => (index === undefined ? null : (values[index] ?? null)));
  const range = ({ low, mid, high }: Range): Range => ({
    low: column(low),
    mid: column(mid),
    high: column(high),
  });
  const instant = (index: number | undefined): number => history.at[index ?? -1] ?? 0;
  return {
    ...history,
    at: places.map((index, place) => (index === undefined ? instant(places[place - 1]) + 1 : instant(index))),
    rate: range(history.rate),
    usual: range(history.usual),
    views: range(history.views),
    posts: column(history.posts),
    postsUsual: column(history.postsUsual),
  };
}
