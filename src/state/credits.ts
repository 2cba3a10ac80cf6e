import type { SpentCredits } from '../sources/source/source.ts';

/** Credits as this repository spent them, and as the source last counted them. */
export interface CreditState {
  /** The month that `used` counts, `2026-11`. */
  readonly month: string;
  /** With what calls without an answer may have cost. */
  readonly used: number;
  /** Of `used`, what the account has not shown yet: the next balance decides. Absent: nothing. */
  readonly unsure?: number;
  /** Credits left on the account by the source's own word; absent until it has said so. */
  readonly left?: number;
  /** Other months, the latest first: a clock that jumps and comes back finds what was spent. */
  readonly others?: readonly MonthSpent[];
}

export interface MonthSpent {
  readonly month: string;
  readonly used: number;
}

const OTHER_MONTHS_MAX = 3;

/** Credits used so far in the month of `now`. */
export function creditsUsed({ month, used, others = [] }: CreditState, now: number): number {
  const asked = monthOf(now);
  return asked === month ? used : (others.find((other) => other.month === asked)?.used ?? 0);
}

/**
 * The credits after a run that spent `spent` of them. What calls without an answer may have cost counts at once, and until the
 * account has shown what they did cost: by how much it fell since the run before, beyond what the answers say.
 */
export function spendCredits(credits: CreditState, now: number, spent: SpentCredits): CreditState {
  const month = monthOf(now);
  const left = spent.left ?? credits.left;
  const open = stillUnsure(credits, month, spent);
  const before = creditsUsed(credits, now) + (spent.unsure ?? 0);
  const others = otherMonths(credits, month);
  return {
    month,
    used: Math.max(0, before - open.givenBack) + spent.used,
    ...(open.unsure > 0 && { unsure: open.unsure }),
    ...(left !== undefined && { left }),
    ...(others.length > 0 && { others }),
  };
}

/** What the account has not shown yet of what is unsure, and what it has shown to have cost nothing. */
function stillUnsure(
  credits: CreditState,
  month: string,
  { used, unsure = 0, before, left }: SpentCredits,
): { readonly unsure: number; readonly givenBack: number } {
  const all = unsure + (credits.month === month ? (credits.unsure ?? 0) : 0);
  if (before === undefined || left === undefined) return { unsure: all, givenBack: 0 };
  // An account with more than the run before had left was topped up.
  const fell = Math.max(credits.left ?? before, before) - left - used;
  const unseen = all - clamp(fell, all);
  // Only this run's own calls may be charged after its last answer.
  return { unsure: Math.min(unseen, unsure), givenBack: Math.max(0, unseen - unsure) };
}

function clamp(value: number, max: number): number {
  return Math.min(max, Math.max(0, value));
}

function otherMonths(
  { month: counted, used, others = [] }: CreditState,
  month: string,
): readonly MonthSpent[] {
  const counts = counted === month || counted === '' ? others : [{ month: counted, used }, ...others];
  return counts.filter((other) => other.month !== month).slice(0, OTHER_MONTHS_MAX);
}

function monthOf(now: number): string {
  return new Date(now).toISOString().slice(0, 7);
}
