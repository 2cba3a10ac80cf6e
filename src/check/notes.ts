import { formatAmount } from '../text/numbers.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';

/** What a check could look at. */
export interface CheckScope {
  /** Variables of channels' secrets that cannot be seen here; empty where they can. */
  readonly hidden: readonly string[];
  readonly history: 'replayed' | 'none';
}

/**
 * Hashtags that a run is sure to sample on a plan of five requests a minute: two calls each, within the twelve minutes
 * that sampling may take (docs/scavio.md, "Limits and price").
 */
export const SLOWEST_PLAN_HASHTAGS = 30;

/** What cannot be known of a valid watchlist from here, and what its size means, in whole sentences. */
export function checkNotes(
  { watches, channels }: Watchlist,
  { hidden, history }: CheckScope,
): readonly string[] {
  const count = watches.length;
  const needsSecrets = channels.every(({ type }) => type !== 'issue');
  const secrets = [...new Set(hidden)].map((name) => `\`${name}\``).join(', ');
  const nobody = needsSecrets
    ? ' No channel works without: if none is set, NOBODY IS NOTIFIED of any alert.'
    : '';
  return [
    ...(hidden.length === 0
      ? []
      : [
          `Pull requests are checked without secrets, so see for yourself that these are set: ${secrets}.${nobody}`,
        ]),
    ...(history === 'replayed'
      ? []
      : [
          'There is no history of these hashtags in the last weeks of `data/`, so nothing could be replayed.',
        ]),
    ...(count <= SLOWEST_PLAN_HASHTAGS
      ? []
      : [
          `A Scavio plan of 5 requests a minute samples about ${SLOWEST_PLAN_HASHTAGS} hashtags in the 12 minutes that a run may take. For ${formatAmount(count, 'hashtag')} see that yours allows more.`,
        ]),
  ];
}
