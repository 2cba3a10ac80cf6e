import { Command, CommanderError } from 'commander';
import { CommandFailure } from '../failure.ts';
import { useProxies } from '../http/proxy.ts';
import { VERSION } from '../program.ts';
import type { LoadCli } from './radar-commands.ts';

/** The commands that a program offers. */
export interface Commands {
  /** Shown in help. */
  readonly shown: Readonly<Record<string, LoadCli>>;
  /** What only workflows call. */
  readonly hidden: Readonly<Record<string, LoadCli>>;
}

/**
 * Runs the command that the arguments name, and sets the exit code of the process.
 * @param argv as `process.argv`: the program's own two, then the command and its arguments
 */
export async function runCli(commands: Commands, argv: readonly string[]): Promise<void> {
  try {
    const misnamed = useProxies(process.env);
    if (misnamed !== undefined) throw new CommandFailure(misnamed);
    await (await program(commands, argv[2])).parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode;
    } else if (error instanceof Error && EXPLAINED.includes(error.name)) {
      process.stderr.write(`${error.message}\n`);
      if (process.env.GITHUB_ACTIONS === 'true')
        (await import('./output/annotations.ts')).annotate('error', [error.message]);
      process.exitCode = 1;
    } else {
      throw error;
    }
  }
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

/** The program with the one command that is called; with all of them where help or a correction is wanted. */
async function program({ shown, hidden }: Commands, name: string | undefined): Promise<Command> {
  const root = new Command('hashtag-radar')
    .description(
      'Watches TikTok hashtags, keeps the numbers in git, and tells which one is breaking out and why.',
    )
    .version(VERSION, '--version', 'print the version')
    .exitOverride();
  const all = { ...shown, ...hidden };
  const called = name !== undefined && Object.hasOwn(all, name) ? all[name] : undefined;
  const loaded = await Promise.all(
    (called === undefined ? Object.values(shown) : [called]).map((load) => load()),
  );
  for (const command of loaded) root.addCommand(inherit(command));
  return root;
}

/** A mistake in its words ends in an error that is handled above, as one in the root's does. */
function inherit(command: Command): Command {
  for (const nested of command.commands) inherit(nested);
  return command.exitOverride();
}
