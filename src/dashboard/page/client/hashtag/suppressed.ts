import type { PageSuppressed } from '../../../schema/site.ts';
import { localClocks } from '../clock-words.ts';
import { element } from '../dom.ts';
import { timeTag } from '../time-tag.ts';

/** Hourly readings that are suppressed for one reason repeat it each hour. Within this time they count as one. */
const SAME_MS = 3 * 3_600_000;

interface Story {
  readonly from: number;
  readonly to: number;
  readonly reason: string;
  readonly readings: number;
}

/** Why there was no alert, the newest first. */
export function suppressedList(suppressed: readonly PageSuppressed[]): HTMLElement {
  return element('ol', { class: 'panel lines' }, ...storiesOf(suppressed).map(storyItem));
}

/** The same reason from one reading to the next, told once. @param suppressed the newest first */
function storiesOf(suppressed: readonly PageSuppressed[]): readonly Story[] {
  const stories: Story[] = [];
  for (const { at, reason } of suppressed) {
    const instant = Date.parse(at);
    const last = stories.at(-1);
    if (last === undefined || last.from - instant > SAME_MS || plain(last.reason) !== plain(reason)) {
      stories.push({ from: instant, to: instant, reason, readings: 1 });
    } else {
      stories[stories.length - 1] = { ...last, from: instant, readings: last.readings + 1 };
    }
  }
  return stories;
}

function storyItem({ from, to, reason, readings }: Story): HTMLElement {
  const many = readings === 1 ? '' : ` (${readings} readings)`;
  const until = from === to ? [] : [' to ', timeTag(to)];
  return element(
    'li',
    {},
    element('span', { class: 'quiet' }, timeTag(from), ...until),
    element('span', {}, ...localClocks(reason, from), many),
  );
}

/** A reason without its numbers, which differ from hour to hour. */
function plain(reason: string): string {
  return reason.replaceAll(/\s*\([^)]*\)|[\d.,]+/g, '');
}
