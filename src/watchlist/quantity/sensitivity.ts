import type { FalseAlarmBudget, Sensitivity, SensitivitySetting } from '../../settings/settings.ts';
import { type Advice, quoted } from '../advice/advice.ts';
import { nearest } from '../advice/nearest.ts';

/** A sensitivity is a word, or a budget of false alarms. */
export const SENSITIVITIES = ['early', 'balanced', 'quiet'] as const;

/** The number of months may be left out: `1 false alarm per month`. */
export const FALSE_ALARMS_PATTERN = /^1 false alarm (?:in|every|per) (?:(\d{1,2}(?:\.\d{1,3})?) )?months?$/;
/** 1 to 60 months, and 1 where the number is left out. */
export const FALSE_ALARMS_EXACT =
  '^1 false alarm (?:in|every|per) (?:(?:(?:0?[1-9]|[1-5]\\d)(?:\\.\\d{1,3})?|60(?:\\.0{1,3})?) )?months?$';

/** Months for one false alarm: more often is noise, and more rarely no record could tell. */
const MONTHS_MIN = 1;
const MONTHS_MAX = 60;

/** Whether a text of `FALSE_ALARMS_PATTERN` is within bounds. */
export function isFalseAlarmBudget(text: string): boolean {
  return readMonths(text) >= MONTHS_MIN && readMonths(text) <= MONTHS_MAX;
}

export function readSensitivity(written: string): Sensitivity | FalseAlarmBudget {
  const word = SENSITIVITIES.find((one) => one === written);
  return word ?? { falseAlarmEveryMonths: readMonths(written) };
}

/** A sensitivity as the file writes it. */
export function writtenSensitivity(sensitivity: SensitivitySetting): string {
  if (typeof sensitivity === 'string') return sensitivity;
  if ('score' in sensitivity) return `score ${sensitivity.score}`;
  const { falseAlarmEveryMonths: months } = sensitivity;
  return `1 false alarm in ${months} ${months === 1 ? 'month' : 'months'}`;
}

export function adviseSensitivity(text: string): Advice {
  const word = nearest(text, SENSITIVITIES);
  if (word !== undefined)
    return { message: `${quoted(text)} is no sensitivity`, remedy: `did you mean \`${word}\`?` };
  const range = `write ${MONTHS_MIN} to ${MONTHS_MAX} months, for example \`1 false alarm in 10 months\``;
  if (!Number.isNaN(readMonths(text))) return { message: `${quoted(text)} is out of range`, remedy: range };
  const number = Number(
    /(\d{1,2}(?:\.\d{1,3})?) months?\s*$/i.exec(text)?.[1] ?? /^\d{1,2}$/.exec(text)?.[0],
  );
  const guess = number >= MONTHS_MIN && number <= MONTHS_MAX ? number : 10;
  return {
    message: `${quoted(text)} is neither a sensitivity nor a budget of false alarms`,
    remedy: `write \`early\`, \`balanced\`, \`quiet\` or \`${writtenSensitivity({ falseAlarmEveryMonths: guess })}\``,
  };
}

/** `1 false alarm in 10 months` → 10; NaN for other words. */
function readMonths(text: string): number {
  const match = FALSE_ALARMS_PATTERN.exec(text);
  return match === null ? Number.NaN : Number(match[1] ?? 1);
}
