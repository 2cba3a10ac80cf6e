import type { Command } from 'commander';
import { readAlertsPerWeek, streams } from './arguments.ts';

/** The words about the watchlist: `check`, `suggest` and `schema`. */
export function addWatchlistWords(root: Command): void {
  root
    .command('check')
    .description('check watchlist.yml: every problem at once, what it costs, and what it would have done')
    .argument('[file]', 'the watchlist', 'watchlist.yml')
    .option(
      '--against <file or ref>',
      'compare with this file, or with the file as of a git ref such as main',
    )
    .option('--as <name>', 'the name that the file goes by in messages, in place of its path')
    .option('--markdown <file>', 'write the report as Markdown to this file')
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async (file: string, options: CheckFlags) => {
      const [{ checkCommand }, { annotateCheck }] = await Promise.all([
        import('./check.ts'),
        import('./annotations.ts'),
      ]);
      const { as, json, ...rest } = options;
      process.exitCode = await checkCommand({
        ...rest,
        ...(as !== undefined && { name: as }),
        file,
        folder: process.cwd(),
        variables: process.env,
        now: Math.floor(Date.now() / 1000) * 1000,
        out: process.stdout,
        err: process.stderr,
        json: json === true,
        ...(process.env.GITHUB_ACTIONS === 'true' && { annotate: annotateCheck }),
      });
    });

  root
    .command('suggest')
    .description('settings that would have told you about so many breakouts a week, from your own data/')
    .argument('[file]', 'the watchlist', 'watchlist.yml')
    .requiredOption(
      '--alerts-per-week <number>',
      'alerts wished for, all hashtags together',
      readAlertsPerWeek,
    )
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async (file: string, { alertsPerWeek, ...options }: SuggestFlags) => {
      const { suggestCommand } = await import('./suggest.ts');
      process.exitCode = await suggestCommand({
        file,
        folder: process.cwd(),
        alertsPerWeek,
        now: Math.floor(Date.now() / 1000) * 1000,
        ...streams(options),
      });
    });

  root
    .command('schema')
    .description('write watchlist.schema.json, which editors go by, and docs/webhook.schema.json')
    .action(async () => {
      const { schemaCommand } = await import('./schema.ts');
      process.exitCode = await schemaCommand({ folder: process.cwd(), out: process.stdout });
    });
}

interface CheckFlags {
  readonly against?: string;
  readonly as?: string;
  readonly markdown?: string;
  readonly json?: boolean;
}

interface SuggestFlags {
  readonly alertsPerWeek: number;
  readonly json?: boolean;
}
