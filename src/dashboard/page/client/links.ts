import { element } from './dom.ts';

/** A link into TikTok around strangers' text; the text alone where the address leads elsewhere. */
export function tiktokLink(url: string | undefined, text: string): HTMLElement {
  const shown = element('bdi', {}, text);
  if (url === undefined || !leadsTo(url, 'https://www.tiktok.com')) return shown;
  return outside(url, shown);
}

/** The issue of an episode, where there is one; on GitHub or on a company's own, but never anything but a page. */
export function issueLink(url: string | undefined): HTMLElement | undefined {
  if (url === undefined || !/^https:\/\/[^/]+\/[^/]+\/[^/]+\/issues\/\d+$/.test(url)) return undefined;
  return outside(url, 'Issue');
}

/** A page of the repository that the site is about; undefined where that is not known. */
export function repositoryLink(
  repository: string | undefined,
  path: string,
  text: string,
): HTMLElement | undefined {
  if (repository === undefined || !/^https:\/\/[^/]+\/[^/]+\/[^/]+$/.test(repository)) return undefined;
  return outside(`${repository}/${path}`, text);
}

function outside(url: string, child: Node | string): HTMLElement {
  return element('a', { href: url, rel: 'noopener noreferrer nofollow', target: '_blank' }, child);
}

function leadsTo(url: string, origin: string): boolean {
  return URL.canParse(url) && new URL(url).origin === origin && new URL(url).username === '';
}
