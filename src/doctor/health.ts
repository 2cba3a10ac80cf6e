import { causeText } from '../health/cause-text.ts';
import type { HealthMemory } from '../health/memory.ts';
import { formatAmount } from '../text/numbers.ts';
import { type Check, ok, quoted, warning } from './finding.ts';

/** The health stories that are open: what people were notified of. @param timezone IANA zone in which they read times */
export function healthCheck({ stories }: HealthMemory, timezone: string): Check {
  if (stories.length === 0) return ok('health', 'nothing keeps it from seeing, as of the last run');
  const texts = stories.map(({ notice }) => causeText(notice, timezone));
  const found = texts.map(({ title, found: text, named }) => {
    const hashtags = named.length === 0 ? '' : `: ${named.map((name) => quoted(`#${name}`)).join(', ')}`;
    return `${title}${hashtags}. ${text}`;
  });
  const remedies = [...new Set(texts.flatMap(({ remedy }) => remedy ?? []))];
  return warning(
    'health',
    `${formatAmount(stories.length, 'cause')}: ${found.join(' ')}`,
    remedies.join(' '),
  );
}
