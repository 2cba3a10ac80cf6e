import { z } from 'zod';
import { column, fileName, hashtagName, instant, openColumn, VERSION } from './fields.ts';

/** The history of a hashtag in columns: equally long arrays, a row for each place. */

const gap = z
  .object({ from: instant, to: instant })
  .readonly()
  .describe(
    'Two neighbouring readings with more than six hours between them, or days without any: draw no line there.',
  );

const hoursColumns = z
  .object({
    at: column('Instant of the reading, seconds since 1970 UTC; rising.'),
    views: column('Total views as shown. May fall.'),
    step: column('Precision of the views; the true count lies within half a step. 1 when exact.'),
    overHours: openColumn(
      'Hours that the rate was measured over: back to the reading before or, on a rounded counter, as far back as it takes to move by more than one step, 24 hours at most. Null at the first reading, after a gap, and where the counter was restated.',
    ),
    perHourLow: openColumn(
      'The least rate that the readings allow, views an hour. Never negative: a dip that heals is no growth, nor a loss.',
    ),
    perHour: openColumn(
      'What the counts say as they stand, views an hour. Null where they moved by one step or less, or were restated.',
    ),
    perHourHigh: openColumn('The greatest rate that the readings allow, views an hour.'),
    usualLow: openColumn(
      'Lower edge of its baseline for that hour of the day, views an hour. Null where too little is known.',
    ),
    usual: openColumn('Its baseline for that hour of the day, views an hour.'),
    usualHigh: openColumn(
      'Upper edge: nine ordinary rates in ten of the 14 days before lay between the edges.',
    ),
    score: openColumn('Momentum, as the detector saw it then. Null while learning.'),
    postsPerHour: openColumn(
      'New videos an hour, by the number of videos where it is exact, else by the newest 20. Null without either.',
    ),
    postsUsual: openColumn('New videos an hour that are usual, by the same.'),
  })
  .readonly();

export const hours = z
  .object({
    version: VERSION,
    hashtag: hashtagName,
    file: fileName,
    columns: hoursColumns,
    gaps: z.array(gap).readonly(),
    restated: z
      .array(instant)
      .readonly()
      .describe(
        'Readings at which the counter jumped because TikTok restated it, or took it back soon after: no growth, and no rate there.',
      ),
  })
  .readonly()
  .describe('Every reading of the last 90 days.');

const daysColumns = z
  .object({
    at: column('Start of the UTC day, seconds since 1970; rising. A day without any reading has no row.'),
    readings: column('Readings on that day.'),
    views: column('The last count of the day, as shown.'),
    step: column('Its precision.'),
    gained: column(
      'Views gained within the day. What came between two days is shared out by time; dips that heal are no growth, nor is a restatement.',
    ),
    gainedLow: column('The least that rounding allows.'),
    gainedHigh: column('The most that rounding allows.'),
    usualLow: openColumn(
      'Second lowest of the 14 days before, views a day. Null with fewer than seven of them.',
    ),
    usual: openColumn('Median of the 14 days before, views a day.'),
    usualHigh: openColumn('Second highest of the 14 days before, views a day.'),
    posts: openColumn('New videos a day at the mean rate of the day. Null where none could be counted.'),
  })
  .readonly();

export const days = z
  .object({
    version: VERSION,
    hashtag: hashtagName,
    file: fileName,
    columns: daysColumns,
    gaps: z.array(gap).readonly(),
  })
  .readonly()
  .describe('Every UTC day since the first reading; the last one is not over yet.');

export type Gap = z.output<typeof gap>;
export type HoursColumns = z.output<typeof hoursColumns>;
export type Hours = z.output<typeof hours>;
export type DaysColumns = z.output<typeof daysColumns>;
export type Days = z.output<typeof days>;
