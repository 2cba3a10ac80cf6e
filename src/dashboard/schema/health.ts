import { z } from 'zod';
import { column, fileName, hashtagName, instant, VERSION } from './fields.ts';

/** The piece `health`: whether the hourly job does its work, as far as the records tell. */

const period = z
  .object({
    days: z.number().describe('Length of the period until now, in days.'),
    from: instant.describe('Its start, or the first run where that is later.'),
    expected: z.number().describe('Hours in it; each should have a run.'),
    came: z.number().describe('Hours that had a run.'),
    delayMedianMinutes: z
      .number()
      .exactOptional()
      .describe('How long after the start of its hour the first run in it began sampling.'),
    delayP90Minutes: z.number().exactOptional().describe('Nine runs in ten began sooner.'),
    longestGapHours: z
      .number()
      .exactOptional()
      .describe('The longest time between two runs, or from the last one until now.'),
  })
  .readonly();

const healthHashtag = z
  .object({
    hashtag: hashtagName,
    file: fileName,
    expected: z.number().describe('Runs of the last 30 days since its first reading.'),
    missed: z
      .number()
      .describe('Those that brought no reading of it. Why is in the runs’ summaries, not in the records.'),
    lastAt: instant.exactOptional().describe('Its last reading. Absent: there never was one.'),
  })
  .readonly();

const cause = z
  .object({
    story: z.string().describe('Id of the story, as its messages have it.'),
    cause: z.string().describe('One of the causes of docs/health.md: `no-runs`, `no-reading`, `credits`, …'),
    openedAt: instant.describe('The run that opened the story.'),
    since: instant.describe('Since when it has been so.'),
    title: z.string(),
    found: z.string().describe('What was found, in sentences; times in the zone of the watchlist.'),
    said: z
      .string()
      .exactOptional()
      .describe('What the source, the channel or the file said: a stranger’s text.'),
    remedy: z.string().exactOptional().describe('What to do.'),
    hashtags: z.array(hashtagName).readonly().describe('Those without a reading; mostly none.'),
  })
  .readonly();

export const health = z
  .object({
    version: VERSION,
    madeAt: instant,
    state: z
      .enum(['sees', 'does-not-see'])
      .describe('Whether nothing keeps the radar from seeing, as of the last run.'),
    causes: z
      .array(cause)
      .readonly()
      .describe('What keeps it from seeing: the same causes as in the notifications, the oldest first.'),
    periods: z
      .array(period)
      .readonly()
      .describe('The last day, 7 days and 30 days. Empty before the first run.'),
    runs: z
      .object({
        at: column('When each run of the last 30 days began sampling, seconds since 1970 UTC; rising.'),
        delayMinutes: column('After the start of its hour.'),
        hashtags: column('Hashtags that it sampled.'),
      })
      .readonly(),
    missedHours: z
      .array(instant)
      .readonly()
      .describe('Starts of the hours of the last 7 days without a run; rising.'),
    hashtags: z.array(healthHashtag).readonly().describe('Of the watchlist, those that missed most first.'),
    credits: z
      .object({
        month: z.string().describe('The UTC month that `used` counts, `2026-11`.'),
        used: z.number().describe('Credits spent in it by this repository.'),
        left: z.number().exactOptional().describe('Left on the account by the source’s last word.'),
        budget: z.number().exactOptional().describe('The watchlist’s cap for a month.'),
        perDay: z.number().describe('What a day costs at the pace of the last seven days.'),
        monthEnd: z.number().describe('What the month will have cost at that pace, the budget at most.'),
        emptyAt: instant
          .exactOptional()
          .describe('When `left` is used up at that pace. Absent where it is not known.'),
      })
      .readonly()
      .exactOptional()
      .describe('Absent before the first run.'),
    owed: z.number().describe('Notifications that still have to be sent.'),
    undelivered: z
      .array(z.object({ at: instant, hashtag: hashtagName.exactOptional(), message: z.string() }).readonly())
      .readonly()
      .describe(
        'Notifications given up, the newest first, 20 at most. The message is another system’s text. A digest belongs to no single hashtag.',
      ),
    data: z
      .object({
        files: z.number(),
        bytes: z.number(),
        largest: z.object({ file: z.string(), bytes: z.number() }).readonly().exactOptional(),
      })
      .readonly()
      .describe('The folder `data/`.'),
  })
  .readonly();

export type PageCause = z.output<typeof cause>;
export type HealthPeriod = z.output<typeof period>;
export type HealthHashtag = z.output<typeof healthHashtag>;
export type Health = z.output<typeof health>;
