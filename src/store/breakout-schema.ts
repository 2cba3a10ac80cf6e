import { z } from 'zod';
import { SLOTS } from '../core/breakout/memory.ts';

/** The memory of the `breakout` rule as `state.json` keeps it: src/core/breakout/memory.ts says what each number is. */

const HOURS_OF_A_DAY = 24;
const rate = { gained: z.number(), exposure: z.number() };

const counter = z.object({
  top: z.number(),
  offset: z.number(),
  dip: z.object({ at: z.number(), highest: z.number() }).exactOptional(),
  jump: z.object({ at: z.number(), count: z.number() }).exactOptional(),
});

const momentum = z.object({
  ...rate,
  variance: z.number(),
  excess: z.number(),
  tickAt: z.number(),
  ticks: z.number(),
  agreeing: z.number(),
  allowance: z.number(),
  onset: z.object({ at: z.number(), top: z.number(), perHour: z.number() }).exactOptional(),
});

export const breakoutMemory = z.object({
  version: z.literal(1),
  startedAt: z.number(),
  gapFrom: z.number().exactOptional(),
  learningUntil: z.number(),
  at: z.number(),
  everyHours: z.number(),
  counter,
  momentum,
  posting: z.object(rate),
  season: z.object({
    epoch: z.number(),
    sums: z.array(z.number()).length(HOURS_OF_A_DAY),
    weights: z.array(z.number()).length(HOURS_OF_A_DAY),
  }),
  slots: z.array(z.number()).length(SLOTS),
  firing: z.object({ since: z.number(), calmSince: z.number().exactOptional() }).exactOptional(),
});
