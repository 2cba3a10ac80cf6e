import type { SummaryRow } from '../../schema/site.ts';
import { element } from './dom.ts';
import { formatAgo, formatMinute, formatUtc } from './format.ts';

/** Since when two hourly runs were missed: older figures are marked. */
const STALE_MS = 3 * 3_600_000;

/** An instant in the reader's time zone; in UTC on hover. @param at ms */
export function timeTag(at: number, text: string = formatMinute(at)): HTMLElement {
  return element('time', { datetime: new Date(at).toISOString(), title: formatUtc(at) }, text);
}

/** How old a reading is, marked when it is too old to act on. @param now ms */
export function ageTag(at: number, now: number): HTMLElement {
  const tag = timeTag(at, formatAgo(at, now));
  tag.title = `${formatMinute(at)} (${formatUtc(at)})`;
  tag.setAttribute('data-age', '');
  tag.classList.toggle('stale', now - at >= STALE_MS);
  return tag;
}

/** Brings the ages on the page up to date. @param now ms */
export function tickAges(page: ParentNode, now: number): void {
  for (const tag of page.querySelectorAll<HTMLTimeElement>('time[data-age]')) {
    const at = Date.parse(tag.dateTime);
    tag.textContent = formatAgo(at, now);
    tag.classList.toggle('stale', now - at >= STALE_MS);
  }
}

/** `read 12 min ago`, and how many runs since then brought no reading. @param now ms */
export function readParts({ at, missedRuns }: SummaryRow, now: number): readonly (Node | string)[] {
  if (at === undefined) return ['never read'];
  const missed =
    missedRuns === undefined ? '' : `, ${missedRuns} ${missedRuns === 1 ? 'run' : 'runs'} missed`;
  return [element('span', { class: 'verb' }, 'read '), ageTag(Date.parse(at), now), missed];
}
