import { z } from 'zod';
import { column, fileName, group, hashtagName, instant, openColumn, VERSION } from './fields.ts';

/** The piece `compare`: hashtags side by side over the last 90 days. */

const compareHashtag = z
  .object({
    hashtag: hashtagName,
    file: fileName,
    group: group.exactOptional(),
    views: openColumn(
      'The last count of each day, as shown; null on days without a reading. Divide by that of the start to index it.',
    ),
    gained: openColumn('Views gained on each day; null where no two readings tell.'),
  })
  .readonly();

const compareGroup = z
  .object({
    group: group.exactOptional().describe('Absent: the hashtags without a group.'),
    hashtags: z.number().describe('How many hashtags it has.'),
    gained: column('Views gained on each day by its hashtags together.'),
    share: openColumn('Its part of what all groups gained on that day, 0-1. Null on days without growth.'),
  })
  .readonly();

export const compare = z
  .object({
    version: VERSION,
    madeAt: instant,
    days: column('Start of each UTC day, seconds since 1970; without holes. The last one is not over yet.'),
    hashtags: z.array(compareHashtag).readonly().describe('In the order of the summary.'),
    groups: z.array(compareGroup).readonly().describe('What gained most in the last seven days first.'),
  })
  .readonly();

export type CompareHashtag = z.output<typeof compareHashtag>;
export type CompareGroup = z.output<typeof compareGroup>;
export type Compare = z.output<typeof compare>;
