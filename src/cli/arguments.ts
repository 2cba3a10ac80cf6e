import { InvalidArgumentError } from 'commander';

/** What the words of a command line become. A number that is none is an InvalidArgumentError with what to write instead. */

export function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,5}$/.test(text))
    throw new InvalidArgumentError('It takes a whole number from 1 to 999999.');
  return Number(text);
}

export function readScore(text: string): number {
  const score = Number(text);
  if (text.trim() !== '' && Number.isFinite(score) && score > 0) return score;
  throw new InvalidArgumentError('It takes a number above 0; 8 is the balanced bar.');
}

export function readAlertsPerWeek(text: string): number {
  const wished = Number(text);
  if (/^\d{1,4}(\.\d{1,3})?$/.test(text) && wished > 0) return wished;
  throw new InvalidArgumentError('It takes a number above 0, for example 3 or 0.5.');
}

/** Where a command prints, by its `--json`. */
export function streams({ json }: { readonly json?: boolean }) {
  const output = json === true ? ('json' as const) : ('people' as const);
  return { output, out: process.stdout, err: process.stderr };
}
