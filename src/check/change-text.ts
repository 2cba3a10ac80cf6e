import { formatAmount } from '../text/numbers.ts';
import { codeSpan } from '../text/untrusted.ts';
import type { ChangedSetting } from './change.ts';
import type { ValidCheck } from './report.ts';
import { sameChanges } from './report-words.ts';
import { newRecipients, settingText } from './setting-text.ts';

const NAME_CHARS_MAX = 101;
const RECIPIENT_CHARS_MAX = 320;
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
    ...recipients(change.settings),
    ...change.settings.slice(0, rows).map(settingText),
    ...more(change.settings.length - rows, 'setting'),
    ...groups
      .slice(0, rows)
      .map(({ hashtags, settings }) => named(settings.map(settingText).join('; '), hashtags, rows)),
    ...more(groups.length - rows, 'change'),
  ].filter((line) => line !== '');
  const against = codeSpan(change.name, 100);
  if (lines.length === 0) return `Nothing differs from ${against} in what is watched.`;
  return `#### What changes against ${against}\n\n${lines.map((line) => `- ${line}`).join('\n')}`;
}

/** Whom alerts would newly go to, however long the rest of the change is. */
function recipients(settings: readonly ChangedSetting[]): readonly string[] {
  return settings
    .map((setting) => ({ channel: setting.key.slice('channels.'.length), entries: newRecipients(setting) }))
    .filter(({ entries }) => entries.length > 0)
    .map(({ channel, entries }) => {
      const shown = entries.slice(0, NAMED_MAX).map((entry) => codeSpan(entry, RECIPIENT_CHARS_MAX));
      const all = [...shown, ...more(entries.length - NAMED_MAX, 'recipient')];
      return `**Alerts would newly go to** ${all.join(', ')} (channel ${codeSpan(channel, NAME_CHARS_MAX)})`;
    });
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

function tag(hashtag: string): string {
  return codeSpan(`#${hashtag}`, NAME_CHARS_MAX);
}
