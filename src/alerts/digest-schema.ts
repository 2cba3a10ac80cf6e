import { z } from 'zod';
import { alertSchema, count, instant } from './alert-schema.ts';

/** Digests as plain JSON, as `alert-schema.ts` has alerts. */

const version = z.literal(1).describe('It changes when a field changes its meaning or goes away.');
const hashtag = z.string().describe('The normalised name, without `#`.');

const mover = z
  .object({
    hashtag,
    viewsBefore: count.describe('Its views at the beginning of the week.'),
    views: count.describe('Its views at the end of the week.'),
    growthPercent: z.number().describe('How much it grew, in percent of `viewsBefore`.'),
    fastestAt: instant
      .exactOptional()
      .describe('When it grew fastest. Absent where the readings are too far apart to tell.'),
    group: z.string().exactOptional().describe('The hashtag’s group in the watchlist.'),
  })
  .meta({ id: 'mover', description: 'How a hashtag grew in the week.' });

const weekEpisode = z.object({
  hashtag,
  episode: z.string().describe('Id of the breakout, as its alerts have it.'),
  openedAt: instant.describe('When it opened.'),
  overAt: instant.exactOptional().describe('When it ended. Absent while it is open.'),
  base: count.describe('Views at the reading before the breakout.'),
  peak: count.describe('The highest count since.'),
  latest: count.exactOptional().describe('Views at its last reading. Only while the breakout is open.'),
});

const found = z
  .object({
    hashtag,
    at: instant.describe('When it was found.'),
    firstSeenAt: instant.describe('The first use on record; of one that is older than three days, its day.'),
    creators: count.describe('Different creators who used it in the day before `at`.'),
    usualCreatorsPerDay: z.number().describe('Creators a day over the days before.'),
    beside: z
      .array(z.object({ hashtag, creators: count.describe('Different creators who used it there.') }))
      .describe('The watched hashtags beside which it stood in that day, the most creators first.'),
    videos: z
      .array(
        z.object({
          id: z.string().describe('The video’s id.'),
          creator: z.string().exactOptional().describe('Handle without `@`. A stranger’s text: escape it.'),
          url: z.string().describe('The video’s page on TikTok.'),
        }),
      )
      .describe('Up to three videos that carry it.'),
  })
  .meta({
    id: 'foundHashtag',
    description: 'A hashtag that is not on the watchlist and comes up beside it.',
  });

const ended = z.object({
  right: count.describe('Alarms that were right by hindsight.'),
  falseAlarms: count.describe('Alarms that were false by hindsight.'),
  untold: count.describe('Alarms of which it cannot be told.'),
});

const seen = z.object({
  readings: count.describe('Readings that came.'),
  due: count.describe('Readings that were due.'),
  hours: count.describe('Hours of the clock with a run.'),
  expected: count.describe('Hours that passed.'),
  credits: z.number().describe('Credits spent.'),
  left: z.number().exactOptional().describe('Credits left on the account, by the source’s own word.'),
});

export const heldDigestSchema = z
  .object({
    version,
    kind: z.literal('held').describe('Deferred alerts.'),
    at: instant.describe('When the digest was made.'),
    why: z
      .array(z.enum(['quiet-hours', 'alerts-per-day', 'outage']))
      .describe('What delayed them: two settings of the watchlist, or a channel that could not be reached.'),
    alerts: z.array(alertSchema).describe('Each breakout once, as it stood last; the first opened first.'),
  })
  .meta({ id: 'heldDigest', description: 'Several deferred alerts in one message.' });

export const weekDigestSchema = z
  .object({
    version,
    kind: z.literal('week').describe('A look back on a week.'),
    at: instant.describe('When the digest was made.'),
    from: instant.describe('Beginning of the week.'),
    until: instant.describe('End of the week.'),
    seen: seen.exactOptional().describe('How well the radar saw.'),
    oldest: z
      .object({ hashtag, at: instant.describe('When that reading was taken.') })
      .exactOptional()
      .describe('The hashtag whose latest reading is the oldest.'),
    unread: count.exactOptional().describe('Hashtags of the watchlist without a reading in the week.'),
    hashtags: count.describe('Hashtags sampled in the week.'),
    movers: z.array(mover).describe('Those that grew most in percent, the most first.'),
    missed: z.array(mover).describe('Those that grew like a breakout without an alert.'),
    found: z
      .array(found)
      .exactOptional()
      .describe(
        'Hashtags that are not on the watchlist and that many creators began to use. Absent without any.',
      ),
    episodes: z.array(weekEpisode).describe('Breakouts that opened in the week, the first first.'),
    ended: ended.describe('Of the breakouts that ended in the week, how many alarms were what.'),
  })
  .meta({ id: 'weekDigest', description: 'A week in one message.' });

export const digestSchema = z.discriminatedUnion('kind', [heldDigestSchema, weekDigestSchema]);
