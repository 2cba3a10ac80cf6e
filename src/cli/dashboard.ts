import { join } from 'node:path';
import { Command } from 'commander';
import { makeSite } from '../dashboard/make-site.ts';
import { CommandFailure } from '../failure.ts';
import { formatCount } from '../text/numbers.ts';
import type { TextOut } from '../text/text-out.ts';
import { currentSecond, streams } from './input/arguments.ts';
import { loadWatchlist } from './input/load-watchlist.ts';
import { recordFolder } from './input/record-folder.ts';

export interface DashboardOptions {
  /** The folder with watchlist.yml and data/; gets `site/`. */
  readonly folder: string;
  /** Instant for which the site is made, ms. */
  readonly now: number;
  /** Where the site will stand, which feeds and link previews have to know. */
  readonly url?: string;
  /** GitHub's own variables, which name the repository. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly output: 'people' | 'json';
  readonly out: TextOut;
  readonly err: TextOut;
}

/** Writes the site. @returns the exit code @throws {UnreadableDataError} {CommandFailure} */
export async function dashboardCommand(options: DashboardOptions): Promise<number> {
  const { folder, now, variables, output, out, err } = options;
  const people = output === 'json' ? err : out;
  const { watchlist } = await loadWatchlist(folder, people);
  const url = options.url === undefined ? undefined : siteUrl(options.url);
  const records = await recordFolder(folder, variables);
  if (records.warning !== undefined) people.write(`${records.warning}\n`);
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = variables;
  const { summary, files, bytes } = await makeSite({
    now,
    origin: 'real',
    watchlist,
    data: join(records.folder, 'data'),
    site: join(folder, 'site'),
    ...(url !== undefined && { url }),
    ...(server && repository && { repository: `${server}/${repository}` }),
  });
  const file = join('site', 'index.html');
  const rows = summary.hashtags;
  const breaking = rows.filter(({ episode }) => episode !== undefined).map(({ hashtag }) => hashtag);
  people.write(
    `${file}: ${breaking.length} of ${rows.length} hashtags breaking out; ${formatCount(files)} files, ${(bytes / 1e6).toFixed(1)} MB\n`,
  );
  if (output === 'json') out.write(`${JSON.stringify({ file, breaking, files, bytes })}\n`);
  return 0;
}

/** An address with a slash at its end. */
function siteUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new CommandFailure(
      `--url takes the address of the site, as in https://you.github.io/radar/: not ${text}`,
    );
  }
  return new URL(url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`, url.origin).href;
}

/** The command line of `dashboard`. */
export function dashboardCli(): Command {
  return new Command('dashboard')
    .description('write the static site about the stored history to site/')
    .option('--url <address>', 'where the site will stand: feeds and link previews have to know')
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async (options: { readonly url?: string; readonly json?: boolean }) => {
      process.exitCode = await dashboardCommand({
        folder: process.cwd(),
        now: currentSecond(),
        variables: process.env,
        ...(options.url !== undefined && { url: options.url }),
        ...streams(options),
      });
    });
}
