import type { SummaryRow } from '../../../schema/site.ts';
import { localClocks } from '../clock-words.ts';
import { element } from '../dom.ts';
import { momentumMeter, velocityFigure, viewsFigure } from '../figures.ts';
import { formatDuration, formatMultiple } from '../format.ts';
import { hashtagLink } from '../hashtag-link.ts';
import { muteNote } from '../mute-note.ts';
import { phasePill } from '../phase.ts';
import { sparkline } from '../sparkline.ts';
import { readParts } from '../time-tag.ts';

/** A hashtag with an open episode: how much, how sure, since when. @param now ms */
export function hotCard(row: SummaryRow, now: number): HTMLElement {
  const began = Date.parse(row.onset ?? row.episode?.openedAt ?? row.at ?? '');
  const facts: readonly (readonly [string, HTMLElement | string])[] = [
    ['Velocity', velocityFigure(row)],
    ['Momentum', momentumMeter(row)],
    ['Going for', Number.isNaN(began) ? 'not known' : formatDuration(Math.max(0, now - began))],
  ];
  return element(
    'li',
    { class: 'card', 'data-phase': row.phase },
    element('div', { class: 'title' }, element('h3', {}, hashtagLink(row.hashtag)), phasePill(row)),
    element('p', { class: 'much' }, ...multipleParts(row)),
    element('div', { class: 'chart' }, sparkline(row.bars, began), sparkScale()),
    element('dl', { class: 'facts' }, ...facts.map(([name, value]) => fact(name, value))),
    element('p', { class: 'why' }, ...localClocks(row.reason, Date.parse(row.at ?? ''))),
    muteNote(row),
    element('p', { class: 'age' }, viewsFigure(row), ' views, ', ...readParts(row, now)),
  );
}

function multipleParts({ multiple }: SummaryRow): readonly Node[] {
  if (multiple === undefined)
    return [element('span', { class: 'unit' }, 'how many times its baseline is not known')];
  return [
    element('strong', {}, formatMultiple(multiple)),
    element('span', { class: 'unit' }, ' its baseline'),
  ];
}

function fact(name: string, value: HTMLElement | string): HTMLElement {
  return element('div', {}, element('dt', {}, name), element('dd', {}, value));
}

function sparkScale(): HTMLElement {
  return element(
    'p',
    { class: 'scale', 'aria-hidden': 'true' },
    element('span', {}, '7 days ago'),
    element('span', {}, 'now'),
  );
}
