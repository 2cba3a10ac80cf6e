import { z } from 'zod';
import { SLOT_HOURS, SLOTS } from '../detector/momentum/momentum-memory.ts';

/** The memory of the `breakout` rule as `state.json` keeps it: src/detector/momentum/momentum-memory.ts says what each number is. */

const SLOTS_OF_A_DAY = 24 / SLOT_HOURS;
const rate = { perHour: z.number(), exposure: z.number() };

/** A list of so many numbers, checked in one go: item by item would take most of the time that reading a state takes. */
function numbers(length: number) {
  return z.custom<readonly number[]>(
    (value) => Array.isArray(value) && value.length === length && value.every(Number.isFinite),
    `not a list of ${length} numbers`,
  );
}

const counter = z.object({
  offset: z.number(),
  top: z.number(),
  dip: z.object({ at: z.number(), highest: z.number() }).exactOptional(),
  lowered: z.object({ at: z.number(), offset: z.number(), top: z.number() }).exactOptional(),
  jump: z.object({ at: z.number(), count: z.number() }).exactOptional(),
});

const momentum = z.object({
  ...rate,
  excess: z.number(),
  variance: z.number(),
  tickAt: z.number().exactOptional(),
  ticks: z.number(),
  agreeing: z.number(),
  allowance: z.number(),
  onset: z
    .object({ at: z.number(), top: z.number(), perHour: z.number(), readings: z.number().exactOptional() })
    .exactOptional(),
});

export const breakoutMemory = z.object({
  version: z.literal(1),
  startedAt: z.number(),
  gapFrom: z.number().exactOptional(),
  learningUntil: z.number(),
  cadence: z.object({ everyHours: z.number(), from: z.number(), readings: z.number() }),
  at: z.number(),
  counter,
  momentum,
  posting: z.object(rate),
  videos: z.object({ ...rate, count: z.number().exactOptional() }).exactOptional(),
  drivers: z.object({ gained: z.number(), norm: z.number() }).exactOptional(),
  season: z.object({
    means: numbers(SLOTS_OF_A_DAY),
    days: numbers(SLOTS_OF_A_DAY),
  }),
  gains: z.object({ open: z.number(), slots: numbers(SLOTS) }),
});
