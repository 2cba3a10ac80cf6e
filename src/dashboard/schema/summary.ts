import { z } from 'zod';
import { fileName, group, hashtagName, instant, intervalFields, step, VERSION, views } from './fields.ts';

/** The piece `summary`: all that the first view shows. */

const phase = z
  .enum([
    'warming',
    'breakout',
    'strong',
    'peaked',
    'fading',
    'over',
    'quiet',
    'learning',
    'unknown',
    'failed',
  ])
  .describe(
    [
      '`warming`: momentum above 60 % of the bar, no alert yet.',
      '`breakout`: an episode is open and growing. `strong`: the same, half above the bar or fivefold.',
      '`peaked`: open, but for two hours views have come clearly slower than at their fastest.',
      '`fading`: open, but for two hours below half of what counts as a breakout; after six it is over.',
      '`over`: an episode ended within the last 48 hours. `quiet`: nothing out of the ordinary.',
      '`learning`: too little is known yet. `unknown`: the last reading could not be judged.',
      '`failed`: the last two runs or more brought no reading of this hashtag, or there never was one.',
    ].join(' '),
  );

const velocity = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.enum(['measured', 'below-resolution']),
      ...intervalFields,
      hours: z.number().describe('Between the two readings.'),
    }),
    z.object({ kind: z.literal('unknown'), reason: z.string() }),
  ])
  .readonly()
  .describe('Between the last two readings, %/h. `below-resolution`: the counter moved by one step or less.');

const bars = z
  .object({
    from: instant.describe('Start of the first bar.'),
    hours: z.number().describe('Hours a bar.'),
    highest: z.number().describe('Views an hour that the height 100 stands for.'),
    heights: z
      .array(z.number().min(0).max(100).nullable())
      .readonly()
      .describe('Views gained an hour, 0-100 of `highest`; null where no reading tells.'),
    hiddenFrom: z
      .number()
      .exactOptional()
      .describe(
        'The first bar since the counter last moved, where TikTok rounds so much that its step could hide a bar; those bars are null.',
      ),
  })
  .readonly()
  .describe('A sparkline of the last seven days.');

const episode = z
  .object({
    id: z.string(),
    rule: z.enum(['classic', 'breakout', 'posts']),
    openedAt: instant.describe('The reading that raised the alert.'),
    baseViews: views.describe('Views at the reading before it.'),
    peakViews: views.describe('The highest since.'),
    issue: z.string().exactOptional().describe('Address of the GitHub issue, where one was opened.'),
  })
  .readonly()
  .describe('The open episode.');

export const summaryRow = z
  .object({
    hashtag: hashtagName,
    file: fileName,
    url: z.string().describe('The hashtag’s page on TikTok.'),
    group: group.exactOptional(),
    note: z.string().exactOptional().describe('The note in the watchlist. Other people’s text.'),
    phase,
    reason: z.string().describe('One sentence, made by this program: why it is in that phase.'),
    at: instant
      .exactOptional()
      .describe('The last reading: the age of everything else here. Absent before the first.'),
    views: views.exactOptional(),
    step: step.exactOptional(),
    videos: z.number().exactOptional().describe('Videos under the hashtag, where TikTok gave it.'),
    velocity,
    score: z
      .number()
      .exactOptional()
      .describe('Momentum; absent while learning. It ranks, with `multiple` second.'),
    bar: z.number().describe('The score at which this hashtag is called a breakout.'),
    multiple: z
      .number()
      .exactOptional()
      .describe('Views since the growth began against the baseline of that time.'),
    onset: instant.exactOptional().describe('When the growth began, as far as readings can tell.'),
    usualPerHour: z
      .number()
      .exactOptional()
      .describe(
        'The baseline in views an hour, mean over a day; before the growth where there is a `multiple`.',
      ),
    bars,
    episode: episode.exactOptional(),
    endedAt: instant.exactOptional().describe('When its last episode ended. Only in the phase `over`.'),
    suppressed: z
      .object({ at: instant, reason: z.string() })
      .readonly()
      .exactOptional()
      .describe('A rule would have fired in the last 24 hours, but the growth was not to be trusted.'),
    mute: z
      .object({
        until: instant.exactOptional().describe('Absent: until the hashtag has cooled off.'),
        by: z
          .enum(['closing', 'label', 'comment'])
          .describe('What said so: the closed issue, a label on it, a comment in it.'),
      })
      .readonly()
      .exactOptional()
      .describe('Nobody is notified of it for now, since a person asked for that. Absent: not muted.'),
    missedRuns: z.number().exactOptional().describe('Runs since the last reading of it. Absent: none.'),
  })
  .readonly();

export const summary = z
  .object({
    version: VERSION,
    madeAt: instant.describe('When the site was made.'),
    origin: z
      .enum(['real', 'simulated'])
      .describe('`simulated`: everything is made up, and the page has to say so.'),
    timezone: z.string().describe('IANA name of the watchlist’s time zone.'),
    newestAt: instant.exactOptional().describe('The newest reading of all. Absent without any.'),
    repository: z.string().exactOptional().describe('Address of the GitHub repository, where known.'),
    hashtags: z
      .array(summaryRow)
      .readonly()
      .describe('All hashtags of the watchlist, the strongest momentum first.'),
  })
  .readonly();

export type PagePhase = z.output<typeof phase>;
export type Bars = z.output<typeof bars>;
export type SummaryVelocity = z.output<typeof velocity>;
export type SummaryEpisode = z.output<typeof episode>;
export type SummaryRow = z.output<typeof summaryRow>;
export type Summary = z.output<typeof summary>;
