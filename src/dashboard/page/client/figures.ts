import type { SummaryRow } from '../../schema/site.ts';
import { element } from './dom.ts';
import { formatCount, formatInterval, formatScore, formatShort } from './format.ts';

/** The velocity between the last two readings, as an interval where the counter is rounded. */
export function velocityFigure({ velocity }: SummaryRow): HTMLElement {
  if (velocity.kind === 'unknown')
    return element('span', { class: 'quiet', title: velocity.reason }, 'unknown');
  const { kind, low, high } = velocity;
  const range = formatInterval(low, high);
  if (kind === 'below-resolution') {
    const title = `The counter moved by one rounding step or less: ${range} %/h is all that can be said.`;
    return element('span', { class: 'quiet', title }, 'too coarse to tell');
  }
  return element('span', {}, `${range} `, element('span', { class: 'unit' }, '%/h'));
}

/** Total views, with what they are rounded to. */
export function viewsFigure({ views, step }: SummaryRow): HTMLElement {
  if (views === undefined || step === undefined) return element('span', { class: 'quiet' }, 'none yet');
  const rounding =
    step === 1 ? `${formatCount(views)}, exact` : `${formatCount(views)}, rounded to ${formatShort(step)}`;
  return element('span', { title: rounding }, formatShort(views));
}

/** How far the score goes towards the bar, which is a mark at two thirds of the gauge, and past it. */
export function momentumMeter({ score, bar, at }: SummaryRow): HTMLElement {
  if (score === undefined)
    return element('span', { class: 'quiet' }, at === undefined ? 'unknown' : 'learning');
  const full = bar * 1.5;
  const share = Math.min(score, full) / full;
  return element(
    'span',
    { class: 'momentum' },
    element(
      'span',
      {},
      `${formatScore(score)} `,
      element('span', { class: 'unit' }, `alert at ${formatScore(bar)}`),
    ),
    element(
      'span',
      { class: 'gauge', 'aria-hidden': 'true' },
      element('progress', { class: 'meter', max: 1, value: share.toFixed(3) }),
    ),
  );
}
