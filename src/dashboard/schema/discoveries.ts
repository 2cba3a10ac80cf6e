import { z } from 'zod';
import { fileName, hashtagName, instant, VERSION } from './fields.ts';

/** The piece `discoveries`: hashtags that nobody listed, found beside watched ones. */

const discovery = z
  .object({
    hashtag: hashtagName,
    url: z.string().describe('The hashtag’s page on TikTok.'),
    at: instant.describe('The run that found it.'),
    firstSeenAt: instant.describe('Its first use on record.'),
    creators: z.number().describe('Different creators who used it in the day before `at`.'),
    usualCreatorsPerDay: z.number().describe('Creators a day over the days before.'),
    beside: z
      .array(
        z
          .object({
            hashtag: hashtagName,
            file: fileName.exactOptional().describe('Absent where it has left the watchlist.'),
            creators: z.number(),
          })
          .readonly(),
      )
      .readonly()
      .describe('The watched hashtags beside which it stood, the most creators first.'),
    videos: z
      .array(
        z
          .object({
            id: z.string(),
            creator: z.string().exactOptional().describe('Handle without `@`. Other people’s text.'),
            url: z.string(),
          })
          .readonly(),
      )
      .readonly()
      .describe('Videos that carry it, of different creators, the most views first.'),
    creatorsByDay: z
      .array(z.number())
      .readonly()
      .describe('Creators on each day of `days`, as far as they were seen.'),
  })
  .readonly();

export const discoveries = z
  .object({
    version: VERSION,
    madeAt: instant,
    since: instant
      .exactOptional()
      .describe('Since when companions are on record, up to four weeks. Absent before the first.'),
    learnsUntil: instant
      .exactOptional()
      .describe('Until then nothing is proposed, since everything is new. Absent once that is over.'),
    days: z
      .array(z.number())
      .readonly()
      .describe('Start of each UTC day on record, seconds since 1970; without holes.'),
    found: z
      .array(discovery)
      .readonly()
      .describe(
        'What was found in the last 90 days, is not on the watchlist and was not declined; the latest first.',
      ),
  })
  .readonly();

export type PageDiscovery = z.output<typeof discovery>;
export type Discoveries = z.output<typeof discoveries>;
