/** Runs the script of a step as GitHub's runner does, and reads what it left in its command files. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Commands, readCommandFile, readCommands } from './workflow-commands.ts';

export interface Script {
  readonly script: string;
  /** `bash` when the step says so; without it GitHub uses bash with other flags. */
  readonly shell: string | undefined;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** Folder for the script and its command files. */
  readonly temp: string;
  readonly timeoutMs: number;
}

export interface ScriptResult extends Commands {
  readonly ok: boolean;
  /** Output and error output as they came, secrets included. */
  readonly log: string;
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** What GITHUB_ENV and GITHUB_PATH add for the steps that follow. */
  readonly env: Readonly<Record<string, string>>;
  readonly path: readonly string[];
}

/** https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax (jobs.<id>.steps[*].shell) */
export async function runScript({ script, shell, cwd, env, temp, timeoutMs }: Script): Promise<ScriptResult> {
  if (shell !== undefined && shell !== 'bash') throw new Error(`The runner has no shell ${shell}.`);
  const own = await mkdtemp(join(temp, 'step-'));
  for (const name of ['output', 'env', 'path', 'summary']) await writeFile(join(own, name), '');
  await writeFile(join(own, 'script.sh'), script);
  const flags = shell === 'bash' ? ['--noprofile', '--norc', '-eo', 'pipefail'] : ['-e'];
  const files = {
    GITHUB_OUTPUT: join(own, 'output'),
    GITHUB_ENV: join(own, 'env'),
    GITHUB_PATH: join(own, 'path'),
    GITHUB_STEP_SUMMARY: join(own, 'summary'),
  };
  const words = [...flags, join(own, 'script.sh')];
  const { ok, log } = await runBash(words, cwd, { ...env, ...files }, timeoutMs);
  const read = (name: string) => readFile(join(own, name), 'utf8');
  return {
    ...readCommands(log),
    ok,
    log,
    summary: await read('summary'),
    outputs: readCommandFile(await read('output')),
    env: readCommandFile(await read('env')),
    path: (await read('path')).split('\n').filter(Boolean),
  };
}

function runBash(
  words: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
  timeoutMs: number,
): Promise<{ ok: boolean; log: string }> {
  return new Promise((resolve, reject) => {
    const bash = spawn('bash', words, { cwd, env, timeout: timeoutMs, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    bash.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    bash.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    bash.on('error', reject);
    bash.on('close', (code) => resolve({ ok: code === 0, log: Buffer.concat(chunks).toString() }));
  });
}

/** Hides each of `secrets` in a text as `***` and counts how often it had to. */
export function mask(text: string, secrets: readonly string[]): { text: string; count: number } {
  const longestFirst = [...new Set(secrets)].toSorted((a, b) => b.length - a.length);
  let count = 0;
  let masked = text;
  for (const secret of longestFirst) {
    const parts = masked.split(secret);
    count += parts.length - 1;
    masked = parts.join('***');
  }
  return { text: masked, count };
}
