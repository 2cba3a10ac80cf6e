import type { SummaryRow } from '../../schema/site.ts';
import type { NowChoice, SortName } from './address.ts';
import { choiceOf } from './phase.ts';

type Rows = readonly SummaryRow[];

/** The rows that the reader asked for, in the order asked for. `rows` come by momentum. */
export function chosenRows(rows: Rows, choice: NowChoice): Rows {
  const wanted = plain(choice.search.replace(/^\s*#/, ''));
  const chosen = rows.filter(
    (row) =>
      plain(row.hashtag).includes(wanted) &&
      (choice.group === '' || row.group === choice.group) &&
      (choice.phase === 'all' || choiceOf(row) === choice.phase),
  );
  return sorted(chosen, choice.sort);
}

/** The groups of the watchlist in order of their names. */
export function groupsOf(rows: Rows): readonly string[] {
  return [...new Set(rows.flatMap(({ group }) => group ?? []))].toSorted((a, b) => a.localeCompare(b));
}

/** What is not known comes last, whatever is sorted by. */
function sorted(rows: Rows, sort: SortName): Rows {
  const falling = (value: (row: SummaryRow) => number | undefined): Rows =>
    rows.toSorted((a, b) => (value(b) ?? -Infinity) - (value(a) ?? -Infinity) || 0);
  switch (sort) {
    case 'momentum':
      return rows;
    case 'velocity':
      return falling(({ velocity }) => (velocity.kind === 'unknown' ? undefined : velocity.nominal));
    case 'views':
      return falling(({ views }) => views);
    case 'name':
      return rows.toSorted((a, b) => a.hashtag.localeCompare(b.hashtag));
    case 'age':
      return falling(({ at }) => (at === undefined ? undefined : Date.parse(at)));
  }
}

/** Letters as people type them when they search: without case, marks and width. */
function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}
