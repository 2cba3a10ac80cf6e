import type { Command } from 'commander';

/** What only our workflows call: each is the one step of a job that has something to say or to do on GitHub. */
export function addWorkflowCommands(root: Command): void {
  const context = () => ({
    folder: process.cwd(),
    variables: process.env,
    now: Math.floor(Date.now() / 1000) * 1000,
    out: process.stdout,
  });

  root
    .command('review', { hidden: true })
    .description(
      'check the watchlist of a pull request, which lies in proposal/ (watchlist.yml of the workflows)',
    )
    .action(async () => {
      const [{ reviewCommand }, { publishReview }] = await Promise.all([
        import('../check/review.ts'),
        import('./publish-review.ts'),
      ]);
      process.exitCode = await reviewCommand({
        ...context(),
        proposal: 'proposal/watchlist.yml',
        publish: publishReview,
      });
    });

  root
    .command('comment', { hidden: true })
    .description('keep the comment on a pull request current with the text in REPORT')
    .action(async () => {
      const { commentCommand } = await import('./comment.ts');
      process.exitCode = await commentCommand(context());
    });

  root
    .command('judge-form', { hidden: true })
    .description('answer an issue made with the form, and say whether it may be proposed')
    .action(async () => {
      const [{ judgeFormCommand }, { handOver }] = await Promise.all([
        import('./watch-form.ts'),
        import('./publish-review.ts'),
      ]);
      process.exitCode = await judgeFormCommand({ ...context(), hand: (go) => handOver('judgement', go) });
    });

  root
    .command('propose-form', { hidden: true })
    .description('open the pull request that an issue made with the form asks for')
    .action(async () => {
      const [{ proposeFormCommand }, { annotate }] = await Promise.all([
        import('./watch-form.ts'),
        import('./annotations.ts'),
      ]);
      const warn = (message: string) => annotate('warning', [message]);
      process.exitCode = await proposeFormCommand({ ...context(), warn });
    });
}
