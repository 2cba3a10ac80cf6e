import { isHTTPError } from 'ky';
import { isUnreachable } from '../../http/connection.ts';
import type { Sampling } from '../source/source.ts';

/** The price of a call that does not say what it cost. Source: docs/scavio.md, "Limits and price". */
const CREDITS_PER_CALL = 1;
/** An answer that claims more is wrong, and would use up a budget at once. */
const CREDITS_PER_CALL_MAX = 100;
/** Answers of a server that has refused to work: nothing is charged. */
const FREE_STATUSES: readonly number[] = [401, 402, 403, 429];
const NO_CREDITS = 402;

/** What the calls of one run have cost, and may have cost. */
export interface Ledger {
  /** Whether one more call is paid for, while so many are under way. */
  pays(underWay: number): boolean;
  /** A call was answered; the answer says what it cost, and what is left. */
  answered(answer: unknown): void;
  /** One attempt came to nothing. It may have cost a credit all the same: what is not known counts until the balance shows it. */
  failed(error: unknown): void;
  credits(): Sampling['credits'];
}

export function createLedger(creditsMax = Number.POSITIVE_INFINITY): Ledger {
  let [used, unsure] = [0, 0];
  // The dearest call so far: what each call under way may yet cost.
  let price = CREDITS_PER_CALL;
  // Answers come in another order than they were charged in: the account had the most before the first, and has the least now.
  let before: number | undefined;
  let left: number | undefined;

  const take = (body: unknown, cost: number): void => {
    used += cost;
    price = Math.max(price, cost);
    const remaining = creditsIn(body, 'credits_remaining');
    if (remaining === undefined) return;
    before = Math.max(before ?? 0, remaining + cost);
    left = Math.min(left ?? remaining, remaining);
  };
  return {
    pays: (underWay) => used + unsure + (underWay + 1) * price <= creditsMax,
    answered: (answer) => take(answer, costIn(answer) ?? CREDITS_PER_CALL),
    failed: (error) => {
      if (!isHTTPError(error)) {
        if (!isUnreachable(error)) unsure += CREDITS_PER_CALL;
        return;
      }
      const { status } = error.response;
      const cost = costIn(error.data);
      if (cost !== undefined || FREE_STATUSES.includes(status)) take(error.data, cost ?? 0);
      else unsure += CREDITS_PER_CALL;
      if (status === NO_CREDITS) left = creditsIn(error.data, 'credits_remaining') ?? 0;
    },
    credits: () => ({
      used,
      ...(unsure > 0 && { unsure }),
      ...(before !== undefined && { before }),
      ...(left !== undefined && { left }),
    }),
  };
}

function costIn(answer: unknown): number | undefined {
  const cost = creditsIn(answer, 'credits_used');
  return cost === undefined ? undefined : Math.min(cost, CREDITS_PER_CALL_MAX);
}

function creditsIn(answer: unknown, key: 'credits_used' | 'credits_remaining'): number | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  const value = (answer as Readonly<Record<string, unknown>>)[key];
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
