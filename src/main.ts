import { Command, CommanderError } from 'commander';
import { benchWords } from './cli/bench-options.ts';
import { addHistoryWords } from './cli/history-options.ts';
import { addTrackWords } from './cli/track-options.ts';
import { addTrialWords } from './cli/trial-options.ts';
import { addWatchlistWords } from './cli/watchlist-options.ts';
import { addWorkflowCommands } from './cli/workflow-steps.ts';

/** The commands of the program. Each loads its own code, so that none pays for another's start. */
function program(): Command {
  const root = new Command('hashtag-radar')
    .description(
      'Watches TikTok hashtags, keeps the numbers in git, and tells which one is breaking out and why.',
    )
    .exitOverride();
  addTrackWords(root);
  addWatchlistWords(root);
  addHistoryWords(root);
  addTrialWords(root);
  root.addCommand(benchWords());
  addWorkflowCommands(root);
  return root;
}

/** Failures that a person can mend: their message is enough, a stack would only hide it. */
const EXPLAINED = [
  'CommandFailure',
  'EnvironmentError',
  'UnreadableDataError',
  'UnwritableDataError',
  'PushError',
  'GitError',
];

try {
  await program().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode;
  } else if (error instanceof Error && EXPLAINED.includes(error.name)) {
    process.stderr.write(`${error.message}\n`);
    if (process.env.GITHUB_ACTIONS === 'true')
      (await import('./cli/annotations.ts')).annotate('error', [error.message]);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
