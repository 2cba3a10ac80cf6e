import { styleText } from 'node:util';
import { Command, CommanderError, type HelpConfiguration } from 'commander';
import { CommandFailure } from '../failure.ts';
import { useProxies } from '../http/proxy.ts';
import { VERSION } from '../program.ts';
import { keptByNpm } from './input/npm-options.ts';
import { examplesText } from './output/examples.ts';
import { explanationOf } from './output/explanation.ts';
import { startProgress } from './output/progress.ts';
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
  const name = argv[2] ?? '';
  const stop = DRAWS_ITSELF.includes(name) ? () => undefined : startProgress(process.stderr, name);
  try {
    const misnamed = useProxies(process.env);
    if (misnamed !== undefined) throw new CommandFailure(misnamed);
    const root = await program(commands, name);
    const called = root.commands.find((command) => command.name() === name);
    const kept = keptByNpm(name, called?.options.flatMap(({ long }) => long ?? []) ?? [], process.env);
    if (kept !== undefined) throw new CommandFailure(kept);
    await root.parseAsync(argv);
  } catch (error) {
    stop();
    if (error instanceof CommanderError) process.exitCode = error.exitCode;
    else await explain(error);
  } finally {
    stop();
  }
}

/** Commands with a progress of their own, or with a protocol on their streams. */
const DRAWS_ITSELF = ['demo', 'month', 'bench', 'mcp', 'soak'];

/** Says what a person can mend in a sentence; throws what nobody foresaw, which `explainEveryError` says. */
async function explain(error: unknown): Promise<void> {
  const said = explanationOf(error);
  if (said === undefined) throw error;
  process.stderr.write(`${styleText('red', said, { stream: process.stderr })}\n`);
  if (process.env.GITHUB_ACTIONS === 'true')
    (await import('./output/annotations.ts')).annotate('error', [said]);
  process.exitCode = 1;
}

/** The program with the one command that is called; with all of them where help or a correction is wanted. */
async function program({ shown, hidden }: Commands, name: string): Promise<Command> {
  const root = new Command('hashtag-radar')
    .description(
      'Watches TikTok hashtags, keeps the numbers in git, and reports which one is breaking out and why.',
    )
    .configureHelp(HELP)
    .configureOutput({ getOutHelpWidth: () => terminalColumns(process.stdout) })
    .version(VERSION, '--version', 'print the version')
    .exitOverride();
  const all = { ...shown, ...hidden };
  const called = Object.hasOwn(all, name) ? all[name] : undefined;
  const needed = called === undefined ? Object.values(shown) : [called];
  const loaded = await Promise.all((name === '--version' ? [] : needed).map((load) => load()));
  for (const command of loaded) root.addCommand(inherit(command));
  return root;
}

/** What a command takes from the root: mistakes end in an error that is handled above, help folds and shows examples. */
function inherit(command: Command): Command {
  for (const nested of command.commands) inherit(nested);
  return command
    .exitOverride()
    .configureHelp(HELP)
    .configureOutput({ getOutHelpWidth: () => terminalColumns(process.stdout) })
    .addHelpText('after', examplesText(command.name()));
}

const HELP: HelpConfiguration = {
  minWidthToWrap: 16,
  styleTitle: (title) => styleText('bold', title, { stream: process.stdout }),
};

const COLUMNS_DEFAULT = 80;
const COLUMNS_MIN = 40;

/** How wide help may be: as the terminal is, or as COLUMNS says where the output goes elsewhere. */
function terminalColumns(stream: { readonly columns?: number }): number {
  const columns = stream.columns ?? Number(process.env.COLUMNS);
  return columns >= COLUMNS_MIN ? columns : COLUMNS_DEFAULT;
}
