import { formatInterval, formatMultiple } from '../../text/numbers.ts';

/** A number that a text gives, and what it is a number of. Values of one kind can be compared as texts. */
export interface Statement {
  /** `multiple`, `growth in 1 h 06 min`, `baseline`. */
  readonly kind: string;
  readonly value: string;
}

const SPAN = String.raw`\d+ (?:h(?: \d+ min)?|min|days?)`;
const PERCENT = String.raw`[\d.,<]+ %`;
const RATE = String.raw`(?:-?[\d.,<]+ to )?-?[\d.,<]+ %\/h`;

/** Each pattern's group `value` is the number; a group `span` says over which time. */
const PATTERNS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  ['multiple', /(?<value>\d[\d,]*(?:\.\d+)?) ?×/g],
  // Not what the rule for hindsight asks for.
  ['multiple', /\b(?<value>\d[\d,]*(?:\.\d+)?) times (?:that|its|the)\b(?! \w+ or more)/g],
  ['growth', new RegExp(String.raw`\b(?:gained|grew) (?:by )?(?<value>${PERCENT}) in (?<span>${SPAN})`, 'g')],
  ['growth', new RegExp(`[+](?<value>${PERCENT}) in (?<span>${SPAN})`, 'g')],
  ['baseline', new RegExp(String.raw`before the breakout \((?<value>${RATE}),`, 'g')],
  ['score', /\b[Ss]core[:\t ]{1,2}(?<value>[\d.]+), above/g],
  ['score threshold', /, above the score threshold of (?<value>[\d.]+\d|\d)/g],
];

/** The kinds of numbers that laws hold equal. */
export const STATEMENT_KINDS: readonly string[] = [...new Set(PATTERNS.map(([kind]) => kind))];

/** The numbers that a text gives, in order of their kinds. */
export function statementsIn(text: string): readonly Statement[] {
  const plain = text.replaceAll('% per hour', '%/h').replaceAll('\u00a0', ' ');
  return PATTERNS.flatMap(([kind, pattern]) =>
    [...plain.matchAll(pattern)].map(({ groups = {} }) => {
      const { value = '', span } = groups;
      return { kind: span === undefined ? kind : `${kind} in ${span}`, value: written(kind, value) };
    }),
  );
}

function written(kind: string, value: string): string {
  if (kind === 'multiple') return formatMultiple(Number(value.replaceAll(',', '')));
  return kind === 'score' || kind === 'score threshold' ? String(Number(value)) : value;
}

/** The numbers that the JSON of an alert gives in its fields, worded as people get them. */
export function statementsInData(payload: unknown): readonly Statement[] {
  const [low, high] = ['low', 'high'].map((end) => numberAt(payload, 'data', 'normal', end));
  const [multiple, score, threshold] = ['multiple', 'score', 'threshold'].map((name) =>
    numberAt(payload, 'data', 'momentum', name),
  );
  return [
    ...(low === undefined || high === undefined
      ? []
      : [{ kind: 'baseline', value: formatInterval({ low, high }) }]),
    ...(multiple === undefined ? [] : [{ kind: 'multiple', value: formatMultiple(multiple) }]),
    ...(score === undefined ? [] : [{ kind: 'score', value: String(Number(score.toFixed(1))) }]),
    ...(threshold === undefined ? [] : [{ kind: 'score threshold', value: String(threshold) }]),
  ];
}

function numberAt(value: unknown, ...keys: readonly string[]): number | undefined {
  let inner = value;
  for (const key of keys) {
    if (typeof inner !== 'object' || inner === null) return undefined;
    inner = new Map<string, unknown>(Object.entries(inner)).get(key);
  }
  return typeof inner === 'number' ? inner : undefined;
}
