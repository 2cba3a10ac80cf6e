import type { Summary, SummaryRow } from '../../../schema/site.ts';
import type { NowChoice } from '../address.ts';
import { element } from '../dom.ts';
import { formatMinute } from '../format.ts';
import { choiceOf } from '../phase.ts';
import { chosenRows } from '../ranking.ts';
import { ageTag } from '../time-tag.ts';
import type { ViewContext } from '../view-context.ts';
import { hotCard } from './card.ts';
import { hashtagTable } from './table.ts';
import { nowTools } from './tools.ts';

/** Runs come late, by hours on some days; after so long a breakout may have opened that no reading shows. */
const UNKNOWN_AFTER_MS = 6 * 3_600_000;

/** With fewer hashtags there is nothing to search. */
const TOOLS_FROM = 5;

/** The first view: what is breaking out, what is warming, and the rest. */
export function nowView(
  { summary, now }: ViewContext,
  choice: NowChoice,
  choose: (choice: NowChoice) => void,
): readonly Node[] {
  const { hashtags } = summary;
  const results = element('div', { class: 'results' });
  const show = (asked: NowChoice) => results.replaceChildren(...sections(chosenRows(hashtags, asked), now));
  const tools = nowTools(hashtags, choice, (asked) => {
    show(asked);
    choose(asked);
  });
  show(choice);
  return [
    element('h1', { tabindex: -1 }, headline(summary, now)),
    element('p', { class: 'lede' }, ...lede(summary, now)),
    ...(hashtags.length < TOOLS_FROM ? [] : [tools]),
    results,
  ];
}

/** What stands now. Calm is a finding: old readings say nothing of this hour. @param now ms */
export function headline(
  { hashtags, newestAt }: Pick<Summary, 'hashtags' | 'newestAt'>,
  now: number,
): string {
  const hot = hashtags.filter((row) => choiceOf(row) === 'hot');
  const [first] = hot;
  if (hashtags.length === 0) return 'Nothing is watched yet';
  if (newestAt === undefined || hashtags.every(({ at }) => at === undefined)) return 'No readings yet';
  const newest = Date.parse(newestAt);
  if (now - newest >= UNKNOWN_AFTER_MS) return `Not known since ${formatMinute(newest)}`;
  if (first === undefined) return 'Nothing is breaking out';
  if (hot.length === 1) return `#${first.hashtag} is breaking out`;
  return `${hot.length} hashtags are breaking out`;
}

function lede({ hashtags, newestAt }: Summary, now: number): readonly (Node | string)[] {
  const count = (choice: string) => hashtags.filter((row) => choiceOf(row) === choice).length;
  const counted = [
    [count('warming'), 'warming'],
    [count('calm'), 'calm'],
    [count('troubled'), 'with problems'],
  ] as const;
  const parts = counted.filter(([many]) => many > 0).map(([many, word]) => `${many} ${word}`);
  if (newestAt === undefined)
    return [
      hashtags.length === 0
        ? 'Put hashtags into watchlist.yml: figures appear after the first hourly run.'
        : 'Figures appear after the first hourly run. To start it now: Actions → Track hashtags → Run workflow.',
    ];
  return [
    parts.join(' · '),
    parts.length > 0 ? '. ' : '',
    'Newest reading ',
    ageTag(Date.parse(newestAt), now),
    '.',
  ];
}

function sections(rows: readonly SummaryRow[], now: number): readonly Node[] {
  const of = (choices: readonly string[]) => rows.filter((row) => choices.includes(choiceOf(row)));
  const [hot, warming, rest] = [of(['hot']), of(['warming']), of(['calm', 'troubled'])];
  const made = [
    hot.length > 0
      ? section('Breaking out now', element('ol', { class: 'cards' }, ...hot.map((row) => hotCard(row, now))))
      : undefined,
    warming.length > 0 ? section('Warming', hashtagTable(warming, 'Warming hashtags', now)) : undefined,
    rest.length > 0
      ? section(
          hot.length + warming.length > 0 ? 'The others' : 'All hashtags',
          hashtagTable(rest, 'The other hashtags', now),
        )
      : undefined,
  ].filter((part) => part !== undefined);
  return made.length > 0
    ? made
    : [element('p', { class: 'panel plain', role: 'status' }, 'No hashtag fits.')];
}

function section(title: string, body: Node): HTMLElement {
  return element('section', { class: 'section' }, element('h2', {}, title), body);
}
