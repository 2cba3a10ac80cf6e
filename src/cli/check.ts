import { writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { type CheckReportOptions, checkReport } from '../check/check-watchlist.ts';
import { checkLog } from '../check/log.ts';
import type { CheckReport } from '../check/report.ts';
import { checkSummary } from '../check/summary.ts';
import { CommandFailure } from '../failure.ts';
import { unwritableFolder } from '../store/unreadable.ts';
import type { TextOut } from '../text/text-out.ts';
import { currentSecond } from './input/arguments.ts';
import { recordFolder } from './input/record-folder.ts';
import { isSameFile } from './input/same-file.ts';

export interface CheckOptions extends CheckReportOptions {
  /** Gets the report, or with `json` the JSON. */
  readonly out: TextOut;
  /** Gets the report in people's words when `json` takes `out`; absent: it is left out then. */
  readonly err?: TextOut;
  readonly json: boolean;
  /** A file that gets the report as Markdown, for a job summary or a comment. */
  readonly markdown?: string;
  /** Given in GitHub Actions: shows the report's problems and warnings beside the lines of the file. */
  readonly annotate?: (report: CheckReport) => void;
}

/**
 * Checks a watchlist and tells its problems, or what it costs and would have done. The exit code: 1 on any problem, else 0.
 * Annotations are commands on standard output, so that there are none beside JSON.
 * @throws {CommandFailure} for a version before that cannot be found, and for Markdown that would overwrite the watchlist
 */
export async function checkCommand(options: CheckOptions): Promise<number> {
  const { file, out, err, json, markdown, annotate } = options;
  if (markdown !== undefined && (await isSameFile(markdown, file))) {
    throw new CommandFailure(
      '--markdown names the watchlist itself, which it would overwrite: give it another name',
    );
  }
  const report = await checkReport(options);
  const people = json ? err : out;
  people?.write(`${checkLog(report).join('\n')}\n`);
  if (json) out.write(`${JSON.stringify(report, null, 2)}\n`);
  else annotate?.(report);
  if (markdown !== undefined) {
    await writeFile(markdown, checkSummary(report)).catch((error: unknown) => {
      throw unwritableFolder(markdown, error);
    });
  }
  return report.valid ? 0 : 1;
}

/** The command line of `check`. */
export function checkCli(): Command {
  return new Command('check')
    .description('check watchlist.yml: every problem at once, what it costs, and what it would have done')
    .argument('[file]', 'the watchlist', 'watchlist.yml')
    .option(
      '--against <file or ref>',
      'compare with this file, or with the file as of a git ref such as main',
    )
    .option('--as <name>', 'the name of the file in messages, instead of its path')
    .option('--markdown <file>', 'write the report as Markdown to this file')
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async (file: string, options: CheckFlags) => {
      const { annotateCheck } = await import('./output/annotations.ts');
      const { as, json, ...rest } = options;
      const { folder: records, warning } = await recordFolder(process.cwd(), process.env);
      if (warning !== undefined) process.stderr.write(`${warning}\n`);
      process.exitCode = await checkCommand({
        ...rest,
        ...(as !== undefined && { name: as }),
        file,
        folder: process.cwd(),
        records,
        variables: process.env,
        now: currentSecond(),
        out: process.stdout,
        err: process.stderr,
        json: json === true,
        ...(process.env.GITHUB_ACTIONS === 'true' && { annotate: annotateCheck }),
      });
    });
}

interface CheckFlags {
  readonly against?: string;
  readonly as?: string;
  readonly markdown?: string;
  readonly json?: boolean;
}
