import { Command } from 'commander';
import { reviewCommand } from '../../check/review.ts';
import { currentSecond } from '../input/arguments.ts';
import { recordFolder } from '../input/record-folder.ts';
import { annotate } from '../output/annotations.ts';
import { handOver, publishReview } from '../output/publish-review.ts';
import { commentCommand } from './comment.ts';
import { judgeFormCommand, proposeFormCommand } from './watch-form.ts';

/** What only our workflows call: each is the one step of a job that has something to say or to do on GitHub. */
export const WORKFLOW_STEPS = {
  review: () =>
    new Command('review')
      .description(
        'check the watchlist of a pull request, which lies in proposal/ (watchlist.yml of the workflows)',
      )
      .action(async () => {
        process.exitCode = await reviewCommand({
          ...context(),
          records: await recordsOfJob(),
          proposal: 'proposal/watchlist.yml',
          publish: publishReview,
        });
      }),
  'fetch-record': () =>
    new Command('fetch-record')
      .description('fetch the branch that keeps the record, for the steps that have no token')
      .action(async () => {
        await recordsOfJob();
      }),
  comment: () =>
    new Command('comment')
      .description('keep the comment on a pull request current with the text in REPORT')
      .action(async () => {
        process.exitCode = await commentCommand(context());
      }),
  'judge-form': () =>
    new Command('judge-form')
      .description('answer an issue made with the form, and say whether it may be proposed')
      .action(async () => {
        const hand = (go: 'go' | 'stop') => handOver('judgement', go);
        process.exitCode = await judgeFormCommand({ ...context(), hand });
      }),
  'propose-form': () =>
    new Command('propose-form')
      .description('open the pull request that an issue made with the form asks for')
      .action(async () => {
        const warn = (message: string) => annotate('warning', [message]);
        process.exitCode = await proposeFormCommand({ ...context(), warn });
      }),
};

/** The folder with the record, up to date or as an earlier step of the job has fetched it. */
async function recordsOfJob(): Promise<string> {
  return (await recordFolder(process.cwd(), process.env)).folder;
}

function context() {
  return { folder: process.cwd(), variables: process.env, now: currentSecond(), out: process.stdout };
}
