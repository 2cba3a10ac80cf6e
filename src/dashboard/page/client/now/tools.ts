import type { SummaryRow } from '../../../schema/site.ts';
import { type NowChoice, PHASE_CHOICES, type PhaseChoice, SORTS, type SortName } from '../address.ts';
import { element } from '../dom.ts';
import { CHOICE_WORDS } from '../phase.ts';
import { groupsOf } from '../ranking.ts';

const SORT_WORDS: Readonly<Record<SortName, string>> = {
  momentum: 'By momentum',
  velocity: 'By velocity',
  views: 'By views',
  name: 'By name',
  age: 'Newest reading first',
};

/** Search, filters and order. `choose` gets the whole choice at every change. */
export function nowTools(
  rows: readonly SummaryRow[],
  choice: NowChoice,
  choose: (choice: NowChoice) => void,
): HTMLElement {
  const groups = groupsOf(rows);
  const search = element('input', {
    class: 'field search',
    type: 'search',
    placeholder: `Search ${rows.length} hashtags`,
    'aria-label': 'Search hashtags',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  search.value = choice.search;
  const phase = select(
    'State',
    choice.phase,
    PHASE_CHOICES.map((name) => [name, CHOICE_WORDS[name]]),
  );
  const sort = select(
    'Order',
    choice.sort,
    SORTS.map((name) => [name, SORT_WORDS[name]]),
  );
  const group = select('Group', choice.group, [
    ['', 'All groups'],
    ...groups.map((name) => [name, name] as const),
  ]);
  const tell = () =>
    choose({
      search: search.value,
      group: group.value,
      phase: PHASE_CHOICES.find((name) => name === phase.value) ?? ('all' satisfies PhaseChoice),
      sort: SORTS.find((name) => name === sort.value) ?? ('momentum' satisfies SortName),
    });
  search.addEventListener('input', tell);
  for (const one of [phase, sort, group]) one.addEventListener('change', tell);
  const filters = element(
    'div',
    { class: 'filters', id: 'filters' },
    ...(groups.length > 0 ? [group] : []),
    phase,
    sort,
  );
  return element('search', { class: 'tools' }, search, filtersButton(filters), filters);
}

/** On a narrow screen the filters stand behind it, so that the first glance is of the hashtags. */
function filtersButton(filters: HTMLElement): HTMLElement {
  const button = element(
    'button',
    { class: 'button filter', type: 'button', 'aria-expanded': 'false', 'aria-controls': filters.id },
    'Filter',
  );
  button.addEventListener('click', () => {
    button.setAttribute('aria-expanded', String(filters.classList.toggle('open')));
  });
  return button;
}

function select(
  label: string,
  taken: string,
  options: readonly (readonly [value: string, text: string])[],
): HTMLSelectElement {
  const made = element(
    'select',
    { class: 'field', 'aria-label': label },
    ...options.map(([value, text]) => element('option', { value }, text)),
  );
  made.value = taken;
  return made;
}
