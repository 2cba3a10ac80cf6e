import { formatMultiple } from '../../text/numbers.ts';
import type { PagePhase, SummaryRow } from '../schema/site.ts';
import type { SiteFile } from './site-file.ts';

/** A badge as shields.io reads it. Source: shields.io, "Endpoint Badge". */
export interface Badge {
  readonly schemaVersion: 1;
  readonly label: string;
  readonly message: string;
  readonly color: string;
}

const COLOURS: { readonly [phase in PagePhase]: string } = {
  strong: 'red',
  breakout: 'orange',
  peaked: 'yellow',
  fading: 'yellow',
  warming: 'yellow',
  over: 'lightgrey',
  quiet: 'lightgrey',
  learning: 'blue',
  unknown: 'lightgrey',
  failed: 'lightgrey',
};

const WORDS: { readonly [phase in PagePhase]: string } = {
  strong: 'breaking out',
  breakout: 'breaking out',
  peaked: 'past its peak',
  fading: 'fading',
  warming: 'warming up',
  over: 'cooled off',
  quiet: 'quiet',
  learning: 'learning',
  unknown: 'unknown',
  failed: 'no data',
};

/** The badge of one hashtag: `#booktok | breaking out, 4.2× its usual`. */
function hashtagBadge({ hashtag, phase, multiple, episode }: SummaryRow): Badge {
  const shown = episode !== undefined && multiple !== undefined;
  return {
    schemaVersion: 1,
    label: `#${hashtag}`,
    message: shown ? `${WORDS[phase]}, ${formatMultiple(multiple)} its usual` : WORDS[phase],
    color: COLOURS[phase],
  };
}

/** The badge of the whole watchlist: `hashtags | 2 of 40 breaking out`. */
function watchlistBadge(rows: readonly SummaryRow[]): Badge {
  const open = rows.filter(({ episode }) => episode !== undefined).length;
  return {
    schemaVersion: 1,
    label: 'hashtags',
    message: open === 0 ? `${rows.length} watched, all quiet` : `${open} of ${rows.length} breaking out`,
    color: open === 0 ? 'lightgrey' : 'orange',
  };
}

/** A badge as a file; of one hashtag, or of all of them. */
export function badgeFile(path: string, of: SummaryRow | readonly SummaryRow[]): SiteFile {
  const badge = 'hashtag' in of ? hashtagBadge(of) : watchlistBadge(of);
  return { path, content: `${JSON.stringify(badge)}\n` };
}
