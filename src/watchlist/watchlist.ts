import type { FileSettings } from './keys/file-keys.ts';

/** The watchlist as a run uses it. Grammar: docs/watchlist.md. */
export interface Watchlist extends FileSettings {}
