import { formatAddress, HASHTAG_RANGE } from './address.ts';
import { element } from './dom.ts';

/** The link to a hashtag's page. Names may be of any script: they keep their own direction. */
export function hashtagLink(hashtag: string): HTMLElement {
  const href = formatAddress({ view: 'hashtag', hashtag, range: HASHTAG_RANGE });
  return element('a', { href, class: 'name' }, element('bdi', {}, `#${hashtag}`));
}
