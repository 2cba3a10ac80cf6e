import { join } from 'node:path';
import { CommandFailure } from '../../failure.ts';
import { normaliseHashtag } from '../../readings/hashtag.ts';
import type { Watch } from '../../settings/settings.ts';
import type { TextOut } from '../../text/text-out.ts';
import { formatProblem } from '../../watchlist/problem.ts';
import { readWatchlist } from '../../watchlist/read.ts';
import type { Watchlist } from '../../watchlist/watchlist.ts';

/** A watchlist that a run can use, and what its author should know. */
export interface LoadedWatchlist {
  readonly watchlist: Watchlist;
  readonly warnings: readonly string[];
}

/** Reads `watchlist.yml` in `folder`. @throws {CommandFailure} when it has problems, after all of them were printed */
export async function loadWatchlist(folder: string, people: TextOut): Promise<LoadedWatchlist> {
  const parsed = await readWatchlist(join(folder, 'watchlist.yml'));
  if (parsed.kind === 'invalid') {
    for (const problem of parsed.problems) people.write(`${formatProblem(problem)}\n\n`);
    throw new CommandFailure(
      'watchlist.yml has problems, so nothing was sampled. Correct them, then look again with npm run check',
    );
  }
  return {
    watchlist: parsed.watchlist,
    warnings: parsed.warnings.map(({ line, message }) => `watchlist.yml line ${line}: ${message}`),
  };
}

/** The watch that an option names. @throws {CommandFailure} when it is not on the watchlist */
export function watchNamed(watchlist: Watchlist, option: string, text: string): Watch {
  const name = normaliseHashtag(text);
  const hashtag = name.kind === 'ok' ? name.name : text;
  const watch = watchlist.watches.find((one) => one.hashtag === hashtag);
  if (watch !== undefined) return watch;
  throw new CommandFailure(
    `${option} ${text}: that hashtag is not on the watchlist; add it to watchlist.yml first`,
  );
}
