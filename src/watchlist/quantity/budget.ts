import type { Budget, CreditPrice } from '../../settings/settings.ts';
import { type Advice, quoted } from '../advice/advice.ts';
import type { Quantity } from './quantity.ts';

/** `30000 credits/month`, or `$50/month` at the `credit-price`. */
export const BUDGET: Quantity<Budget> = {
  examples: ['30000 credits/month', '$50/month'],
  pattern: /^(?:\d{1,12} credits?|[$€£]\d{1,9}(?:\.\d{1,2})?)\/month$/,
  exactPattern: '^(?:(?!0+ )\\d{1,12} credits?|[$€£](?!0+(?:\\.0+)?\\/)\\d{1,9}(?:\\.\\d{1,2})?)\\/month$',
  isFit: (text) => Number.parseFloat(text.replace(/^[$€£]/, '')) > 0,
  read: (text) => {
    const currency = currencyOf(text);
    const amount = Number.parseFloat(text.replace(/^[$€£]/, ''));
    return currency === undefined ? { credits: amount } : { amount, currency };
  },
  write: (budget) => ('credits' in budget ? `${budget.credits} credits/month` : `${moneyText(budget)}/month`),
  advise: adviseBudget,
};

/** What a credit costs: `$0.01`, or as it stands in a price list, `$25/2500 credits`. */
export const CREDIT_PRICE: Quantity<CreditPrice> = {
  examples: ['$0.01', '$25/2500 credits'],
  pattern: /^[$€£]\d{1,9}(?:\.\d{1,6})?(?:\/(?:\d{1,9} )?credits?)?$/,
  exactPattern:
    '^[$€£](?!0+(?:\\.0+)?(?:\\/|$))\\d{1,9}(?:\\.\\d{1,6})?(?:\\/(?:(?!0+ )\\d{1,9} )?credits?)?$',
  isFit: (text) => {
    const { amount, credits } = readPrice(text);
    return amount > 0 && credits > 0;
  },
  read: readPrice,
  write: ({ amount, credits, currency }) =>
    `${moneyText({ amount, currency })}${credits === 1 ? '' : `/${credits} credits`}`,
  advise: (text) => ({
    message: `${quoted(text)} is not the price of a credit`,
    remedy: 'write it with its currency, `$0.01`, or as your plan has it, `$25/2500 credits`',
  }),
};

function readPrice(text: string): CreditPrice {
  const [money = '', per = ''] = text.slice(1).split('/');
  return {
    amount: Number.parseFloat(money),
    credits: Number.parseInt(/^\d+/.exec(per)?.[0] ?? '1', 10),
    currency: currencyOf(text) ?? '$',
  };
}

function currencyOf(text: string): CreditPrice['currency'] | undefined {
  return (['$', '€', '£'] as const).find((sign) => text.startsWith(sign));
}

function moneyText({ amount, currency }: { readonly amount: number; readonly currency: string }): string {
  return `${currency}${amount}`;
}

function adviseBudget(text: string): Advice {
  const currency =
    currencyOf(text.trim()) ?? (/dollar|usd/i.test(text) ? '$' : /eur|€/i.test(text) ? '€' : '');
  const digits = text.replaceAll(/[\s,_'$€£]/g, '').match(/^\d{1,9}(?:\.\d{1,2})?/)?.[0];
  const isNothing = digits === undefined || /^[0.]+$/.test(digits);
  const times = thousandsIn(text) * monthsIn(text);
  if (!isNothing && currency !== '') {
    const message = `${quoted(text)} is not a budget`;
    const amount = times === 1 ? digits : String(Math.floor(Number(digits) * times));
    return { message, remedy: `write money by the month: \`${currency}${amount}/month\`` };
  }
  const whole = wholeCredits(text);
  const write = `\`${isNothing ? '30000' : Math.floor(whole * times)} credits/month\``;
  if (/^\d+$/.test(text)) return { message: `${quoted(text)} has no unit`, remedy: `write ${write}` };
  if (/^[$€£]?0+[ ./]/.test(text))
    return { message: 'a budget of 0 watches nothing', remedy: 'write more, or leave `budget` out' };
  return { message: `${quoted(text)} is not a budget`, remedy: `write ${write}` };
}

/** `30,000` and `30.000` as one number, `1.5` as one and a half: thousands have three digits behind them. */
function wholeCredits(text: string): number {
  const digits = text
    .trim()
    .replaceAll(/[\s,._'](?=\d{3}(?!\d))/g, '')
    .replace(',', '.');
  return Number.parseFloat(/^\d{1,12}(?:\.\d+)?/.exec(digits)?.[0] ?? '0');
}

function thousandsIn(text: string): number {
  const unit = /\d\s*(k|thousand|m|million)\b/i.exec(text)?.[1]?.toLowerCase();
  if (unit === undefined) return 1;
  return unit.startsWith('m') ? 1e6 : 1e3;
}

/** How many of the spans that the text names make a month. */
function monthsIn(text: string): number {
  const span = /(?:\/|per|an?|each)\s*(hour|day|week|year)/i.exec(text)?.[1]?.toLowerCase() ?? 'month';
  return { hour: 720, day: 30, week: 30 / 7, year: 1 / 12 }[span] ?? 1;
}
