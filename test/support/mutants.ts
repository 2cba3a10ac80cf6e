/** Small changes of code that a test should notice. Text in, text out: nothing is parsed, so a few of them change nothing. */

/** One change of one file. */
export interface Mutant {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Offset of what is replaced, and both texts. */
  readonly start: number;
  readonly from: string;
  readonly to: string;
}

/** What is replaced by what: comparisons, logic, arithmetic, numbers, conditions, and what is left out of a list. */
const CHANGES: readonly (readonly [pattern: RegExp, to: (found: string) => string])[] = [
  [/ <= /g, () => ' < '],
  [/ >= /g, () => ' > '],
  [/ < /g, () => ' <= '],
  [/ > /g, () => ' >= '],
  [/ === /g, () => ' !== '],
  [/ !== /g, () => ' === '],
  [/ && /g, () => ' || '],
  [/ \|\| /g, () => ' && '],
  [/ \+ /g, () => ' - '],
  [/ - (?=[\w(])/g, () => ' + '],
  [/ \* /g, () => ' / '],
  [/ \/ /g, () => ' * '],
  [/\btrue\b/g, () => 'false'],
  [/\bfalse\b/g, () => 'true'],
  [/(?<![\w.'#-])\d[\d_]*(?:\.\d+)?(?![\w.'-])/g, doubled],
  [/\.toSorted\((?=\(|by)/g, () => '.filter('],
  [/\bMath\.max\(/g, () => 'Math.min('],
  [/\bMath\.min\(/g, () => 'Math.max('],
];

function doubled(found: string): string {
  const value = Number(found.replaceAll('_', ''));
  return value === 0 ? '1' : String(value * 2);
}

/** Every mutant of a file's text, in the order of the text; comments, strings, imports and types are left alone. */
export function mutantsOf(file: string, text: string): readonly Mutant[] {
  const code = blankOut(text);
  return CHANGES.flatMap(([pattern, to]) =>
    [...code.matchAll(pattern)].map((match) => {
      const [from] = match;
      const line = text.slice(0, match.index).split('\n').length;
      return { file, line, start: match.index, from, to: to(from) };
    }),
  ).toSorted((a, b) => a.start - b.start);
}

export function applyMutant(text: string, { start, from, to }: Mutant): string {
  return text.slice(0, start) + to + text.slice(start + from.length);
}

/** The text with all that is no code blanked out, so that offsets stay. */
function blankOut(text: string): string {
  const blank = (found: string): string => found.replaceAll(/[^\n]/g, ' ');
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, blank)
    .replaceAll(/(?<![:'"`\\])\/\/.*$/gm, blank)
    .replaceAll(/'(?:[^'\\\n]|\\.)*'/g, blank)
    .replaceAll(/`(?:[^`\\]|\\.)*`/g, blank)
    .replaceAll(
      /(?<=[=(,:[!&|?]\s*)\/(?![/*\s])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[dgimsuvy]*/g,
      blank,
    )
    .replaceAll(/^(?:import|export \*) [^;]*;/gm, blank)
    .replaceAll(/^(?:export )?(?:interface|type) \w[\s\S]*?^(?:\}|.*;)$/gm, blank)
    .replaceAll(/=> void\b|<[A-Z]\w*(?:\[\])?>/g, blank);
}
