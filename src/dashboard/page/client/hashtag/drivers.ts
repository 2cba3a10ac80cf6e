import { plainLine } from '../../../../text/untrusted.ts';
import type { PageDriver, PageEpisode, PageVideo } from '../../../schema/site.ts';
import { element } from '../dom.ts';
import { formatShare, formatShort } from '../format.ts';
import { tiktokLink } from '../links.ts';
import { timeTag } from '../time-tag.ts';

const CAPTION_CHARS_MAX = 140;
const CREATOR_CHARS_MAX = 40;

/** The videos behind an episode: those of its whole time once it is over, until then those of the alert. */
export function driversPart({
  drivers,
  topVideos = [],
  explained,
  creators,
}: PageEpisode): HTMLElement | undefined {
  if (topVideos.length > 0) return part(topVideos, 'Gains in the whole episode.');
  if (drivers.length === 0) return undefined;
  const whose = `${creators} ${creators === 1 ? 'creator' : 'creators'}`;
  const whole =
    explained === undefined
      ? ''
      : ` The listed videos, of ${whose}, explain ${formatShare(Math.min(1, explained))} of the growth.`;
  return part(drivers, `Gains until the alert.${whole}`);
}

type Video = PageVideo & Partial<Pick<PageDriver, 'views' | 'share' | 'postedAt'>>;

function part(videos: readonly Video[], words: string): HTMLElement {
  return element(
    'div',
    { class: 'drivers' },
    element('h4', {}, 'What drove it'),
    element('ol', {}, ...videos.map(videoItem)),
    element('p', { class: 'quiet' }, words),
  );
}

function videoItem({ caption, creator, url, gained, views, share, postedAt }: Video): HTMLElement {
  const text = plainLine(caption ?? '', CAPTION_CHARS_MAX);
  const by = creator === undefined ? 'creator unknown' : `@${plainLine(creator, CREATOR_CHARS_MAX)}`;
  return element(
    'li',
    {},
    element('p', { class: 'caption' }, tiktokLink(url, text === '' ? 'A video without a caption' : text)),
    element(
      'p',
      { class: 'quiet' },
      element('bdi', {}, by),
      ` · +${formatShort(gained)}${views === undefined ? '' : ` of ${formatShort(views)}`} views`,
      share === undefined ? '' : ` · ${formatShare(share)} of the growth`,
      ...(postedAt === undefined ? [] : [' · posted ', timeTag(Date.parse(postedAt))]),
    ),
  );
}
