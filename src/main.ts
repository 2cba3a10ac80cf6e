import { Command, CommanderError, Option } from 'commander';
import { readAlertsPerWeek, readScore, streams } from './commands/arguments.ts';
import { benchCommand } from './commands/bench-command.ts';
import { addWorkflowCommands } from './commands/in-workflows.ts';
import type { Sensitivity } from './core/breakout/settings.ts';

/** The commands of the program. Each loads its own code, so that none pays for another's start. */
function program(): Command {
  const root = new Command('hashtag-radar')
    .description(
      'Watches TikTok hashtags, keeps the numbers in git, and tells which one is breaking out and why.',
    )
    .exitOverride();

  root
    .command('track')
    .description('one run: read watchlist.yml, sample, detect, record, alert')
    .option('--now <iso>', 'the instant of the run, for replays and tests: 2026-11-23T10:00:00Z')
    .option('--only <hashtag>', 'sample one hashtag of the watchlist')
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .option('--dry-run', 'sample, and say what would be done; keep and send nothing')
    .option('--push', 'commit, push and then send (the default inside GitHub Actions)')
    .option('--no-push', 'write the files only: no commit, no message (the default elsewhere)')
    .addOption(
      new Option(
        '--rehearse <hashtag>',
        'tell its channels a made-up breakout, opened, changed and over; keep nothing',
      ).conflicts(['only', 'dryRun', 'push']),
    )
    .action(async (options: TrackFlags, command: Command) => {
      refuseContradiction(command);
      if (options.rehearse !== undefined) {
        const { rehearseCommand } = await import('./commands/rehearse.ts');
        process.exitCode = await rehearseCommand({
          folder: process.cwd(),
          variables: process.env,
          hashtag: options.rehearse,
          ...(options.now !== undefined && { now: options.now }),
          ...streams({ ...(options.json !== undefined && { json: options.json }) }),
        });
        return;
      }
      const { trackCommand } = await import('./commands/track.ts');
      process.exitCode = await trackCommand({
        folder: process.cwd(),
        variables: process.env,
        ...(options.now !== undefined && { now: options.now }),
        ...(options.only !== undefined && { only: options.only }),
        mode: modeOf(options),
        output: options.json === true ? 'json' : 'people',
        out: process.stdout,
        err: process.stderr,
      });
    });

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
        import('./commands/check.ts'),
        import('./publish/actions.ts'),
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
      const { suggestCommand } = await import('./commands/suggest.ts');
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
      const { schemaCommand } = await import('./commands/schema.ts');
      process.exitCode = await schemaCommand({ folder: process.cwd(), out: process.stdout });
    });

  root
    .command('backtest')
    .description('what the rules would have alerted on data/, or on any CSV of time,hashtag,views')
    .option('--from <file>', 'a CSV or CSV.gz in place of data/')
    .addOption(
      new Option('--sensitivity <name>', 'the bar')
        .choices(['early', 'balanced', 'quiet'])
        .default('balanced'),
    )
    .option('--threshold-score <score>', 'the bar itself, in place of a sensitivity', readScore)
    .option('--scores <file>', 'write every reading’s score to this file, one JSON object a line')
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async (options: BacktestFlags) => {
      const { backtestCommand } = await import('./commands/backtest.ts');
      const { json, ...rest } = options;
      process.exitCode = await backtestCommand({
        ...rest,
        folder: process.cwd(),
        output: json === true ? 'json' : 'people',
        out: process.stdout,
        err: process.stderr,
      });
    });

  root
    .command('demo')
    .description('the whole job on a simulated TikTok: no key, no network, three weeks in half a minute')
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async (options: { readonly json?: boolean }) => {
      const [{ demoCommand }, { DEMO_HOURS }] = await Promise.all([
        import('./commands/demo.ts'),
        import('./demo/cast.ts'),
      ]);
      process.exitCode = await demoCommand({
        folder: process.cwd(),
        seed: 1,
        hours: DEMO_HOURS,
        output: options.json === true ? 'json' : 'people',
        out: process.stdout,
        err: process.stderr,
        ...(process.stderr.isTTY && {
          progress: (done: number) => {
            process.stderr.write(done < 1 ? `\r${Math.floor(done * 100)} % of three weeks` : '\r\x1b[K');
          },
        }),
      });
    });
  root
    .command('dashboard')
    .description('write the static site about the stored history to site/')
    .option('--url <address>', 'where the site will stand: feeds and link previews have to know')
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async (options: { readonly url?: string; readonly json?: boolean }) => {
      const { dashboardCommand } = await import('./commands/dashboard.ts');
      process.exitCode = await dashboardCommand({
        folder: process.cwd(),
        now: Math.floor(Date.now() / 1000) * 1000,
        variables: process.env,
        ...(options.url !== undefined && { url: options.url }),
        ...streams(options),
      });
    });

  root
    .command('export')
    .description('the history as CSV, NDJSON or SQLite')
    .addOption(
      new Option('--format <format>', 'what to write').choices(['csv', 'ndjson', 'sqlite']).default('csv'),
    )
    .option('--to <file>', 'a new file; without it: stdout')
    .option('--hashtag <name>', 'one hashtag only')
    .action(async (options: ExportFlags) => {
      const { exportCommand } = await import('./commands/export.ts');
      const folder = process.cwd();
      process.exitCode = await exportCommand({
        ...options,
        folder,
        out: process.stdout,
        err: process.stderr,
      });
    });

  root
    .command('doctor')
    .description('check everything a run depends on, and say what to do about what is broken')
    .option('--send-test', 'send a test alert through each channel; an issue is closed again')
    .option('--spend-a-credit', 'ask Scavio for one hashtag, which costs one credit')
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async (options: DoctorFlags) => {
      const { doctorCommand } = await import('./commands/doctor.ts');
      process.exitCode = await doctorCommand({
        folder: process.cwd(),
        variables: process.env,
        now: Math.floor(Date.now() / 1000) * 1000,
        channels: options.sendTest === true ? 'send-test' : 'look',
        answers: options.spendACredit === true ? 'spend' : 'free',
        ...streams({ ...(options.json !== undefined && { json: options.json }) }),
      });
    });

  root.addCommand(benchCommand());
  addWorkflowCommands(root);
  return root;
}

