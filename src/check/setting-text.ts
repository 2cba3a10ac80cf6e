import { formatAmount } from '../text/numbers.ts';
import { codeSpan } from '../text/untrusted.ts';
import type { ChangedSetting } from './change.ts';

const KEY_CHARS_MAX = 60;
/** Values up to this length are shown whole, side by side. */
const VALUE_CHARS_MAX = 120;
/** Of a longer one so much of what differs is shown, with a little of what stands around it. */
const DIFFERENCE_CHARS_MAX = 400;
const AROUND_CHARS = 20;
/** Entries of a list that are named. */
const ENTRIES_MAX = 20;

/** A changed setting in one line: what differs is seen whole, wherever in the value it stands. */
export function settingText({ key, before, after }: ChangedSetting): string {
  const name = codeSpan(key, KEY_CHARS_MAX);
  const isShort = [before, after].every((value) => (value?.length ?? 0) <= VALUE_CHARS_MAX);
  if (isShort || before === null || after === null) return `${name} ${value(before)} → ${value(after)}`;
  const [gone, come] = [entriesOf(before), entriesOf(after)];
  const added = come.filter((entry) => !gone.includes(entry));
  const removed = gone.filter((entry) => !come.includes(entry));
  const isList =
    added.length + removed.length > 0 && added.length < come.length && removed.length < gone.length;
  if (isList) {
    const parts = [...listed('added', added), ...listed('removed', removed)];
    return `${name} ${parts.join('; ')}`;
  }
  const [shownBefore, shownAfter] = aroundDifference(before, after);
  return `${name} ${value(shownBefore)} → ${value(shownAfter)}`;
}

/** Whom a channel would newly reach: mail addresses, chats, and the secrets that hold an address. */
export function newRecipients({ key, before, after }: ChangedSetting): readonly string[] {
  if (!key.startsWith('channels.') || after === null) return [];
  const known = entriesOf(before ?? '');
  return entriesOf(after).filter((entry) => RECIPIENT.test(entry) && !known.includes(entry));
}

const RECIPIENT = /^(?:to: )?[^\s@:]+@[^\s@]+$|^(?:chat|topic|url-env|token-env|smtp-env): /;

/** The entries of a written value: `{ type: email, to: [a, b] }` has three. */
function entriesOf(text: string): readonly string[] {
  return text
    .replaceAll(/^\{ | \}$/g, '')
    .replaceAll(/: \[/g, ': ')
    .split(/, |\](?=$|, )/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function listed(what: string, entries: readonly string[]): readonly string[] {
  if (entries.length === 0) return [];
  const shown = entries.slice(0, ENTRIES_MAX).map((entry) => value(entry));
  const left = entries.length - shown.length;
  return [`${what} ${shown.join(', ')}${left > 0 ? `, and ${formatAmount(left, 'more entry')}` : ''}`];
}

/** Both values from a little before their first difference to a little after their last. */
function aroundDifference(before: string, after: string): readonly [string, string] {
  const [a, b] = [[...before], [...after]];
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same += 1;
  let tail = 0;
  const tailMax = Math.min(a.length, b.length) - same;
  while (tail < tailMax && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const part = (characters: readonly string[]): string => {
    const from = Math.max(0, same - AROUND_CHARS);
    const to = Math.min(characters.length, characters.length - tail + AROUND_CHARS);
    return `${from > 0 ? '…' : ''}${characters.slice(from, to).join('')}${to < characters.length ? '…' : ''}`;
  };
  return [part(a), part(b)];
}

function value(text: string | null): string {
  if (text === null) return 'not set';
  const left = text.length - DIFFERENCE_CHARS_MAX;
  const shown = codeSpan(text, DIFFERENCE_CHARS_MAX) || 'empty';
  return left > 0 ? `${shown} (${formatAmount(left, 'character')} more)` : shown;
}
