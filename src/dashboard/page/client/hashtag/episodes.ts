import type { HashtagPage, PageEpisode } from '../../../schema/site.ts';
import { localClocks } from '../clock-words.ts';
import { element } from '../dom.ts';
import { formatDuration, formatInterval, formatMultiple, formatScore, formatShort } from '../format.ts';
import { hashtagLink } from '../hashtag-link.ts';
import { issueLink, tiktokLink } from '../links.ts';
import { phaseWord } from '../phase.ts';
import { timeTag } from '../time-tag.ts';
import { driversPart } from './drivers.ts';

/** What broke out, when, and what drove it; the newest first. @param now ms */
export function episodesList({ episodes }: HashtagPage, now: number): HTMLElement {
  return element('ol', { class: 'panel episodes' }, ...episodes.map((episode) => episodeItem(episode, now)));
}

function episodeItem(episode: PageEpisode, now: number): HTMLElement {
  const { openedAt, endedAt, reason, endReason, hindsight, leader } = episode;
  const opened = Date.parse(openedAt);
  const lasted = formatDuration(Math.max(0, (endedAt === undefined ? now : Date.parse(endedAt)) - opened));
  const state =
    endedAt === undefined
      ? element('span', { class: 'pill hot' }, `open for ${lasted}`)
      : element(
          'span',
          { class: 'pill' },
          hindsight === 'false-alarm' ? 'a false alarm' : `over after ${lasted}`,
        );
  return element(
    'li',
    { class: 'told' },
    element('div', { class: 'title' }, element('h3', {}, timeTag(opened)), state, issueLink(episode.issue)),
    element('p', {}, ...localClocks(reason, opened)),
    leader === undefined
      ? undefined
      : element('p', { class: 'quiet' }, 'It rose for the same videos as ', hashtagLink(leader), '.'),
    endReason === undefined ? undefined : element('p', { class: 'quiet' }, `It ended: ${endReason}.`),
    element('ol', { class: 'moments' }, ...momentsOf(episode)),
    movesLine(episode),
    phasesList(episode),
    element('dl', { class: 'facts' }, ...factsOf(episode)),
    driversPart(episode),
  );
}

function movesLine({ moves = [] }: PageEpisode): HTMLElement | undefined {
  if (moves.length === 0) return undefined;
  const pieces = moves.map(({ text, url }) =>
    url === undefined ? element('bdi', {}, text) : tiktokLink(url, text),
  );
  return element('p', {}, 'What moves it: ', ...pieces);
}

function momentsOf({ onset, openedAt, classicAt, peakAt, endedAt }: PageEpisode): readonly HTMLElement[] {
  const moments: readonly (readonly [string, string | undefined])[] = [
    ['onset', onset],
    ['alert', openedAt],
    ['classic', classicAt],
    ['peak', peakAt],
    ['end', endedAt],
  ];
  const words: Readonly<Record<string, string>> = { classic: 'classic rule' };
  return moments
    .flatMap(([name, at]) => (at === undefined ? [] : [{ name, at: Date.parse(at) }]))
    .toSorted((a, b) => a.at - b.at)
    .map(({ name, at }) =>
      element(
        'li',
        { class: name },
        element('span', { class: `swatch sign ${name}`, 'aria-hidden': 'true' }),
        `${words[name] ?? name} `,
        timeTag(at),
      ),
    );
}

/** What it went through; a single phase says nothing that the rest does not. */
function phasesList({ phases }: PageEpisode): HTMLElement | undefined {
  const changes = phases.filter(({ phase }, index) => phase !== phases[index - 1]?.phase);
  if (changes.length < 2) return undefined;
  return element(
    'ol',
    { class: 'moments phases', 'aria-label': 'Phases' },
    ...changes.map(({ at, phase }, index) =>
      element('li', {}, `${index === 0 ? '' : '→ '}${phaseWord(phase)} `, timeTag(Date.parse(at))),
    ),
  );
}

function factsOf({
  velocity,
  score,
  bar,
  multiple,
  baseViews,
  peakViews,
  rule,
}: PageEpisode): readonly HTMLElement[] {
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['Velocity at the alert', `${formatInterval(velocity.low, velocity.high)} %/h`],
    ['Vs baseline', multiple === undefined ? undefined : formatMultiple(multiple)],
    [
      'Momentum',
      score === undefined || bar === undefined ? undefined : `${formatScore(score)} of ${formatScore(bar)}`,
    ],
    ['Views', `${formatShort(baseViews)} → ${formatShort(peakViews)}`],
    ['Rule', rule],
  ];
  return facts.flatMap(([name, value]) =>
    value === undefined ? [] : [element('div', {}, element('dt', {}, name), element('dd', {}, value))],
  );
}
