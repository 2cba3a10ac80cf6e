import { InvalidArgumentError } from 'commander';

/** Reads what stands on a command line. What is not a number is an InvalidArgumentError that says what to write instead. */

export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw new InvalidArgumentError('It takes a whole number from 1 to 999999.');
  return Number(text);
}

export function wholeNumberOrNone(text: string): number {
  return text === '0' ? 0 : wholeNumber(text);
}

export function readScore(text: string): number {
  const score = Number(text);
  if (text.trim() !== '' && Number.isFinite(score) && score > 0) return score;
  throw new InvalidArgumentError('It takes a number above 0; 8 is the balanced threshold.');
}

export function readAlertsPerWeek(text: string): number {
  const wanted = Number(text);
  if (/^\d{1,4}(\.\d{1,3})?$/.test(text) && wanted > 0) return wanted;
  throw new InvalidArgumentError('It takes a number above 0, for example 3 or 0.5.');
}

/** Where a command prints, by its `--json`. */
export function streams({ json }: { readonly json?: boolean }) {
  const output = json === true ? ('json' as const) : ('people' as const);
  return { output, out: process.stdout, err: process.stderr };
}

/** The present instant, ms, without fractions of a second. */
export function currentSecond(): number {
  return Math.floor(Date.now() / 1000) * 1000;
}
