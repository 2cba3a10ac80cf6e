import type { Channel } from '../channels/registry.ts';
import type { Settings } from '../settings/settings.ts';

/** The watchlist as a run uses it. Grammar: docs/watchlist.md. */
export interface Watchlist extends Settings {
  readonly channels: readonly Channel[];
}
