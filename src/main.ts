import { explainEveryError } from './cli/output/unforeseen.ts';

explainEveryError(process);
const { runCli } = await import('./cli/run-cli.ts');
const { COMMANDS } = await import('./cli/registry.ts');
const { HIDDEN_COMMANDS } = await import('./cli/radar-commands.ts');
await runCli({ shown: COMMANDS, hidden: HIDDEN_COMMANDS }, process.argv);
