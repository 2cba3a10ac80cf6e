import { formatMultiple } from '../../text/numbers.ts';
import { PHASE_WORDS } from '../schema/phase-words.ts';
import type { PageCause, PagePhase, SummaryRow } from '../schema/site.ts';
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

/** The badge of one hashtag: `#booktok | strong, 4.2× its baseline`. */
function hashtagBadge({ hashtag, phase, multiple, episode }: SummaryRow): Badge {
  const shown = episode !== undefined && multiple !== undefined;
  return {
    schemaVersion: 1,
    label: `#${hashtag}`,
    message: shown ? `${PHASE_WORDS[phase]}, ${formatMultiple(multiple)} its baseline` : PHASE_WORDS[phase],
    color: COLOURS[phase],
  };
}

/** The badge of the whole watchlist: `hashtags | 2 of 40 breaking out`. */
function watchlistBadge(rows: readonly SummaryRow[]): Badge {
  const open = rows.filter(({ episode }) => episode !== undefined).length;
  return {
    schemaVersion: 1,
    label: 'hashtags',
    message: watchlistMessage(rows, open),
    color: open === 0 ? 'lightgrey' : 'orange',
  };
}

/** No breakout is a finding only where there are readings. */
function watchlistMessage(rows: readonly SummaryRow[], open: number): string {
  if (rows.every(({ at }) => at === undefined)) return 'no readings yet';
  return open === 0 ? `${rows.length} watched, none breaking out` : `${open} of ${rows.length} breaking out`;
}

/** The badge of the radar itself: `radar | sees`, or what keeps it from seeing. */
export function healthBadgeFile(path: string, causes: readonly PageCause[]): SiteFile {
  const [first, ...more] = causes;
  const others = more.length === 0 ? '' : ` and ${more.length} more`;
  const badge: Badge = {
    schemaVersion: 1,
    label: 'radar',
    message: first === undefined ? 'sees' : `${first.title}${others}`,
    color: first === undefined ? 'brightgreen' : 'red',
  };
  return { path, content: `${JSON.stringify(badge)}\n` };
}

/** A badge as a file; of one hashtag, or of all of them. */
export function badgeFile(path: string, of: SummaryRow | readonly SummaryRow[]): SiteFile {
  const badge = 'hashtag' in of ? hashtagBadge(of) : watchlistBadge(of);
  return { path, content: `${JSON.stringify(badge)}\n` };
}
