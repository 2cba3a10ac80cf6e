import type { BreakoutMemory, FiringMemory } from './memory.ts';

/**
 * A memory as `data/state.json` keeps it: the eight numbers that change at nearly every reading stand side by side, so
 * that a commit of an hour later differs in one short stretch. Plain JSON; `version` tells later readers what they meet.
 */
export interface StoredBreakoutMemory {
  readonly version: 1;
  /** at, readings of the day, top, open gain, views per hour, excess, variance, posts per hour. */
  readonly now: readonly [number, number, number, number, number, number, number, number];
  readonly startedAt: number;
  readonly gapFrom?: number;
  readonly learningUntil: number;
  readonly firing?: FiringMemory;
  readonly cadence: Omit<BreakoutMemory['cadence'], 'readings'>;
  readonly counter: Omit<BreakoutMemory['counter'], 'top'>;
  readonly momentum: Omit<BreakoutMemory['momentum'], 'perHour' | 'excess' | 'variance'>;
  readonly posting: Omit<BreakoutMemory['posting'], 'perHour'>;
  readonly season: BreakoutMemory['season'];
  readonly slots: readonly number[];
}

/** The stored form of a memory; keys always come in the same order. */
export function storeMemory(memory: BreakoutMemory): StoredBreakoutMemory {
  const { version, startedAt, gapFrom, learningUntil, firing, cadence, at, counter, posting, season, gains } =
    memory;
  const { readings, ...cadenceRest } = cadence;
  const { top, ...counterRest } = counter;
  const { perHour, excess, variance, exposure, tickAt, ticks, agreeing, allowance, onset } = memory.momentum;
  return {
    version,
    now: [at, readings, top, gains.open, perHour, excess, variance, posting.perHour],
    startedAt,
    ...(gapFrom === undefined ? {} : { gapFrom }),
    learningUntil,
    ...(firing === undefined ? {} : { firing }),
    cadence: cadenceRest,
    counter: counterRest,
    momentum: {
      exposure,
      ...(tickAt === undefined ? {} : { tickAt }),
      ticks,
      agreeing,
      allowance,
      ...(onset === undefined ? {} : { onset }),
    },
    posting: { exposure: posting.exposure },
    season,
    slots: gains.slots,
  };
}

/** The memory that was stored; nothing is lost on the way. */
export function recallMemory(stored: StoredBreakoutMemory): BreakoutMemory {
  const { now, cadence, counter, momentum, posting, slots, ...rest } = stored;
  const [at, readings, top, open, perHour, excess, variance, postsPerHour] = now;
  return {
    ...rest,
    cadence: { ...cadence, readings },
    at,
    counter: { ...counter, top },
    momentum: { ...momentum, perHour, excess, variance },
    posting: { ...posting, perHour: postsPerHour },
    gains: { open, slots },
  };
}
