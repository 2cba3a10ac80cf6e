import { HIDDEN_COMMANDS } from './cli/radar-commands.ts';
import { COMMANDS } from './cli/registry.ts';
import { runCli } from './cli/run-cli.ts';

await runCli({ shown: COMMANDS, hidden: HIDDEN_COMMANDS }, process.argv);
