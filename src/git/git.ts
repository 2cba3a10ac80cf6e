import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Redact } from '../http/redact/redact.ts';
import { gitRemedy, NOT_STARTED } from './remedies.ts';

/** One git command failed. Its message is what can be done, where that is known, and what git said; without secrets. */
export class GitError extends Error {
  override readonly name = 'GitError';
  /** Whether trying again is in vain. */
  readonly final: boolean;
  /** Whether there was a git to ask: without one nothing is known, not even that something is not there. */
  readonly isAnswer: boolean;
  /** What it printed on stdout: some commands answer there and fail, as `merge-tree` does on a conflict. */
  readonly output: string;

  constructor(command: string, said: string, output = '') {
    const remedy = gitRemedy(said);
    super(`${remedy === undefined ? '' : `${remedy}\n`}git ${command}: ${said}`);
    this.final = remedy !== undefined;
    this.isAnswer = !NOT_STARTED.test(said);
    this.output = output;
  }
}

const TIMEOUT_MS = 120_000;

/** Runs git in one work tree. @throws {GitError} */
export interface Git {
  (...args: readonly string[]): Promise<string>;
  /** The same with an index of its own: what is staged there touches neither the index of the work tree nor its files. */
  readonly scratch: (...args: readonly string[]) => Promise<string>;
  /** The same with a text to read from stdin. */
  readonly feed: (text: string, ...args: readonly string[]) => Promise<string>;
}

export interface GitOptions {
  readonly folder: string;
  readonly redact: Redact;
  /** Sent to `serverUrl` as the job's own credentials, through the environment: never on a command line or on disk. */
  readonly credentials?: { readonly serverUrl: string; readonly token: string };
  /** What each command reads from stdin; absent: nothing. */
  readonly input?: string;
  /** The index file to work on, an absolute path; absent: the repository's own. */
  readonly index?: string;
}

export function createGit({ folder, redact, credentials, input = '', index: indexFile }: GitOptions): Git {
  const variables = {
    ...process.env,
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C',
    ...headerVariables(credentials),
    ...(indexFile !== undefined && { GIT_INDEX_FILE: indexFile }),
  };
  const runIn =
    (env: NodeJS.ProcessEnv, stdin = input) =>
    (...args: readonly string[]): Promise<string> =>
      new Promise((resolve, reject) => {
        const options = { cwd: folder, env, timeout: TIMEOUT_MS, maxBuffer: 64e6 };
        const child = execFile('git', args, options, (error, stdout, stderr) => {
          if (error === null) return resolve(stdout);
          const said = `${stderr}\n${stdout}`.trim() || error.message;
          reject(new GitError(commandOf(args), redact(said), stdout));
        });
        // A command that ends without reading closes the pipe; its own exit says the rest.
        child.stdin?.on('error', () => undefined);
        child.stdin?.end(stdin);
      });
  const index = join(tmpdir(), `hashtag-radar-${process.pid}-${randomUUID()}.index`);
  return Object.assign(runIn(variables), {
    scratch: runIn({ ...variables, GIT_INDEX_FILE: index }),
    feed: (text: string, ...args: readonly string[]) => runIn(variables, text)(...args),
  });
}

/** The command among the arguments, after options of git itself: `-c name=value`, `-C folder` and plain options. */
function commandOf([first = '', ...rest]: readonly string[]): string {
  if (!first.startsWith('-')) return first;
  return commandOf(['-c', '-C'].includes(first) ? rest.slice(1) : rest);
}

/** @see https://git-scm.com/docs/git-config#Documentation/git-config.txt-httpextraHeader */
function headerVariables(credentials: GitOptions['credentials']): Readonly<Record<string, string>> {
  if (credentials === undefined) return {};
  const basic = Buffer.from(`x-access-token:${credentials.token}`).toString('base64');
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `http.${credentials.serverUrl.replace(/\/$/, '')}/.extraheader`,
    GIT_CONFIG_VALUE_0: `AUTHORIZATION: basic ${basic}`,
  };
}
