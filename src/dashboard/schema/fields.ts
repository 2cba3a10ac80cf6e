import { z } from 'zod';

/** Fields that the shapes share. */

export const VERSION = z
  .literal(1)
  .describe('Fields may be added within a version; none is changed or removed.');

export const instant = z.string().describe('Instant, ISO 8601 in UTC to the second.');
export const hashtagName = z.string().describe('Normalised name, without `#`.');
export const fileName = z
  .string()
  .regex(/^[a-z0-9_-]+$/)
  .describe('The hashtag in names of files: its pieces stand in `hashtags/FILE/`.');
export const views = z.number().describe('Total views of all videos under the hashtag, as shown.');
export const step = z
  .number()
  .describe(
    'Precision of the views: 1 when exact, else what they are rounded to; the true count lies within half a step.',
  );
export const group = z.string().describe('The group in the watchlist. Other people’s text.');

/** A range that the readings allow; all three in the same unit, `low` ≤ `nominal` ≤ `high`. */
export const intervalFields = {
  low: z.number(),
  nominal: z.number().describe('What the shown counts say, taken as they stand.'),
  high: z.number(),
};

/** A column: one number a row. */
export const column = (what: string) => z.array(z.number()).readonly().describe(what);
/** A column with holes: `null` where the number is not known. */
export const openColumn = (what: string) => z.array(z.number().nullable()).readonly().describe(what);
