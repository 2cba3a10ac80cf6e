import type { Compare } from '../../../schema/site.ts';
import { formatAddress, type PageAddress, type RangeName } from '../address.ts';
import type { ColourName } from '../chart/colour.ts';
import { chartPanel } from '../chart/panel.ts';
import { element } from '../dom.ts';
import { formatShare, formatShort, formatUtcDay } from '../format.ts';
import { troubleNote } from '../trouble.ts';
import type { ViewContext } from '../view-context.ts';
import { groupShares, type Indexed, indexedViews, placesOf } from './indexed.ts';
import { comparePicker } from './picker.ts';

type CompareAddress = Extract<PageAddress, { view: 'compare' }>;

const RANGES = [
  ['7d', 7, '7 days'],
  ['30d', 30, '30 days'],
  ['90d', 90, '90 days'],
] as const satisfies readonly (readonly [RangeName, number, string])[];

const COLOURS: readonly ColourName[] = [
  'series-1',
  'series-2',
  'series-3',
  'series-4',
  'series-5',
  'series-6',
];
/** Hashtags that are compared before the reader has chosen any. */
const FIRST = 3;
/** From here on what has grown less would be a flat line at the bottom. */
const LOGARITHMIC_FROM = 1_000;

/** Several hashtags from a common start, and what each group brings. */
export async function compareView(stage: ViewContext, address: CompareAddress): Promise<readonly Node[]> {
  const title = element('h1', { tabindex: -1 }, 'Compare');
  const { hashtags } = stage.summary;
  const piece = await stage.pieces.load<Compare>('compare');
  if (piece.kind !== 'here') return [title, troubleNote(piece, 'The comparison')];
  const [range, days] = RANGES.find(([name]) => name === address.range) ?? RANGES[1];
  const chosen =
    address.hashtags.length > 0 ? address.hashtags : hashtags.slice(0, FIRST).map(({ hashtag }) => hashtag);
  const asked = { ...address, range, hashtags: chosen };
  const compare = piece.value;
  const places = placesOf(compare, days);
  const lines = chosen.flatMap((name) => {
    const found = compare.hashtags.find(({ hashtag }) => hashtag === name);
    return found === undefined ? [] : [indexedViews(found, places)];
  });
  return [
    title,
    element('p', { class: 'lede' }, 'Views from a common start, and which groups the growth comes from.'),
    element(
      'section',
      { class: 'section' },
      element('div', { class: 'head' }, element('h2', {}, 'From a common start'), rangeChoices(asked)),
      comparePicker(asked, lines, hashtags),
      places.length === 0 || lines.length === 0
        ? element('p', { class: 'panel plain' }, 'Nothing to compare yet.')
        : indexChart(
            lines,
            places.map((place) => compare.days[place] ?? 0),
          ),
    ),
    ...groupsSection(compare, places, days),
  ];
}

function rangeChoices(address: CompareAddress): HTMLElement {
  return element(
    'nav',
    { class: 'choices', 'aria-label': 'Range' },
    ...RANGES.map(([range, , words]) =>
      element(
        'a',
        {
          href: formatAddress({ ...address, range }),
          'aria-current': range === address.range ? 'true' : undefined,
        },
        words,
      ),
    ),
  );
}

function indexChart(lines: readonly Indexed[], at: readonly number[]): HTMLElement {
  const highest = Math.max(...lines.flatMap(({ values }) => values.filter((value) => value !== null)), 100);
  const logarithmic = highest >= LOGARITHMIC_FROM;
  const [from, to] = [at[0] ?? 0, at.at(-1) ?? 1];
  return chartPanel(
    [
      {
        title: `Views by UTC day, 100 at the start${logarithmic ? ', on a logarithmic scale' : ''}`,
        whole:
          'By views gained: a counter that TikTok restates shows no growth. Point at the chart to read it.',
        height: 340,
        at,
        scale: logarithmic ? 'logarithmic' : 'around',
        marks: [],
        zone: 'utc',
        layers: lines.map(({ values }, index) => ({
          kind: 'line',
          values,
          colour: COLOURS[index] ?? 'ink',
          shape: 'straight',
        })),
        says: (index) =>
          `${formatUtcDay((at[index] ?? 0) * 1000)}: ${lines
            .map(({ hashtag, values }) => `#${hashtag} ${shown(values[index] ?? null)}`)
            .join(', ')}`,
        legend: undefined,
      },
    ],
    { from, to: Math.max(to, from + 86_400) },
  );
}

function shown(value: number | null): string {
  return value === null ? 'unknown' : formatShort(value);
}

function groupsSection(compare: Compare, places: readonly number[], days: number): readonly Node[] {
  const shares = groupShares(compare.groups, places);
  if (shares.length < 2) return [];
  const rows = shares.map(({ name, hashtags, gained, share = 0 }) =>
    element(
      'li',
      {},
      element(
        'span',
        { class: 'who' },
        element('bdi', {}, name),
        element('span', { class: 'quiet' }, `${hashtags} ${hashtags === 1 ? 'hashtag' : 'hashtags'}`),
      ),
      element('progress', { class: 'meter', max: 1, value: share.toFixed(3), 'aria-hidden': 'true' }),
      element('strong', {}, formatShare(share)),
      element('span', { class: 'quiet' }, `+${formatShort(gained)} views`),
    ),
  );
  return [
    element(
      'section',
      { class: 'section' },
      element(
        'div',
        { class: 'head' },
        element('h2', {}, 'Where the growth comes from'),
        element('span', { class: 'aside' }, `Views gained by group, ${days} days`),
      ),
      element('ol', { class: 'panel shares' }, ...rows),
    ),
  ];
}
