import type { ShownMonth } from '../shown-month.ts';
import { calmIsAFinding } from './calm.ts';
import { oneClock } from './clock.ts';
import { pluralsAreRight } from './grammar.ts';
import type { BrokenLaw, Law } from './law.ts';
import { oneBaseline, oneSetOfNumbers, oneWeek, quietHint } from './numbers.ts';
import { wholeOpenings } from './openings.ts';
import { outputsOf } from './output.ts';
import { fewMessages, nothingLost } from './sparing.ts';
import { noDoubling, oneState } from './states.ts';
import { titlesEnd } from './titles.ts';

/** What holds for all that people see in a month. */
export const LAWS: readonly Law[] = [
  oneSetOfNumbers,
  oneBaseline,
  oneWeek,
  quietHint,
  noDoubling,
  oneState,
  oneClock,
  wholeOpenings,
  calmIsAFinding,
  nothingLost,
  fewMessages,
  pluralsAreRight,
  titlesEnd,
];

/** The laws that a month breaks, with each place. */
export function brokenLaws(month: ShownMonth): readonly BrokenLaw[] {
  const read = { ...month, outputs: outputsOf(month) };
  return LAWS.flatMap(({ name, rule, breaches }) => {
    const found = breaches(read);
    return found.length === 0 ? [] : [{ name, law: rule, breaches: found }];
  });
}
