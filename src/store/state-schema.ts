import { z } from 'zod';
import { alertSchema } from '../alerts/alert-schema.ts';
import { digestSchema } from '../alerts/digest-schema.ts';
import { inferStep } from '../readings/step.ts';
import { breakoutMemory } from './momentum-schema.ts';
import { muteSchema } from './record-lines.ts';

/** The form of `data/state.json` as it is read. src/store/state-text.ts writes it. */

export const STATE_VERSION = 1;

const whole = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const instant = z.iso.datetime().transform((text) => Date.parse(text));

/** A count on disk leaves its step out: it follows from the views. */
const count = z
  .object({ at: instant, views: whole })
  .transform(({ at, views }) => ({ at, views, step: inferStep(views) }));

/** Lists are checked in one go: item by item would take most of the time that reading a state takes. */
const ids = z.custom<readonly string[]>(
  (value) => Array.isArray(value) && value.every((id) => typeof id === 'string'),
  'not a list of texts',
);
const wholes = z.custom<readonly number[]>(
  (value) => Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && count >= 0),
  'not a list of whole numbers',
);

/** Counts of videos in two columns, which git stores smaller than pairs. */
const videos = z
  .object({ lag: whole, ids, views: wholes })
  .refine((columns) => columns.ids.length === columns.views.length, 'ids and views must be equally many')
  .transform(({ lag, ids: known, views }) => ({
    lag,
    views: new Map(known.map((id, index) => [id, views[index] ?? 0])),
  }));

const episode = z.object({
  id: z.string(),
  rule: z.enum(['classic', 'breakout']),
  openedAt: instant,
  base: count,
  peak: count,
  baseline: z
    .object({ low: z.number(), nominal: z.number(), high: z.number(), hours: z.number() })
    .exactOptional(),
  normalPercentPerHour: z.number().exactOptional(),
  calmSince: instant.exactOptional(),
  pace: z.object({
    phase: z.enum(['breakout', 'strong', 'peaked', 'fading']),
    fastest: z.object({ percentPerHour: z.number(), at: instant }),
    slowSince: instant.exactOptional(),
  }),
  classicAt: instant.exactOptional(),
  videos: z.array(
    z.object({
      id: z.string(),
      creator: z.string().exactOptional(),
      caption: z.string().exactOptional(),
      gained: z.number(),
    }),
  ),
  leader: z.object({ hashtag: z.string(), episode: z.string() }).exactOptional(),
  silent: z.enum(['muted', 'cooldown']).exactOptional(),
});

const memory = z.object({
  counter: z
    .object({ last: count, before: count.exactOptional(), held: count.exactOptional() })
    .exactOptional(),
  days: z.array(count),
  usual: z.object({ share: z.number(), readings: whole }).exactOptional(),
  breakout: breakoutMemory.exactOptional(),
});

/** An object's entries as a map. A plain object would drop `__proto__` and already have a `constructor`: both are hashtags. */
function byName<Entry extends z.ZodType>(entry: Entry) {
  const isObject = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  return z.preprocess(
    (value) => (isObject(value) ? new Map(Object.entries(value)) : value),
    z.map(z.string(), entry),
  );
}

const alarms = z.object({ falseAlarms: whole, expected: z.number().nonnegative() });

const owed = {
  id: z.string(),
  channel: z.string(),
  owedAt: instant,
  attempts: whole,
  nextAttemptAt: instant,
  hold: z.enum(['quiet-hours', 'alerts-per-day']).exactOptional(),
};

export const stateSchema = z.object({
  version: z.literal(STATE_VERSION),
  at: instant.exactOptional(),
  credits: z.object({ month: z.string(), used: z.number(), left: z.number().exactOptional() }),
  hashtags: byName(
    z.object({
      id: z.string().exactOptional(),
      episode: episode.exactOptional(),
      mute: muteSchema.exactOptional(),
      overAt: instant.exactOptional(),
    }),
  ),
  videos: byName(videos),
  // Files of before there were budgets have neither record.
  falseAlarms: whole.default(0),
  checkpoint: z.object({
    at: instant,
    memories: byName(memory),
    alarms: byName(alarms).default(() => new Map()),
  }),
  told: z.object({ day: z.string(), count: whole }).exactOptional(),
  weekAt: instant.exactOptional(),
  outbox: z.array(
    z.discriminatedUnion('kind', [
      z.object({ ...owed, kind: z.literal('alert'), alert: alertSchema }),
      z.object({ ...owed, kind: z.literal('digest'), digest: digestSchema }),
    ]),
  ),
});

/** `data/state.json`, parsed: the state without what follows from the readings since its checkpoint. */
export type StateFile = z.output<typeof stateSchema>;
