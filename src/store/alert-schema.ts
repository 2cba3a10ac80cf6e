import { z } from 'zod';

/**
 * Alerts and digests as plain JSON: what the log keeps, the outbox carries and a webhook receives. Fields that a later
 * release adds are kept as they are.
 */

const instant = z.iso.datetime().meta({ description: 'ISO 8601, UTC' });
const count = z.number().int().nonnegative();
const interval = z
  .object({ low: z.number(), nominal: z.number(), high: z.number() })
  .meta({ description: 'What the rounded counters allow; `nominal` takes them as they stand' });
const companion = z.object({ hashtag: z.string(), episode: z.string() });
const phases = ['warming', 'breakout', 'strong', 'peaked', 'fading', 'over'] as const;
const phase = z.enum(phases);

const views = z.object({
  now: count,
  before: count,
  beforeAt: instant,
  step: count.meta({ description: "The counter's precision; 1 when exact" }),
  base: count.meta({ description: 'At the reading before the episode' }),
  peak: count.meta({ description: 'The highest since' }),
});

const momentum = z.object({
  score: z.number(),
  threshold: z.number(),
  onset: instant.exactOptional(),
  multiple: z.number().exactOptional(),
  doublingHours: z.number().exactOptional(),
  rarity: z.string(),
  quietIf: z.string(),
});

const video = {
  id: z.string(),
  creator: z.string().exactOptional().meta({ description: "A stranger's text" }),
  caption: z.string().exactOptional().meta({ description: "A stranger's text" }),
  gained: count.meta({ description: 'Views gained' }),
  url: z.string(),
};

const driver = z.object({
  ...video,
  postedAt: instant,
  views: count,
  basis: z.enum(['measured', 'posted-since', 'estimated']),
  share: z.number().exactOptional().meta({ description: 'Part of the growth, 0-1 or above' }),
});

export const alertSchema = z
  .looseObject({
    version: z.literal(1),
    kind: z.enum(['opened', 'joined', 'changed', 'over']),
    rehearsal: z.literal(true).exactOptional(),
    episode: z.string(),
    hashtag: z.string(),
    rule: z.enum(['classic', 'breakout']),
    phase: phase.default('breakout'),
    phaseBefore: phase.exactOptional(),
    at: instant,
    openedAt: instant,
    reason: z.string(),
    thresholdPercentPerHour: z.number(),
    views,
    velocity: interval.meta({ description: '%/h' }),
    acceleration: interval.exactOptional().meta({ description: '%/h per hour' }),
    normal: interval
      .extend({ hours: z.number() })
      .exactOptional()
      .meta({ description: 'Mean velocity over the `hours` before, %/h' }),
    momentum: momentum.exactOptional(),
    drivers: z.array(driver),
    explained: z.number().exactOptional(),
    creators: count,
    breadth: z.number().exactOptional(),
    fastest: z.object({ percentPerHour: z.number(), at: instant }).exactOptional(),
    classicAt: instant.exactOptional(),
    topVideos: z.array(z.object(video)).exactOptional(),
    together: z.array(companion).exactOptional(),
    leader: companion.exactOptional(),
    labels: z.array(z.string()).exactOptional(),
    assignees: z.array(z.string()).exactOptional(),
    group: z.string().exactOptional(),
    note: z.string().exactOptional(),
    end: z.enum(['cooled-off', 'fell-back', 'unwatched']).exactOptional(),
    hindsight: z.enum(['right', 'false-alarm']).exactOptional(),
  })
  .meta({ description: 'One alert; docs/webhook.md explains each field' });

const mover = z.object({
  hashtag: z.string(),
  viewsBefore: count,
  views: count,
  growthPercent: z.number(),
  fastestAt: instant.exactOptional(),
  group: z.string().exactOptional(),
});

export const digestSchema = z.discriminatedUnion('kind', [
  z.object({
    version: z.literal(1),
    kind: z.literal('held'),
    at: instant,
    why: z.array(z.enum(['quiet-hours', 'alerts-per-day'])),
    alerts: z.array(alertSchema),
  }),
  z.object({
    version: z.literal(1),
    kind: z.literal('week'),
    at: instant,
    from: instant,
    until: instant,
    hashtags: count,
    movers: z.array(mover),
    missed: z.array(mover),
    episodes: z.array(
      z.object({
        hashtag: z.string(),
        episode: z.string(),
        openedAt: instant,
        overAt: instant.exactOptional(),
        base: count,
        peak: count,
      }),
    ),
    ended: z.object({ right: count, falseAlarms: count, untold: count }),
  }),
]);
