import { Command, CommanderError } from 'commander';
import { COMMANDS, HIDDEN_COMMANDS, type LoadCli } from './cli/registry.ts';
import { CommandFailure } from './failure.ts';
import { useProxies } from './http/proxy.ts';

/** The program with the one command that is called; with all of them where help or a correction is wanted. */
async function program(name: string | undefined): Promise<Command> {
  const root = new Command('hashtag-radar')
    .description(
      'Watches TikTok hashtags, keeps the numbers in git, and tells which one is breaking out and why.',
    )
    .exitOverride();
  const called = loaderOf(name);
  const commands = await Promise.all(
    (called === undefined ? Object.values(COMMANDS) : [called]).map((load) => load()),
  );
  for (const command of commands) root.addCommand(inherit(command));
  return root;
}

function loaderOf(name: string | undefined): LoadCli | undefined {
  const all = { ...COMMANDS, ...HIDDEN_COMMANDS };
  return name !== undefined && Object.hasOwn(all, name) ? all[name] : undefined;
}

/** A mistake in its words ends in an error that is handled below, as one in the root's does. */
function inherit(command: Command): Command {
  for (const nested of command.commands) inherit(nested);
  return command.exitOverride();
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
  const misnamed = useProxies(process.env);
  if (misnamed !== undefined) throw new CommandFailure(misnamed);
  await (await program(process.argv[2])).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode;
  } else if (error instanceof Error && EXPLAINED.includes(error.name)) {
    process.stderr.write(`${error.message}\n`);
    if (process.env.GITHUB_ACTIONS === 'true')
      (await import('./cli/output/annotations.ts')).annotate('error', [error.message]);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
