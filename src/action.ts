/**
 * What `action.yml` runs: one command of the program, from a release's single file (src/release/bundle.ts). `due` says
 * whether this hour still needs a run, and comes before anything that costs.
 */
import { explainEveryError } from './cli/output/unforeseen.ts';
import { HIDDEN_COMMANDS, RADAR_COMMANDS } from './cli/radar-commands.ts';
import { runCli } from './cli/run-cli.ts';

explainEveryError(process);
const command = process.env.INPUT_COMMAND?.trim() || 'track';
const words = (process.env.INPUT_ARGUMENTS ?? '').split(/\s+/).filter((word) => word !== '');
if (command === 'due') await import('./due.ts');
else
  await runCli({ shown: RADAR_COMMANDS, hidden: HIDDEN_COMMANDS }, [
    'node',
    'hashtag-radar',
    command,
    ...words,
  ]);
