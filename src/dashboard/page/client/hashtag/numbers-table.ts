import type { History } from '../chart/history.ts';
import { element } from '../dom.ts';
import { formatCount, formatRange, formatShort, formatUtcDay } from '../format.ts';
import { timeTag } from '../time-tag.ts';

const ROWS_MAX = 100;

/** What the charts draw, as a table for those who would rather read; made when it is opened. */
export function numbersTable(history: History): HTMLElement {
  const details = element(
    'details',
    { class: 'numbers' },
    element('summary', {}, 'The numbers behind the charts'),
  );
  details.addEventListener('toggle', () => {
    if (details.open && details.childElementCount === 1) details.append(table(history));
  });
  return details;
}

function table(history: History): HTMLElement {
  const { at, rate, views, usual } = history;
  const known = at.flatMap((_at, index) => ((views.low[index] ?? null) === null ? [] : [index]));
  const newest = known.slice(-ROWS_MAX).toReversed();
  const heads = ['Read', 'Views', 'Views an hour', 'Baseline'];
  return element(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'The numbers' },
    element(
      'table',
      { class: 'plain-table' },
      element('caption', { class: 'quiet' }, `The newest ${newest.length} of ${formatCount(known.length)}.`),
      element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
      element(
        'tbody',
        {},
        ...newest.map((index) => {
          const instant = (at[index] ?? 0) * 1000;
          return element(
            'tr',
            {},
            element(
              'th',
              { scope: 'row' },
              history.grain === 'day' ? timeTag(instant, formatUtcDay(instant)) : timeTag(instant),
            ),
            element('td', {}, ends(views, index, formatCount)),
            element('td', {}, ends(rate, index, formatShort)),
            element('td', {}, ends(usual, index, formatShort)),
          );
        }),
      ),
    ),
  );
}

function ends({ low, high }: History['rate'], index: number, format: (value: number) => string): string {
  const [from, to] = [low[index] ?? null, high[index] ?? null];
  return from === null || to === null ? 'unknown' : formatRange(from, to, format);
}
