import { z } from 'zod';
import { count, instant } from './alert-schema.ts';

/** Health notices as plain JSON, as `alert-schema.ts` has alerts. */

const silentHashtag = z.object({
  hashtag: z.string().describe('The normalised name, without `#`.'),
  since: instant.describe('Its last reading, or the first attempt where there never was one.'),
  code: z.string().describe('Why the last attempt failed.'),
  likely: z
    .string()
    .exactOptional()
    .describe('What it may be called now. A stranger’s text: escape it. Absent where nothing hints at it.'),
});

const outlook = z.object({
  left: count.describe('Credits left, of the account or of the month’s budget.'),
  perDay: z.number().describe('What a day costs at today’s pace.'),
  endsAt: instant.exactOptional().describe('When they end at that pace. Absent where they have ended.'),
  budget: count.exactOptional().describe('The budget of a month. Only for `budget`.'),
});

export const healthNoticeSchema = z
  .object({
    version: z.literal(1).describe('It changes when a field changes its meaning or goes away.'),
    kind: z
      .enum(['opened', 'changed', 'over'])
      .describe(
        '`opened`: it begins. `changed`: credits or a budget that were running low have ended. `over`: it is over.',
      ),
    story: z
      .string()
      .describe('Id of the story: `health-`, its cause, and the minute (UTC) of the run that opened it.'),
    cause: z
      .enum([
        'no-runs',
        'no-reading',
        'credits',
        'budget',
        'key',
        'cut-short',
        'channel',
        'unreadable-data',
        'unknown-shape',
        'schedule',
      ])
      .describe('Why the radar does not see, or why nobody gets to know: docs/health.md.'),
    at: instant.describe('The run that tells it.'),
    openedAt: instant.describe('The run that opened the story.'),
    since: instant.describe('Since when it has been so. For `no-runs`: the last reading before the silence.'),
    until: instant
      .exactOptional()
      .describe('Only for `no-runs`: the first reading after it. Absent while nothing has been read.'),
    hashtags: z.array(silentHashtag).exactOptional().describe('Only for `no-reading`.'),
    channel: z.string().exactOptional().describe('Its name in the watchlist. Only for `channel`.'),
    message: z
      .string()
      .exactOptional()
      .describe('What the source, the channel or the file said. Another system’s text: escape it.'),
    credits: outlook.exactOptional().describe('Only for `credits` and `budget`.'),
    hours: z
      .object({
        sampled: count.describe('Hours with a run.'),
        expected: count.describe('Hours that should have had one.'),
      })
      .exactOptional()
      .describe('Only for `schedule`.'),
    runs: count.exactOptional().describe('Runs in a row. Only for `cut-short`, `key` and `unknown-shape`.'),
  })
  .meta({ id: 'healthNotice', description: 'Why the radar does not see, and that it does again.' });
