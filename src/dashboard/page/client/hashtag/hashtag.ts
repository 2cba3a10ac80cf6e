import type { HashtagPage, SummaryRow } from '../../../schema/site.ts';
import { COMPARE_RANGE, formatAddress, type PageAddress, RANGES, type RangeName } from '../address.ts';
import { localClocks } from '../clock-words.ts';
import { element } from '../dom.ts';
import { momentumMeter, velocityFigure, viewsFigure } from '../figures.ts';
import { formatMultiple, formatShort } from '../format.ts';
import { tiktokLink } from '../links.ts';
import { muteNote } from '../mute-note.ts';
import { phasePill } from '../phase.ts';
import { readParts } from '../time-tag.ts';
import { troubleNote } from '../trouble.ts';
import type { ViewContext } from '../view-context.ts';
import { hashtagCharts } from './charts.ts';
import { episodesList } from './episodes.ts';
import { loadHistory } from './loaded-history.ts';
import { numbersTable } from './numbers-table.ts';
import { suppressedList } from './suppressed.ts';

type HashtagAddress = Extract<PageAddress, { view: 'hashtag' }>;

const RANGE_WORDS: Readonly<Record<RangeName, string>> = {
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
  '90d': '90 days',
  all: 'All',
};

/** All about one hashtag. */
export async function hashtagView(stage: ViewContext, address: HashtagAddress): Promise<readonly Node[]> {
  const row = stage.summary.hashtags.find(({ hashtag }) => hashtag === address.hashtag);
  if (row === undefined) {
    return [
      backLink(),
      heading(address.hashtag),
      element('p', { class: 'lede' }, 'This hashtag is not on the watchlist, so it has no page here.'),
      element(
        'p',
        { class: 'quiet' },
        'If it was watched before, its readings are kept in data/ and its page comes back with it.',
      ),
    ];
  }
  const top = [backLink(), heading(row.hashtag), ...summaryPart(row, stage.now)];
  const piece = await stage.pieces.load<HashtagPage>(`hashtags/${row.file}/page`);
  if (piece.kind !== 'here')
    return [...top, element('div', { class: 'section' }, troubleNote(piece, 'Its history'))];
  const page = piece.value;
  if (page.readings === 0) {
    const soon = 'Charts appear once the first runs have read it.';
    return [...top, element('p', { class: 'section panel plain' }, soon)];
  }
  const loaded = await loadHistory(page, address.range, stage.pieces);
  return [
    ...top,
    element(
      'section',
      { class: 'section' },
      element('div', { class: 'head' }, element('h2', {}, 'History'), rangeChoices(address)),
      loaded.trouble === undefined ? undefined : troubleNote(loaded.trouble, 'The older history'),
      hashtagCharts(page, loaded),
      numbersTable(loaded.history),
    ),
    ...section('Breakouts', page.episodes.length, () => episodesList(page, stage.now)),
    ...section('No alert, and why', page.suppressed.length, () => suppressedList(page.suppressed)),
    filesPart(page),
  ];
}

function heading(hashtag: string): HTMLElement {
  return element('h1', { tabindex: -1 }, element('bdi', {}, `#${hashtag}`));
}

function backLink(): HTMLElement {
  return element('p', { class: 'back' }, element('a', { href: '#/' }, '← All hashtags'));
}

function summaryPart(row: SummaryRow, now: number): readonly Node[] {
  const { reason, multiple, usualPerHour, note, group } = row;
  const facts: readonly (readonly [string, Node | string | undefined])[] = [
    ['Views', viewsFigure(row)],
    ['Velocity', velocityFigure(row)],
    ['Against its baseline', multiple === undefined ? undefined : formatMultiple(multiple)],
    ['Momentum', momentumMeter(row)],
    ['Baseline', usualPerHour === undefined ? undefined : figure(formatShort(usualPerHour), 'views an hour')],
    ['Group', group],
  ];
  return [
    element(
      'p',
      { class: 'standing' },
      phasePill(row),
      element('span', { class: 'quiet' }, ...readParts(row, now)),
    ),
    element('p', { class: 'lede' }, ...localClocks(reason, Date.parse(row.at ?? ''))),
    ...[muteNote(row) ?? []].flat(),
    ...(note === undefined ? [] : [element('p', { class: 'quiet' }, element('bdi', {}, note))]),
    element(
      'dl',
      { class: 'facts figures' },
      ...facts.flatMap(([name, value]) =>
        value === undefined ? [] : [element('div', {}, element('dt', {}, name), element('dd', {}, value))],
      ),
    ),
  ];
}

function figure(value: string, unit: string): HTMLElement {
  return element('span', {}, `${value} `, element('span', { class: 'unit' }, unit));
}

function rangeChoices(address: HashtagAddress): HTMLElement {
  return element(
    'nav',
    { class: 'choices', 'aria-label': 'Range' },
    ...RANGES.map((range) =>
      element(
        'a',
        {
          href: formatAddress({ ...address, range }),
          'aria-current': range === address.range ? 'true' : undefined,
        },
        RANGE_WORDS[range],
      ),
    ),
  );
}

function filesPart({ now, file }: HashtagPage): HTMLElement {
  return element(
    'p',
    { class: 'files quiet' },
    tiktokLink(now.url, 'Open on TikTok'),
    element(
      'a',
      { href: formatAddress({ view: 'compare', hashtags: [now.hashtag], range: COMPARE_RANGE }) },
      'Compare',
    ),
    element('a', { href: `hashtags/${file}/readings.csv`, download: '' }, 'CSV'),
    element('a', { href: `hashtags/${file}/page.json` }, 'JSON'),
  );
}

function section(title: string, size: number, body: () => Node): readonly Node[] {
  if (size === 0) return [];
  return [
    element(
      'section',
      { class: 'section' },
      element('div', { class: 'head' }, element('h2', {}, title)),
      body(),
    ),
  ];
}
