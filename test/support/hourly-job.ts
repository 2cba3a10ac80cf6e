/** The hourly job as GitHub runs it: a fresh checkout of depth 1, the program as a process of its own, its summary. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { GithubApi } from '../../src/simulator/github/api.ts';
import { gitEnvironment } from '../../src/simulator/github/bare-repository.ts';
import { checkOut } from './git-remote.ts';

export interface HourlyJob {
  /** A folder that outlives the test's runs. */
  readonly folder: string;
  /** The repository to check out and push to. */
  readonly remoteUrl: string;
  readonly scavioUrl: string;
  readonly github: GithubApi;
  /** Further variables, such as a channel's secret. */
  readonly variables?: Readonly<Record<string, string>>;
}

export interface JobResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly summary: string;
  /** The folder that was checked out. */
  readonly checkout: string;
}

const ROOT = resolve(import.meta.dirname, '../..');

/** Runs `track` once, with `words` after it. */
export async function runHourlyJob(job: HourlyJob, ...words: readonly string[]): Promise<JobResult> {
  const checkout = await mkdtemp(join(job.folder, 'checkout-'));
  await checkOut(checkout, { url: job.remoteUrl, ref: 'refs/heads/main', token: job.github.token });
  const summaryFile = join(await mkdtemp(join(job.folder, 'summary-')), 'summary.md');
  await writeFile(summaryFile, '');
  const { github } = job;
  const result = await runProgram(checkout, ['track', ...words], {
    ...gitEnvironment(job.folder),
    GITHUB_ACTIONS: 'true',
    GITHUB_API_URL: github.url,
    GITHUB_SERVER_URL: github.url,
    GITHUB_REPOSITORY: github.repository,
    GITHUB_TOKEN: github.token,
    GITHUB_STEP_SUMMARY: summaryFile,
    SCAVIO_API_KEY: 'simulated-key',
    SCAVIO_BASE_URL: job.scavioUrl,
    ...job.variables,
  });
  return { ...result, summary: await readFile(summaryFile, 'utf8'), checkout };
}

/** Where Node keeps compiled code from one process of the tests to the next; no variable of the program's. */
const COMPILED = { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? '' };

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program in `folder` with exactly these variables of its own: from the session's bundle where there is one. */
export async function runProgram(
  folder: string,
  words: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<Ended> {
  const bundle = process.env.BUNDLED_PROGRAM;
  const main = bundle === undefined ? 'src/main.ts' : join(bundle, 'main.mjs');
  return runNode(folder, [main, ...words], variables);
}

/** Runs a file of this project in `folder` with exactly these variables; its path stands first. */
export async function runNode(
  folder: string,
  [file = '', ...words]: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<Ended> {
  const child = spawn(process.execPath, [resolve(ROOT, file), ...words], {
    cwd: folder,
    env: { ...COMPILED, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.stderr += text;
  });
  const code = await new Promise<number>((done, fail) => {
    child.once('error', fail);
    child.once('close', (status) => done(status ?? -1));
  });
  return { code, ...said };
}
