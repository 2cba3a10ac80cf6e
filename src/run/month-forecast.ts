import type { CreditPrice } from '../settings/settings.ts';
import { formatAmount, formatCount } from '../text/numbers.ts';
import { HOUR_MS } from '../text/time.ts';
import { costOf, moneyText } from '../watchlist/money.ts';
import { monthEnd } from '../watchlist/spread.ts';

/** What the calendar month (UTC) has cost after a run, and will have cost by its end; credits. */
export interface MonthForecast {
  readonly used: number;
  readonly forecast: number;
  readonly budget?: number;
  readonly price?: CreditPrice;
}

export interface MonthSoFar {
  /** Instant of the run, ms. */
  readonly now: number;
  /** Credits of this month, this run's included. */
  readonly used: number;
  /** What the plan spends in an hour, if everything goes on as it stands. */
  readonly creditsPerHour: number;
  readonly budget?: number | undefined;
  readonly price?: CreditPrice | undefined;
}

/** The month if runs, breakouts and the watchlist go on as they stand; a budget is not exceeded. */
export function forecastMonth({ now, used, creditsPerHour, budget, price }: MonthSoFar): MonthForecast {
  const hours = Math.max(0, (monthEnd(now) - now) / HOUR_MS - 1);
  const forecast = Math.round(used + creditsPerHour * hours);
  return {
    used,
    forecast: budget === undefined ? forecast : Math.max(used, Math.min(budget, forecast)),
    ...(budget !== undefined && { budget }),
    ...(price !== undefined && { price }),
  };
}

/** `This month: 812 of 5,000 credits used ($8.12 of $50.00), about 4,950 ($49.50) by its end`. */
export function monthText({ used, forecast, budget, price }: MonthForecast): string {
  const money = (credits: number): string =>
    price === undefined ? '' : moneyText(costOf(credits, price), price.currency);
  const inBrackets = (text: string): string => (text === '' ? '' : ` (${text})`);
  const spent =
    budget === undefined
      ? `${formatAmount(used, 'credit')} used${inBrackets(money(used))}`
      : `${formatCount(used)} of ${formatAmount(budget, 'credit')} used${inBrackets(price === undefined ? '' : `${money(used)} of ${money(budget)}`)}`;
  return `This month: ${spent}, about ${formatCount(forecast)}${inBrackets(money(forecast))} by its end`;
}
