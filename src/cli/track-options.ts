import { type Command, Option } from 'commander';
import { streams } from './arguments.ts';

/** The words of `track`: one run, or the rehearsal of one. */
export function addTrackWords(root: Command): void {
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
        const { rehearseCommand } = await import('./rehearse.ts');
        process.exitCode = await rehearseCommand({
          folder: process.cwd(),
          variables: process.env,
          hashtag: options.rehearse,
          ...(options.now !== undefined && { now: options.now }),
          ...streams({ ...(options.json !== undefined && { json: options.json }) }),
        });
        return;
      }
      const { trackCommand } = await import('./track.ts');
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
}

interface TrackFlags {
  readonly now?: string;
  readonly only?: string;
  readonly json?: boolean;
  readonly dryRun?: boolean;
  readonly push?: boolean;
  readonly rehearse?: string;
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
