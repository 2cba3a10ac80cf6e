/** What a receiver that answers a POST with a redirect has done with it. */
export type RedirectMeaning = 'acted' | 'moved' | 'login';

/** Statuses after which the answer is to be fetched elsewhere, the request itself being done: RFC 9110, section 15.4. */
const ACTED_STATUSES: readonly number[] = [302, 303];
const LOGIN = /(?:^|[/._-])(?:log-?in|sign-?in|auth|oauth2?|sso|saml2?|accounts?|session)(?:[/._?-]|$)/i;

/**
 * Scripts of office suites act, and then answer 302 to an address where their result lies for once; what is sent again
 * would be done again. A server that has moved keeps the path, or sends everybody to its front page; one that wants a
 * login says so in the address.
 * @param from the address that was asked
 * @param location where it leads, as the header has it
 */
export function redirectMeaning(status: number, from: string, location: string | undefined): RedirectMeaning {
  const to = location === undefined ? null : URL.parse(location, from);
  if (to === null || !ACTED_STATUSES.includes(status)) return 'moved';
  const asked = new URL(from);
  const bare = (path: string): string => path.replace(/\/+$/, '');
  if (bare(to.pathname) === bare(asked.pathname) || bare(to.pathname) === '') return 'moved';
  return LOGIN.test(`${to.hostname.split('.')[0]}${to.pathname}`) ? 'login' : 'acted';
}
