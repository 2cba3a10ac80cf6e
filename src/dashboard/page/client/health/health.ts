import { plainLine } from '../../../../text/untrusted.ts';
import type { Health, HealthPeriod } from '../../../schema/site.ts';
import { element } from '../dom.ts';
import { formatBytes, formatCount, formatDay, formatDuration, formatShare } from '../format.ts';
import { hashtagLink } from '../hashtag-link.ts';
import { ageTag, timeTag } from '../time-tag.ts';
import { troubleNote } from '../trouble.ts';
import type { ViewContext } from '../view-context.ts';
import { hoursMap } from './hours-map.ts';

const MESSAGE_CHARS_MAX = 200;
const HASHTAGS_MAX = 20;

/** Whether the hourly job does its work, what it costs, and what it keeps. */
export async function healthView({ pieces, now }: ViewContext): Promise<readonly Node[]> {
  const title = element('h1', { tabindex: -1 }, 'Health');
  const piece = await pieces.load<Health>('health');
  if (piece.kind !== 'here') return [title, troubleNote(piece, 'The health of the runs')];
  const health = piece.value;
  if (health.periods.length === 0) {
    return [title, element('p', { class: 'lede' }, 'No run has sampled anything yet.')];
  }
  return [
    title,
    element(
      'p',
      { class: 'lede' },
      'Whether the hourly runs come, and what they cost. GitHub starts them late and drops some.',
    ),
    ...causesSection(health),
    section(
      'Runs',
      element('div', { class: 'periods' }, ...health.periods.map(periodCard)),
      hoursMap(health),
    ),
    section('Hashtags without a reading', missedList(health, now)),
    ...creditsSection(health),
    ...deliverySection(health),
    section('Records', recordsFacts(health)),
  ];
}

/** What keeps the radar from seeing, in the words of the notifications. */
function causesSection({ causes }: Health): readonly Node[] {
  if (causes.length === 0) return [];
  const lines = causes.map(({ title, found, said, remedy, hashtags, since }) =>
    element(
      'li',
      {},
      timeTag(Date.parse(since)),
      element(
        'span',
        {},
        element('strong', {}, hashtags.length === 0 ? title : `${title}: `),
        ...hashtags.flatMap((hashtag) => [hashtagLink(hashtag), ' ']),
        ` ${found}`,
        said === undefined
          ? undefined
          : element('bdi', { class: 'quiet' }, ` ${plainLine(said, MESSAGE_CHARS_MAX)}`),
        remedy === undefined ? undefined : ` ${remedy}`,
      ),
    ),
  );
  return [section('What keeps it from seeing', element('ol', { class: 'panel lines' }, ...lines))];
}

function periodCard({ days, expected, came, ...rest }: HealthPeriod): HTMLElement {
  const { delayMedianMinutes, delayP90Minutes, longestGapHours } = rest;
  const minutes = (value: number | undefined) =>
    value === undefined ? undefined : formatDuration(value * 60_000);
  return element(
    'div',
    { class: 'panel period' },
    element('h3', {}, days === 1 ? 'Last 24 hours' : `Last ${days} days`),
    element(
      'p',
      { class: 'much' },
      element('strong', {}, expected === 0 ? '–' : formatShare(came / expected)),
      element(
        'span',
        { class: 'quiet' },
        ` ${formatCount(came)} of ${formatCount(expected)} hours had a run`,
      ),
    ),
    facts([
      ['Late by, median', minutes(delayMedianMinutes)],
      ['Nine in ten within', minutes(delayP90Minutes)],
      ['Longest pause', minutes(longestGapHours === undefined ? undefined : longestGapHours * 60)],
    ]),
  );
}

function missedList({ hashtags }: Health, now: number): HTMLElement {
  const missed = hashtags.filter(({ missed: count, lastAt }) => count > 0 || lastAt === undefined);
  if (missed.length === 0) {
    return element('p', { class: 'panel plain' }, 'Every run of the last 30 days read every hashtag.');
  }
  return element(
    'ol',
    { class: 'panel lines' },
    ...missed
      .slice(0, HASHTAGS_MAX)
      .map(({ hashtag, expected, missed: count, lastAt }) =>
        element(
          'li',
          {},
          hashtagLink(hashtag),
          element(
            'span',
            { class: 'quiet' },
            `missing in ${formatCount(count)} of ${formatCount(expected)} runs, `,
            ...(lastAt === undefined ? ['never read'] : ['last read ', ageTag(Date.parse(lastAt), now)]),
          ),
        ),
      ),
  );
}

function creditsSection({ credits }: Health): readonly Node[] {
  if (credits === undefined) return [];
  const { used, left, budget, perDay, monthEnd, emptyAt } = credits;
  const count = (value: number | undefined) => (value === undefined ? undefined : formatCount(value));
  return [
    section(
      'Credits',
      facts([
        ['Used this month', count(used)],
        ['A day, at this pace', count(Math.round(perDay))],
        ['By the end of the month', count(Math.round(monthEnd))],
        ['Budget for a month', count(budget)],
        ['Left on the account', count(left)],
        [
          'They last until',
          emptyAt === undefined ? undefined : timeTag(Date.parse(emptyAt), formatDay(Date.parse(emptyAt))),
        ],
      ]),
    ),
  ];
}

function deliverySection({ owed, undelivered }: Health): readonly Node[] {
  if (owed === 0 && undelivered.length === 0) return [];
  const waiting =
    owed === 0 ? [] : [element('p', { class: 'quiet' }, `${formatCount(owed)} still to be sent.`)];
  const lost = undelivered.map(({ at, hashtag, message }) =>
    element(
      'li',
      {},
      timeTag(Date.parse(at)),
      element(
        'span',
        {},
        ...(hashtag === undefined ? [] : [hashtagLink(hashtag), ' ']),
        element('bdi', { class: 'quiet' }, plainLine(message, MESSAGE_CHARS_MAX)),
      ),
    ),
  );
  return [
    section(
      'Notifications',
      ...waiting,
      lost.length === 0 ? undefined : element('ol', { class: 'panel lines' }, ...lost),
    ),
  ];
}

function recordsFacts({ data: { files, bytes, largest } }: Health): HTMLElement {
  return facts([
    ['Folder data/', formatBytes(bytes)],
    ['Files', formatCount(files)],
    ['Largest file', largest === undefined ? undefined : `${formatBytes(largest.bytes)}, ${largest.file}`],
  ]);
}

function facts(entries: readonly (readonly [name: string, value: Node | string | undefined])[]): HTMLElement {
  return element(
    'dl',
    { class: 'facts' },
    ...entries.flatMap(([name, value]) =>
      value === undefined ? [] : [element('div', {}, element('dt', {}, name), element('dd', {}, value))],
    ),
  );
}

function section(title: string, ...body: readonly (Node | undefined)[]): HTMLElement {
  return element('section', { class: 'section' }, element('h2', {}, title), ...body);
}
