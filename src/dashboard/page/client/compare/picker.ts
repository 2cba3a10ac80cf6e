import type { SummaryRow } from '../../../schema/site.ts';
import { COMPARED_MAX, formatAddress, type PageAddress } from '../address.ts';
import { element } from '../dom.ts';
import { formatShare } from '../format.ts';
import { hashtagLink } from '../hashtag-link.ts';
import type { Indexed } from './indexed.ts';

type CompareAddress = Extract<PageAddress, { view: 'compare' }>;

/** The hashtags that are compared, each with its colour and the way to leave it out, and a box for more. */
export function comparePicker(
  address: CompareAddress,
  lines: readonly Indexed[],
  rows: readonly SummaryRow[],
): HTMLElement {
  const chips = address.hashtags.map((hashtag, index) =>
    element(
      'li',
      { class: 'chip' },
      element('span', { class: `swatch series series-${index + 1}`, 'aria-hidden': 'true' }),
      hashtagLink(hashtag),
      element('strong', {}, growthOf(lines.find((line) => line.hashtag === hashtag))),
      element(
        'a',
        {
          href: formatAddress({
            ...address,
            hashtags: address.hashtags.filter((other) => other !== hashtag),
          }),
          'aria-label': `Leave out #${hashtag}`,
        },
        '×',
      ),
    ),
  );
  const full = address.hashtags.length >= COMPARED_MAX;
  return element(
    'div',
    { class: 'picker' },
    element('ul', { class: 'chips', 'aria-label': 'Compared hashtags' }, ...chips),
    full ? element('p', { class: 'quiet' }, `${COMPARED_MAX} at most.`) : adder(address, rows),
  );
}

function growthOf(line: Indexed | undefined): string {
  const last = line?.values.findLast((value) => value !== null);
  if (typeof last !== 'number') return 'not known';
  return `${last < 100 ? '' : '+'}${formatShare(last / 100 - 1)}`;
}

function adder(address: CompareAddress, rows: readonly SummaryRow[]): HTMLElement {
  const others = rows.filter(({ hashtag }) => !address.hashtags.includes(hashtag));
  const input = element('input', {
    class: 'field',
    list: 'others',
    placeholder: 'Add a hashtag',
    'aria-label': 'Add a hashtag',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  input.addEventListener('change', () => {
    const wanted = input.value.trim().replace(/^#/, '').toLowerCase();
    const found = others.find(({ hashtag }) => hashtag === wanted);
    if (found === undefined) input.setCustomValidity('This hashtag is not on the watchlist.');
    else location.hash = formatAddress({ ...address, hashtags: [...address.hashtags, found.hashtag] });
    input.reportValidity();
  });
  input.addEventListener('input', () => input.setCustomValidity(''));
  const options = others.map(({ hashtag }) => element('option', { value: hashtag }));
  return element('div', {}, input, element('datalist', { id: 'others' }, ...options));
}
