import type { Command } from 'commander';
import { streams } from './arguments.ts';

/** The words of what tries things out: `demo` and `doctor`. */
export function addTrialWords(root: Command): void {
  root
    .command('demo')
    .description('the whole job on a simulated TikTok: no key, no network, three weeks in half a minute')
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async (options: { readonly json?: boolean }) => {
      const [{ demoCommand }, { DEMO_HOURS }] = await Promise.all([
        import('./demo.ts'),
        import('../demo/cast.ts'),
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
    .command('doctor')
    .description('check everything a run depends on, and say what to do about what is broken')
    .option('--send-test', 'send a test alert through each channel; an issue is closed again')
    .option('--spend-a-credit', 'ask Scavio for one hashtag, which costs one credit')
    .option('--json', 'print machine-readable output on stdout; people’s text goes to stderr')
    .action(async (options: DoctorFlags) => {
      const { doctorCommand } = await import('./doctor.ts');
      process.exitCode = await doctorCommand({
        folder: process.cwd(),
        variables: process.env,
        now: Math.floor(Date.now() / 1000) * 1000,
        channels: options.sendTest === true ? 'send-test' : 'look',
        answers: options.spendACredit === true ? 'spend' : 'free',
        ...streams({ ...(options.json !== undefined && { json: options.json }) }),
      });
    });
}

interface DoctorFlags {
  readonly sendTest?: boolean;
  readonly spendACredit?: boolean;
  readonly json?: boolean;
}
