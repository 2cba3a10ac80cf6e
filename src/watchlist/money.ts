import type { CreditPrice } from '../settings/settings.ts';

/** What credits cost, rounded to cents, in the price's currency. */
export function costOf(credits: number, { amount, credits: lot }: CreditPrice): number {
  return Math.round((100 * credits * amount) / lot) / 100;
}

/** `$43.20`. */
export function moneyText(amount: number, currency: CreditPrice['currency']): string {
  return `${currency}${amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}
