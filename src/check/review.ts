import { existsSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TextOut } from '../text/text-out.ts';
import { checkReport } from './check-watchlist.ts';
import { checkLog } from './log.ts';
import type { CheckReport } from './report.ts';
import { checkSummary } from './summary.ts';

export interface ReviewOptions {
  /** The checkout of the base branch: its program runs, its watchlist is the one before. */
  readonly folder: string;
  /** The folder whose `data/` is replayed. */
  readonly records: string;
  /** The proposed watchlist, a stranger's: a path in `folder`. */
  readonly proposal: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** The instant of the review, ms. */
  readonly now: number;
  readonly out: TextOut;
  /** Shows the report beside the run, and hands it on: annotations, job summary, output of the step. */
  readonly publish: (report: CheckReport, markdown: string) => Promise<void>;
}

const WATCHLIST = 'watchlist.yml';

/** Checks a watchlist that somebody proposes, as data and nothing else. The exit code: 1 on any problem, else 0. */
export async function reviewCommand(options: ReviewOptions): Promise<number> {
  const report = await reviewOf(options);
  options.out.write(`${checkLog(report).join('\n')}\n`);
  await options.publish(report, checkSummary(report));
  return report.valid ? 0 : 1;
}

/** What `check` says of a proposal beside the watchlist in `folder`. */
export async function reviewOf({
  folder,
  records,
  proposal,
  variables,
  now,
}: Pick<ReviewOptions, 'folder' | 'records' | 'proposal' | 'variables' | 'now'>): Promise<CheckReport> {
  const file = join(folder, proposal);
  if (await isLink(file)) return LINK;
  const report = await checkReport({
    file,
    name: WATCHLIST,
    folder,
    records,
    ...(existsSync(join(folder, WATCHLIST)) && { against: WATCHLIST }),
    // Whatever starts a review, secrets are kept from it.
    variables: { ...variables, GITHUB_EVENT_NAME: 'pull_request' },
    now,
  });
  // The checkout is the base branch's: its name tells more than that of the file.
  const base = variables.GITHUB_BASE_REF || variables.GITHUB_REF_NAME;
  if (!report.valid || report.change === undefined || !base) return report;
  return { ...report, change: { ...report.change, name: base } };
}

/** A link in a pull request could point at any file of the machine that checks it. */
async function isLink(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined))?.isSymbolicLink() === true;
}

const LINK: CheckReport = {
  file: WATCHLIST,
  valid: false,
  problems: [
    {
      line: 1,
      column: 1,
      message: 'this is a symbolic link',
      remedy: 'make it a file of its own',
      excerpt: '',
    },
  ],
  omitted: 0,
  warnings: [],
  notes: [],
};
