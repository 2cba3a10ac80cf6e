import type { ShownMonth } from '../shown-month.ts';
import type { Output } from './output.ts';

/** A month, and everything in it that people or programs read, in order of time. */
export interface ReadMonth extends ShownMonth {
  readonly outputs: readonly Output[];
}

/** One rule that what people see keeps, over a whole month. */
export interface Law {
  /** A short name, and the rule as a sentence. */
  readonly name: string;
  readonly rule: string;
  readonly breaches: (month: ReadMonth) => readonly Breach[];
}

/** One place where a law is broken. */
export interface Breach {
  /** When, where and what: `14 Nov 2026, 07:16 CET, slack, opened #lipcombo`. */
  readonly where: string;
  /** What stands there. */
  readonly what: string;
}

export interface BrokenLaw {
  readonly name: string;
  readonly law: string;
  readonly breaches: readonly Breach[];
}
