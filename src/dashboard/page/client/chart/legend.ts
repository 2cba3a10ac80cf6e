import { element } from '../dom.ts';

/** What signs and colours on a chart mean. `look` names the swatch in the style sheet. */
export function legend(entries: readonly (readonly [look: string, text: string])[]): HTMLElement {
  return element(
    'ul',
    { class: 'legend' },
    ...entries.map(([look, text]) =>
      element('li', {}, element('span', { class: `swatch ${look}`, 'aria-hidden': 'true' }), text),
    ),
  );
}
