import { z } from 'zod';
import { hashtagName, instant, intervalFields, views } from './fields.ts';

/** Episodes, as a hashtag's page and the feeds tell them. */

const driver = z
  .object({
    id: z.string().describe('TikTok’s id of the video.'),
    url: z.string().exactOptional().describe('Its page; only ever an address under https://www.tiktok.com/.'),
    caption: z.string().exactOptional().describe('Other people’s text.'),
    creator: z.string().exactOptional().describe('Handle without `@`. Other people’s text.'),
    postedAt: instant,
    views: z.number().describe('Views of the video at the alert.'),
    gained: z.number().describe('Views it gained since the reading before the alert.'),
    share: z
      .number()
      .exactOptional()
      .describe('Its part of the hashtag’s growth, 0-1; absent without growth.'),
  })
  .readonly();

const topVideo = driver
  .unwrap()
  .pick({ id: true, url: true, caption: true, creator: true, gained: true })
  .readonly();

export const pageEpisode = z
  .object({
    id: z.string(),
    hashtag: hashtagName,
    rule: z.enum(['classic', 'breakout', 'posts']).describe('The rule that raised the alert.'),
    onset: instant.exactOptional().describe('When the growth began, as far as readings can tell.'),
    openedAt: instant.describe('The alert: the reading that opened the episode.'),
    peakAt: instant
      .exactOptional()
      .describe(
        'The reading at which views had come fastest (the highest `perHour`), so far while it is open.',
      ),
    endedAt: instant.exactOptional().describe('Absent while it is open.'),
    end: z
      .enum(['cooled-off', 'fell-back', 'unwatched'])
      .exactOptional()
      .describe('`fell-back`: TikTok took the views back. `unwatched`: its hashtag left the watchlist.'),
    hindsight: z
      .enum(['right', 'false-alarm'])
      .exactOptional()
      .describe('What the alarm was, seen from its end.'),
    classicAt: instant
      .exactOptional()
      .describe(
        'When the classic rule fired in it, or would have fired had it been asked. Absent: never did.',
      ),
    reason: z.string().describe('Why it opened.'),
    endReason: z.string().exactOptional(),
    baseViews: views.describe('Views at the reading before the alert.'),
    peakViews: views.describe('The highest count of the episode, so far while it is open.'),
    velocity: z.object(intervalFields).readonly().describe('At the alert, %/h.'),
    score: z.number().exactOptional().describe('Momentum at the alert.'),
    bar: z.number().exactOptional().describe('The bar at the alert.'),
    multiple: z
      .number()
      .exactOptional()
      .describe('Views since the onset against the baseline, at the alert.'),
    explained: z
      .number()
      .exactOptional()
      .describe('Part of the growth that the listed videos brought, 0-1 or above.'),
    creators: z.number().describe('Distinct creators among the videos that gained.'),
    drivers: z
      .array(driver)
      .readonly()
      .describe('The videos that gained most until the alert, at most three.'),
    topVideos: z
      .array(topVideo)
      .readonly()
      .exactOptional()
      .describe('The videos that gained most in the whole episode, the most first. Only once it has ended.'),
    moves: z
      .array(
        z
          .object({
            text: z.string().describe('May hold other people’s text.'),
            url: z
              .string()
              .exactOptional()
              .describe('A page under https://www.tiktok.com/ behind the piece.'),
          })
          .readonly(),
      )
      .readonly()
      .exactOptional()
      .describe('What its videos share, one sentence in pieces; absent where the numbers carry nothing.'),
    phases: z
      .array(
        z
          .object({ at: instant, phase: z.enum(['breakout', 'strong', 'peaked', 'fading', 'over']) })
          .readonly(),
      )
      .readonly()
      .describe('The phases it went through, the oldest first.'),
    leader: hashtagName
      .exactOptional()
      .describe('The hashtag that broke out before it for the same videos, and whose alert tells of both.'),
    issue: z.string().exactOptional().describe('Address of the GitHub issue, where one was opened.'),
  })
  .readonly();

export const pageSuppressed = z
  .object({ at: instant, reason: z.string().describe('One sentence: why no alert was raised.') })
  .readonly();

export type PageDriver = z.output<typeof driver>;
export type PageEpisode = z.output<typeof pageEpisode>;
export type PageVideo = z.output<typeof topVideo>;
export type PageSuppressed = z.output<typeof pageSuppressed>;
