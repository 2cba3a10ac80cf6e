import { formatMultiple } from '../text/numbers.ts';
import { ATOM_PATH, JSON_FEED_PATH } from './formats/feeds.ts';
import { PICTURE_PATH } from './formats/picture.ts';
import type { PageHead } from './formats/site-file.ts';
import type { Summary, SummaryRow } from './schema/site.ts';

const NAMED_MAX = 3;

/** What index.html says of the site in its head, which is all that a shared link shows. */
export function headOf({ hashtags, origin }: Summary, url: string | undefined): PageHead {
  const open = hashtags.filter(({ episode }) => episode !== undefined);
  return {
    headline: headlineOf(hashtags, open),
    description: descriptionOf(hashtags, open),
    origin,
    ...(url !== undefined && { url }),
    picture: PICTURE_PATH,
    atom: ATOM_PATH,
    jsonFeed: JSON_FEED_PATH,
  };
}

function headlineOf(rows: readonly SummaryRow[], open: readonly SummaryRow[]): string {
  const [first] = open;
  if (rows.every(({ at }) => at === undefined)) return 'No readings yet';
  if (first === undefined) return 'Nothing is breaking out';
  return open.length === 1
    ? `#${first.hashtag} is breaking out`
    : `${open.length} of ${rows.length} hashtags are breaking out`;
}

function descriptionOf(rows: readonly SummaryRow[], open: readonly SummaryRow[]): string {
  const watched = `${rows.length} TikTok ${rows.length === 1 ? 'hashtag' : 'hashtags'} watched for breakouts.`;
  if (open.length === 0) return watched;
  const named = open.slice(0, NAMED_MAX).map(({ hashtag, multiple }) => {
    return multiple === undefined ? `#${hashtag}` : `#${hashtag} at ${formatMultiple(multiple)} its baseline`;
  });
  const more = open.length > NAMED_MAX ? ` and ${open.length - NAMED_MAX} more` : '';
  return `${named.join(', ')}${more}. ${watched}`;
}
