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
        import('./review.ts'),
        import('../publish/review.ts'),
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
}
