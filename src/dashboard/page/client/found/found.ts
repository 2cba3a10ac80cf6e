import { plainLine } from '../../../../text/untrusted.ts';
import type { Discoveries, PageDiscovery } from '../../../schema/site.ts';
import { element } from '../dom.ts';
import { formatCount, formatUtcDay } from '../format.ts';
import { hashtagLink } from '../hashtag-link.ts';
import { repositoryLink, tiktokLink } from '../links.ts';
import { sparkline } from '../sparkline.ts';
import { timeTag } from '../time-tag.ts';
import { troubleNote } from '../trouble.ts';
import type { ViewContext } from '../view-context.ts';

const CREATOR_CHARS_MAX = 40;

/** Hashtags that nobody listed, and how to watch one. */
export async function foundView({ pieces, summary }: ViewContext): Promise<readonly Node[]> {
  const title = element('h1', { tabindex: -1 }, 'Not on your list');
  const piece = await pieces.load<Discoveries>('discoveries');
  if (piece.kind !== 'here') return [title, troubleNote(piece, 'The list')];
  const { found, days } = piece.value;
  const items = found.map((one) =>
    element(
      'li',
      { class: 'panel period' },
      ...partsOf(one, days),
      addingLink(summary.repository, one.hashtag),
    ),
  );
  return [
    title,
    element('p', { class: 'lede' }, 'Hashtags that many creators begin to use beside yours.'),
    element(
      'div',
      { class: 'section' },
      items.length === 0
        ? element('p', { class: 'panel plain' }, ...emptyParts(piece.value))
        : element('ol', { class: 'periods' }, ...items),
    ),
  ];
}

function emptyParts({ since, learnsUntil }: Discoveries): readonly (Node | string)[] {
  if (since === undefined) return ['No run has looked beside your hashtags yet.'];
  if (learnsUntil !== undefined)
    return ['Learning what is usual until ', timeTag(Date.parse(learnsUntil)), '.'];
  return ['Nothing new in the last 90 days.'];
}

function partsOf(one: PageDiscovery, days: readonly number[]): readonly Node[] {
  const { hashtag, url, at, firstSeenAt, creators, usualCreatorsPerDay, beside, videos } = one;
  const before = Math.round(usualCreatorsPerDay);
  return [
    element('h2', {}, tiktokLink(url, `#${hashtag}`)),
    element(
      'p',
      {},
      element('strong', {}, `${formatCount(creators)} creators`),
      ` in a day, ${before === 0 ? 'hardly one' : `about ${formatCount(before)}`} a day before`,
    ),
    ...(days.length === 0 ? [] : [dayBars(one.creatorsByDay, days)]),
    element(
      'p',
      { class: 'quiet' },
      ...['First seen ', timeTag(Date.parse(firstSeenAt)), ', found ', timeTag(Date.parse(at)), ', beside '],
      ...listed(beside.map(besideNode)),
      ...(videos.length === 0 ? [] : ['. Videos by ', ...listed(videos.map(videoNode))]),
    ),
  ];
}

/** Creators a day, the last day hot. @param days starts of UTC days, s */
function dayBars(creators: readonly number[], days: readonly number[]): Node {
  const highest = Math.max(1, ...creators);
  const heights = creators.map((count) => (100 * count) / highest);
  const [first = 0, last = 0] = [days[0], days.at(-1)].map((day = 0) => day * 1000);
  const words = `Creators a day since ${formatUtcDay(first)}: at most ${highest}, on the last day ${creators.at(-1)}`;
  return sparkline({ from: new Date(first).toISOString(), hours: 24, highest, heights }, last, words);
}

function besideNode({ hashtag, file, creators }: PageDiscovery['beside'][number]): Node {
  const name = file === undefined ? element('bdi', {}, `#${hashtag}`) : hashtagLink(hashtag);
  return element('span', {}, name, ` (${formatCount(creators)})`);
}

function videoNode({ creator, url }: PageDiscovery['videos'][number]): Node {
  return tiktokLink(url, creator === undefined ? 'somebody' : `@${plainLine(creator, CREATOR_CHARS_MAX)}`);
}

function listed(nodes: readonly Node[]): readonly (Node | string)[] {
  return nodes.flatMap((node, index) => (index === 0 ? [node] : [', ', node]));
}

/** The form that watches it, filled in; undefined where the repository is not known. */
function addingLink(repository: string | undefined, hashtag: string): HTMLElement | undefined {
  const query = new URLSearchParams({ template: 'watch-a-hashtag.yml', hashtags: hashtag });
  return repositoryLink(repository, `issues/new?${query.toString()}`, 'Watch it');
}
