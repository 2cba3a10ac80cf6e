/** Numbers as people read them. The locale is fixed, so that the same numbers always give the same text. */

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** A count with every digit: `1,150,000`. */
export function formatCount(count: number): string {
  return whole.format(count);
}

/** So many of a thing: `1 hashtag`, `1,200 hashtags`. */
export function formatAmount(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A count in TikTok's units, and trillions, with at most three digits: `950`, `12.3K`, `1.15M`, `3.4B`, `119T`. */
export function formatShort(count: number): string {
  const size = Math.abs(count);
  if (size < 1_000) return whole.format(count);
  if (size < 999_500) return `${digits(count / 1e3)}K`;
  if (size < 999_500_000) return `${digits(count / 1e6)}M`;
  if (size < 999_500_000_000) return `${digits(count / 1e9)}B`;
  return `${digits(count / 1e12)}T`;
}

/** A percentage with two or three significant digits: `0.08 %`, `1.2 %`, `15 %`, `-3 %`. `value` is in percent. */
export function formatPercent(value: number): string {
  return `${percentDigits(value)} %`;
}

/** An interval of velocities: `14.9 to 15.1 %/h`, and one number where both ends read the same. */
export function formatInterval({ low, high }: { readonly low: number; readonly high: number }): string {
  const [from, to] = [percentDigits(low), percentDigits(high)];
  return from === to ? `${to} %/h` : `${from} to ${to} %/h`;
}

/** How many times the usual: `4.2×`, `12×`. */
export function formatMultiple(multiple: number): string {
  return `${multiple < 9.95 ? multiple.toFixed(1) : whole.format(multiple)}×`;
}

/** A number to four significant digits, which is more than any reading bears. */
export function fourDigits(value: number): number {
  return Number(value.toPrecision(4));
}

/** A counter's precision: `exact`, or what it is rounded to in TikTok's units. */
export function formatStep(step: number): string {
  return step === 1 ? 'exact' : `rounded to ${formatShort(step)}`;
}

/** Hours as people say them: `25 min`, `1 h`, `2 h 05 min`, `14 h`, `3 days`. */
export function formatHours(hours: number): string {
  const minutes = Math.round(hours * 60);
  if (minutes < 60) return `${minutes} min`;
  if (minutes >= 47.5 * 60) return `${formatCount(Math.round(minutes / 1440))} days`;
  if (minutes >= 10 * 60) return `${Math.round(minutes / 60)} h`;
  const rest = minutes % 60;
  const wholeHours = Math.floor(minutes / 60);
  return rest === 0 ? `${wholeHours} h` : `${wholeHours} h ${String(rest).padStart(2, '0')} min`;
}

/** One format for each number of digits after the point: making one takes longer than using it a hundred times. */
const percents = [0, 1, 2].map(
  (maximumFractionDigits) =>
    new Intl.NumberFormat('en-US', { maximumFractionDigits, signDisplay: 'negative' }),
);

function percentDigits(value: number): string {
  const size = Math.abs(value);
  if (size > 0 && size < 0.005) return value < 0 ? '-0.01' : '<0.01';
  const maximumFractionDigits = size < 0.995 ? 2 : size < 99.5 ? 1 : 0;
  return percents[maximumFractionDigits]?.format(value) ?? String(value);
}

const threeDigits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3, useGrouping: false });

function digits(value: number): string {
  return threeDigits.format(value);
}
