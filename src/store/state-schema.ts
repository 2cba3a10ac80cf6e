import { z } from 'zod';
import { alertSchema, movesSchema } from '../alerts/alert-schema.ts';
import { digestSchema } from '../alerts/digest-schema.ts';
import { healthNoticeSchema } from '../alerts/health-notice-schema.ts';
import { SLOT_HOURS } from '../detector/momentum/momentum-memory.ts';
import { videoMark } from '../readings/remembered-videos.ts';
import { inferStep } from '../readings/step.ts';
import type { Count } from '../readings/velocity.ts';
import { isoUtc } from '../text/time.ts';
import { byName } from './by-name.ts';
import { healthSchema } from './health-schema.ts';
import { breakoutMemory } from './momentum-schema.ts';
import { isoInstant as instant, muteSchema } from './record-lines.ts';

/** The form of the state, by which its files are read and written: `state.json`, and its parts in `hashtags/` and `memories/`. */

export const STATE_VERSION = 2;

/** More would not be a watchlist any more. */
export const PARTS_MAX = 4096;

const whole = z.int().nonnegative();

function isThere(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** A count on disk leaves its step out: it follows from the views. */
const count = z.codec(z.object({ at: z.iso.datetime(), views: whole }), z.custom<Count>(isThere), {
  decode: ({ at, views }) => ({ at: Date.parse(at), views, step: inferStep(views) }),
  encode: ({ at, views }) => ({ at: isoUtc(at), views }),
});

/** Lists are checked in one go: item by item would take most of the time that reading a state takes. */
const ids = z.custom<readonly string[]>(
  (value) => Array.isArray(value) && value.every((id) => typeof id === 'string'),
  'not a list of texts',
);
const wholes = z.custom<readonly number[]>(
  (value) => Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && count >= 0),
  'not a list of whole numbers',
);

interface ListedVideos {
  readonly lag: number;
  readonly views: ReadonlyMap<string, number>;
}

/** Counts of videos in two columns, which git stores smaller than pairs. Up to release 0.2.0 ids stood there whole. */
const videos = z.codec(
  z
    .object({ lag: whole, ids, views: wholes })
    .refine((columns) => columns.ids.length === columns.views.length, 'ids and views must be equally many'),
  z.custom<ListedVideos>(isThere),
  {
    decode: ({ lag, ids: known, views }) => ({
      lag,
      views: new Map(known.map((id, index) => [videoMark(id), views[index] ?? 0])),
    }),
    encode: ({ lag, views }) => ({ lag, ids: [...views.keys()], views: [...views.values()] }),
  },
);

const episode = z.object({
  id: z.string(),
  rule: z.enum(['classic', 'breakout', 'posts']),
  openedAt: instant,
  base: count,
  peak: count,
  baseline: z
    .object({ low: z.number(), nominal: z.number(), high: z.number(), hours: z.number() })
    .exactOptional(),
  usualPerHour: z.number().exactOptional(),
  normalPercentPerHour: z.number().exactOptional(),
  outlook: z.number().exactOptional(),
  calmSince: instant.exactOptional(),
  fallenSince: instant.exactOptional(),
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
  moves: movesSchema.exactOptional(),
  leader: z.object({ hashtag: z.string(), episode: z.string() }).exactOptional(),
  silent: z.enum(['muted', 'cooldown']).exactOptional(),
});

const plainMemory = {
  counter: z
    .object({
      last: count,
      before: count.exactOptional(),
      held: count.exactOptional(),
      jumpFrom: count.exactOptional(),
    })
    .exactOptional(),
  days: z.array(count),
  usual: z.object({ share: z.number(), readings: whole }).exactOptional(),
  breakout: breakoutMemory.exactOptional(),
};

const memory = z.object({
  ...plainMemory,
  leap: z.object({ at: instant, before: z.object(plainMemory) }).exactOptional(),
});

const alarms = z.object({ falseAlarms: whole, expected: z.number().nonnegative() });

const owed = {
  id: z.string(),
  channel: z.string(),
  owedAt: instant,
  attempts: whole,
  nextAttemptAt: instant,
  hold: z.enum(['quiet-hours', 'alerts-per-day']).exactOptional(),
};

const season = z
  .custom<readonly number[]>(
    (value) => Array.isArray(value) && value.length === 24 / SLOT_HOURS && value.every(Number.isFinite),
    'not a rhythm of the day',
  )
  .nullable();

/** `null`: too few hashtags know the rhythm of the day. Absent: a file of version 1, which did not keep it. */
const checkpoint = z.object({
  at: instant,
  alarms: byName(alarms),
  season: season.exactOptional(),
  earlier: z.object({ until: instant, season }).exactOptional(),
});

/** The memories of a part, as they are written. */
export const memoriesSchema = byName(memory);

/** Where a key of a later release stands that this one does not know, it is kept as it is. */
export const stateSchema = z.looseObject({
  version: z.literal(STATE_VERSION),
  /** Into how many files hashtags and memories go; absent: one of memories, and the hashtags stand here. */
  parts: whole.min(1).max(PARTS_MAX).exactOptional(),
  at: instant.exactOptional(),
  pace: z
    .object({
      proven: whole,
      refused: whole.exactOptional(),
      triedAt: whole.exactOptional(),
      window: z
        .object({ requests: whole, ms: whole, guess: z.literal(true).exactOptional() })
        .exactOptional(),
      inMinute: whole.exactOptional(),
      perRun: z.object({ requests: whole, at: whole }).exactOptional(),
    })
    .exactOptional(),
  credits: z.object({
    month: z.string(),
    used: z.number(),
    unsure: z.number().exactOptional(),
    left: z.number().exactOptional(),
    others: z.array(z.object({ month: z.string(), used: z.number() })).exactOptional(),
  }),
  hashtags: byName(
    z.object({
      id: z.string().exactOptional(),
      episode: episode.exactOptional(),
      mute: muteSchema.exactOptional(),
      overAt: instant.exactOptional(),
      earlier: z.object({ count: whole.min(1), meanHours: z.number().positive() }).exactOptional(),
    }),
  ),
  videos: byName(videos),
  outbox: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('alert'), ...owed, alert: alertSchema }),
      z.object({ kind: z.literal('digest'), ...owed, digest: digestSchema }),
      z.object({ kind: z.literal('health'), ...owed, notice: healthNoticeSchema }),
    ]),
  ),
  told: z.object({ day: z.string(), count: whole }).exactOptional(),
  weekAt: instant.exactOptional(),
  health: healthSchema.exactOptional(),
  rolledUntil: instant.exactOptional(),
  falseAlarms: whole,
  checkpoint,
});

/** All files of the state as one. */
export const wholeSchema = stateSchema.extend({
  memories: memoriesSchema,
  /** The instant of each part of the memories; 0 where it is renewed as soon as a run can. */
  memoriesAt: z.array(instant),
});

/** The files of the state, parsed: the state without what follows from the readings since its checkpoint. */
export type StateFile = z.output<typeof wholeSchema>;
