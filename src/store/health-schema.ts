import { z } from 'zod';
import { healthNoticeSchema } from '../alerts/health-notice-schema.ts';
import { byName } from './by-name.ts';
import { isoInstant as instant, muteSchema } from './record-lines.ts';

/** What runs remember of their own health, as `data/state.json` holds it. */

const whole = z.int().nonnegative();

const silence = z.object({
  since: instant,
  from: instant,
  misses: whole,
  code: z.string(),
  likely: z.string().exactOptional(),
});

const trouble = z.object({
  since: instant,
  kind: z.enum(['set-up', 'failing', 'given-up']),
  message: z.string(),
});

const streak = z.object({ since: instant, runs: whole, message: z.string() });

const count = { hours: whole, due: whole, read: whole, credits: z.number() };

export const healthSchema = z.object({
  ranAt: instant.exactOptional(),
  steadySince: instant.exactOptional(),
  stories: z.array(z.object({ notice: healthNoticeSchema, mute: muteSchema.exactOptional() })),
  silences: byName(silence),
  channels: byName(trouble),
  streaks: z.object({
    'cut-short': streak.exactOptional(),
    key: streak.exactOptional(),
    'unknown-shape': streak.exactOptional(),
  }),
  days: z.array(z.object({ day: z.string(), ...count })),
  week: z.object({ from: instant, ...count }).exactOptional(),
});
