import type { Reading } from '../../../core/reading.ts';
import { hoursBetween } from '../../../core/time.ts';
import { postsPerHour } from './day-book.ts';
import type { Evident } from './detector.ts';
import { GAP_HOURS, type StepForward } from './step-forward.ts';

/**
 * The readings of the last 90 days of one hashtag, in columns of plain numbers, since 200 hashtags have half a million of
 * them. NaN stands for what is not known.
 */
export interface HourColumns {
  /** ms. */
  readonly at: readonly number[];
  readonly views: readonly number[];
  readonly step: readonly number[];
  readonly videos: readonly number[];
  readonly newPosts: readonly number[];
  readonly newestSpanHours: readonly number[];
  /** Growth credited since the first reading. */
  readonly total: readonly number[];
  readonly usual: readonly number[];
  readonly score: readonly number[];
  readonly postsPerHour: readonly number[];
  readonly postsUsual: readonly number[];
}

export interface HourBook {
  readonly take: (step: StepForward, evident: Evident) => void;
  readonly columns: HourColumns;
}

type OpenColumns = { readonly [Key in keyof HourColumns]: number[] };

export function createHourBook(): HourBook {
  const columns = emptyColumns();
  return {
    columns,
    take: ({ reading, before, total }, evident) => {
      const { at, views, step } = reading;
      columns.at.push(at);
      columns.views.push(views);
      columns.step.push(step);
      columns.videos.push(reading.videos ?? Number.NaN);
      columns.newPosts.push(reading.newPosts ?? Number.NaN);
      columns.newestSpanHours.push(reading.newestSpanHours ?? Number.NaN);
      columns.total.push(total);
      columns.usual.push(evident.usual);
      columns.score.push(evident.score);
      columns.postsPerHour.push(postedSince(reading, before?.at));
      columns.postsUsual.push(evident.postsUsual);
    },
  };
}

function postedSince({ at, newPosts, newestSpanHours }: Reading, before: number | undefined): number {
  if (before === undefined || hoursBetween(before, at) > GAP_HOURS) return Number.NaN;
  return postsPerHour(newPosts, newestSpanHours, hoursBetween(before, at)) ?? Number.NaN;
}

function emptyColumns(): OpenColumns {
  return {
    at: [],
    views: [],
    step: [],
    videos: [],
    newPosts: [],
    newestSpanHours: [],
    total: [],
    usual: [],
    score: [],
    postsPerHour: [],
    postsUsual: [],
  };
}