interface DoctorFlags {
  readonly sendTest?: boolean;
  readonly spendACredit?: boolean;
  readonly json?: boolean;
}

interface TrackFlags {
  readonly now?: string;
  readonly only?: string;
  readonly json?: boolean;
  readonly dryRun?: boolean;
  readonly push?: boolean;
  readonly rehearse?: string;
}

interface ExportFlags {
  readonly format: 'csv' | 'ndjson' | 'sqlite';
  readonly to?: string;
  readonly hashtag?: string;
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

interface BacktestFlags {
  readonly from?: string;
  readonly scores?: string;
  readonly sensitivity: Sensitivity;
  readonly thresholdScore?: number;
  readonly json?: boolean;
}

/** commander cannot tell these itself: `--push` and `--no-push` are one option to it, and the later one wins. */
function refuseContradiction(command: Command): void {
  const given = (flag: string): boolean => process.argv.includes(flag);
  const against = ['--no-push', '--dry-run'].find((flag) => given('--push') && given(flag));
  if (against !== undefined) command.error(`error: option '--push' cannot be used with option '${against}'`);
}

function modeOf({ dryRun, push }: TrackFlags): 'dry-run' | 'write' | 'push' | 'default' {
  if (dryRun === true) return 'dry-run';
  if (push === undefined) return 'default';
  return push ? 'push' : 'write';
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
      (await import('./publish/actions.ts')).annotate('error', [error.message]);
    process.exitCode = 1;
  } else {
    throw error;
  }
}
