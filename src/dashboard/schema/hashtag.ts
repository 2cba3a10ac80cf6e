import { z } from 'zod';
import { pageEpisode, pageSuppressed } from './episode.ts';
import { fileName, hashtagName, instant, VERSION } from './fields.ts';
import { hours } from './history.ts';
import { summaryRow } from './summary.ts';

/** The piece `hashtags/FILE/page`: what a hashtag's page shows before more of its history is asked for. */

export const hashtagPage = z
  .object({
    version: VERSION,
    madeAt: instant,
    hashtag: hashtagName,
    file: fileName,
    now: summaryRow.describe('The same row as in the summary.'),
    rule: z.enum(['both', 'classic', 'breakout']).describe('The rules that may raise its alerts.'),
    thresholdPercentPerHour: z.number().describe('Threshold of the classic rule, %/h.'),
    firstAt: instant.exactOptional().describe('The first reading. Absent without any.'),
    readings: z.number().describe('How many readings there are in all.'),
    hoursFrom: instant
      .exactOptional()
      .describe('Where the piece `hours` begins; the piece is there if this is.'),
    recent: hours.describe('Every reading of the last seven days.'),
    episodes: z.array(pageEpisode).readonly().describe('All of them, the newest first.'),
    suppressed: z.array(pageSuppressed).readonly().describe('The newest first, 50 at most.'),
    classic: z
      .array(instant)
      .readonly()
      .describe(
        'When the classic rule fired or would have fired in the last 90 days, the newest first, 50 at most; a day apart at least.',
      ),
  })
  .readonly();

export type HashtagPage = z.output<typeof hashtagPage>;
