import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { serveStdio } from '@modelcontextprotocol/server/stdio';
import { Command } from 'commander';
import { checkReport } from '../check/check-watchlist.ts';
import type { CheckReport } from '../check/report.ts';
import { CommandFailure } from '../failure.ts';
import { QuestionError } from '../mcp/answers.ts';
import { createRecordReader } from '../mcp/record-reader.ts';
import { createRadarServer } from '../mcp/server.ts';
import { isThere } from '../store/files.ts';
import { shownText } from '../text/shown.ts';
import type { TextOut } from '../text/text-out.ts';
import { formatProblem } from '../watchlist/problem.ts';
import { readWatchlist } from '../watchlist/read.ts';
import type { Watchlist } from '../watchlist/watchlist.ts';
import { currentSecond } from './input/arguments.ts';
import { recordFolder } from './input/record-folder.ts';
import { explanationOf } from './output/explanation.ts';
import { unforeseenText } from './output/unforeseen.ts';

export interface McpOptions {
  /** The folder with watchlist.yml and data/. */
  readonly folder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Gets what people should know: standard output belongs to the protocol. */
  readonly err: TextOut;
}

const WATCHLIST = 'watchlist.yml';

/** Answers an assistant's questions over standard input and output until that ends. */
async function mcpCommand({ folder, variables, err }: McpOptions): Promise<void> {
  const { folder: records, warning } = await recordFolder(folder, variables);
  if (warning !== undefined) err.write(`${warning}\n`);
  const read = createRecordReader({
    folder,
    data: join(records, 'data'),
    readWatchlist: () => validWatchlist(folder),
    now: currentSecond,
  });
  const check = (text: string): Promise<CheckReport> => checkText(text, { folder, records, variables });
  const explain = (error: unknown): string => explanationOf(error) ?? unforeseenText(error, variables);
  serveStdio(() => createRadarServer({ read, check, explain }));
}

/** @throws {QuestionError} that holds all of its problems */
async function validWatchlist(folder: string): Promise<Watchlist> {
  const parsed = await readWatchlist(join(folder, WATCHLIST), { name: WATCHLIST });
  if (parsed.kind === 'valid') return parsed.watchlist;
  throw new QuestionError(
    `watchlist.yml has problems, so that nothing can be said:\n${parsed.problems.map((problem) => formatProblem(problem)).join('\n\n')}`,
  );
}

/** Checks a watchlist that stands nowhere yet against the one in `folder`. */
async function checkText(
  text: string,
  { folder, records, variables }: Pick<McpOptions, 'folder' | 'variables'> & { readonly records: string },
): Promise<CheckReport> {
  const place = await mkdtemp(join(tmpdir(), 'hashtag-radar-check-'));
  try {
    const file = join(place, WATCHLIST);
    await writeFile(file, text);
    const present = join(folder, WATCHLIST);
    const report = await checkReport({
      file,
      name: WATCHLIST,
      folder,
      records,
      variables,
      now: currentSecond(),
      ...((await isThere(present)) && { against: present }),
    });
    if (!report.valid || report.change === undefined) return report;
    return { ...report, change: { ...report.change, name: WATCHLIST } };
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** The command line of `mcp`. */
export function mcpCli(): Command {
  return new Command('mcp')
    .description('answer an assistant’s questions about the record, over stdio; changes nothing')
    .option('--folder <path>', 'the folder with watchlist.yml and data/', '.')
    .action(async ({ folder }: { readonly folder: string }) => {
      if (!(await isThere(join(folder, WATCHLIST)))) {
        throw new CommandFailure(
          `there is no watchlist.yml in ${shownText(resolve(folder))}: name the folder of your radar with --folder`,
        );
      }
      await mcpCommand({ folder: resolve(folder), variables: process.env, err: process.stderr });
    });
}
