import { z } from 'zod';
import { type Advice, quoted } from '../advice/advice.ts';
import {
  FALSE_ALARMS_EXACT,
  FALSE_ALARMS_PATTERN,
  isFalseAlarmBudget,
  SENSITIVITIES,
} from '../quantity/sensitivity.ts';

/** Schemas of values that the file and its hashtags both have. */

export const rule = z.enum(['both', 'classic', 'breakout']);

export const sensitivity = z.union([
  z.enum(SENSITIVITIES),
  z.string().regex(FALSE_ALARMS_PATTERN).refine(isFalseAlarmBudget).meta({ pattern: FALSE_ALARMS_EXACT }),
]);

export function adviseAssignee(text: string): Advice {
  return {
    message: `${quoted(text)} is not the name of a GitHub user`,
    remedy: text.startsWith('@')
      ? `write it without the \`@\`: ${quoted(text.slice(1))}`
      : 'for example `octocat`',
  };
}
