import { z } from 'zod';
import { FILE_KEYS, type hashtagSchema } from './keys/file-keys.ts';
import { shapeOf } from './keys/key.ts';

/**
 * The grammar of watchlist.yml, as written: no transforms. Each key has its own in `keys/`; what needs two places at once
 * (duplicates, names of channels) is in cross-checks.ts, the defaults are applied in build.ts.
 */
export const watchlistSchema = z.strictObject(shapeOf(FILE_KEYS)).meta({
  title: 'hashtag-radar watchlist',
  description: 'Which TikTok hashtags are watched, and who is notified.',
});

/** A watchlist as written, after the schema has let it through. */
export type WrittenWatchlist = z.infer<typeof watchlistSchema>;
export type WrittenHashtag = z.infer<typeof hashtagSchema>;
