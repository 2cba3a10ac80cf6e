import { formatAmount } from '../text/numbers.ts';
import { codeSpan } from '../text/untrusted.ts';
import type { ChangedSetting } from './change.ts';
import type { ValidCheck } from './report.ts';
import { sameChanges } from './report-words.ts';

const NAME_CHARS_MAX = 101;
const VALUE_CHARS_MAX = 120;
/** Hashtags that one line names. */
const NAMED_MAX = 20;

/** What differs from the version before, as a list; empty without one. */
export function changeSection({ change }: ValidCheck, rows: number): string {
  if (change === undefined) return '';
  const groups = sameChanges(change.changed);
  const lines = [
    named('New', change.added, rows),
    named('No longer watched; the history stays', change.removed, rows),
    ...change.renamed
      .slice(0, rows)
      .map(
        ({ from, to }) =>
          `${tag(from)} seems to be renamed to ${tag(to)}: the history stays under the old name, and the new one is learnt from the beginning`,
      ),
    ...change.settings.slice(0, rows).map(setting),
    ...groups
      .slice(0, rows)
      .map(({ hashtags, settings }) => named(settings.map(setting).join('; '), hashtags, rows)),
    ...more(groups.length - rows, 'change'),
  ].filter((line) => line !== '');
  const against = codeSpan(change.name, 100);
  if (lines.length === 0) return `Nothing differs from ${against} in what is watched.`;
  return `#### What changes against ${against}\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

function named(what: string, hashtags: readonly string[], rows: number): string {
  if (hashtags.length === 0) return '';
  const most = Math.min(rows, NAMED_MAX);
  const shown = [...hashtags.slice(0, most).map(tag), ...more(hashtags.length - most, 'hashtag')];
  return `${what}: ${shown.join(', ')}`;
}

function more(count: number, noun: string): readonly string[] {
  return count > 0 ? [`… and ${formatAmount(count, noun)} more`] : [];
}

function setting({ key, before, after }: ChangedSetting): string {
  return `${codeSpan(key, 60)} ${value(before)} → ${value(after)}`;
}

function value(text: string | null): string {
  return text === null ? 'not set' : codeSpan(text, VALUE_CHARS_MAX) || 'empty';
}

function tag(hashtag: string): string {
  return codeSpan(`#${hashtag}`, NAME_CHARS_MAX);
}
