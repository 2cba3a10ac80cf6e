import type { SummaryRow } from '../../../schema/site.ts';
import { localClocks } from '../clock-words.ts';
import { element } from '../dom.ts';
import { velocityFigure, viewsFigure } from '../figures.ts';
import { formatMultiple, formatShort } from '../format.ts';
import { hashtagLink } from '../hashtag-link.ts';
import { muteNote } from '../mute-note.ts';
import { phasePill } from '../phase.ts';
import { sparkline } from '../sparkline.ts';
import { readParts } from '../time-tag.ts';

const HEADS = ['Hashtag', 'Views an hour, 7 days', 'Velocity', 'Baseline', 'Views', 'State', 'Read'];

/**
 * Hashtags row by row. The style lays rows out as grids, which on a narrow screen wrap, so the roles of a table are
 * spelt out.
 */
export function hashtagTable(rows: readonly SummaryRow[], caption: string, now: number): HTMLElement {
  const heads = HEADS.map((head) => element('th', { scope: 'col', role: 'columnheader' }, head));
  return element(
    'table',
    { class: 'panel rows', role: 'table' },
    element('caption', { class: 'unseen' }, caption),
    element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...heads)),
    element('tbody', { role: 'rowgroup' }, ...rows.map((row) => tableRow(row, now))),
  );
}

function tableRow(row: SummaryRow, now: number): HTMLElement {
  const began = row.onset === undefined || row.phase !== 'warming' ? undefined : Date.parse(row.onset);
  const cell = (name: string, ...children: readonly (Node | string)[]) =>
    element('td', { class: name, role: 'cell' }, ...children);
  return element(
    'tr',
    { role: 'row' },
    element(
      'th',
      { class: 'who', scope: 'row', role: 'rowheader' },
      hashtagLink(row.hashtag),
      secondLine(row) ?? '',
      muteNote(row) ?? '',
    ),
    cell('chart', sparkline(row.bars, began)),
    cell('velocity', velocityFigure(row)),
    cell('multiple', baselineFigure(row)),
    cell('views', viewsFigure(row)),
    cell('state', phasePill(row)),
    cell('age', ...readParts(row, now)),
  );
}

/** The baseline in views an hour, once views stand out as its multiple. */
function baselineFigure({ multiple, usualPerHour }: SummaryRow): Node {
  if (multiple !== undefined)
    return element('span', { title: 'How many times its baseline' }, formatMultiple(multiple));
  if (usualPerHour === undefined) return element('span', { class: 'quiet' }, '–');
  const title = 'Its baseline, in views an hour. A multiple of it is shown once views stand out.';
  return element('span', { class: 'quiet', title }, `${formatShort(usualPerHour)}/h`);
}

/** What sets a row apart: why it is not simply calm, else its group. */
function secondLine({ phase, reason, suppressed, group, at }: SummaryRow): HTMLElement | undefined {
  const line = (sentence: string, saidAt: string | undefined) =>
    element('span', { class: 'second' }, ...localClocks(sentence, Date.parse(saidAt ?? '')));
  if (suppressed !== undefined) return line(`No alert: ${suppressed.reason}`, suppressed.at);
  if (phase !== 'quiet') return line(reason, at);
  return group === undefined ? undefined : element('bdi', { class: 'second' }, group);
}
