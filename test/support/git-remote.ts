/** Real git repositories for tests: a bare remote, people who push to it, and clones as actions/checkout makes them. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gitEnvironment } from '../../src/simulator/github/bare-repository.ts';

const run = promisify(execFile);

/** Paths (with `/`) and the text of each file. */
export type Files = Readonly<Record<string, string>>;

export interface GitRemote {
  /** Folder of the bare repository; its one branch is `main`. */
  readonly path: string;
  /** `file://` address: unlike a plain path it makes git honour `--depth`. */
  readonly url: string;
  /** A person pushes a commit to `main`; answers with its id. */
  push(files: Files, message?: string): Promise<string>;
  /** Id of the newest commit on `main`. */
  tip(): Promise<string>;
  /** Subjects of the commits on `main`, newest first. */
  subjects(): Promise<readonly string[]>;
  /** `Name <address>` of who made the newest commit. */
  author(): Promise<string>;
  /** Text of a file as `main` has it, undefined when there is none. */
  read(path: string): Promise<string | undefined>;
}

/** Runs git in `folder`, answers with its output; rejects with git's own words in `stderr`. */
export async function git(folder: string, ...words: readonly string[]): Promise<string> {
  const { stdout } = await run('git', words, { cwd: folder, env: gitEnvironment(folder), maxBuffer: 1e8 });
  return stdout;
}

/** Makes a bare repository in `folder` with one commit that holds `files`. */
export async function createGitRemote(folder: string, files: Files): Promise<GitRemote> {
  const path = await mkdtemp(join(folder, 'remote-'));
  await cp(await templateOf(files), path, { recursive: true });
  return remoteAt(path);
}

/** A copy in `folder` that goes its own way: tests that begin with the same runs need not make them again. */
export async function copyGitRemote(folder: string, remote: GitRemote): Promise<GitRemote> {
  const path = await mkdtemp(join(folder, 'remote-'));
  await cp(remote.path, path, { recursive: true });
  return remoteAt(path);
}

const templates = new Map<string, Promise<string>>();

/** Tests of one file mostly begin with the same repository: it is made once, and copied. */
function templateOf(files: Files): Promise<string> {
  const key = createHash('sha256').update(JSON.stringify(files)).digest('hex');
  const known = templates.get(key);
  if (known !== undefined) return known;
  const made = makeTemplate(files);
  templates.set(key, made);
  return made;
}

async function makeTemplate(files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'remote-template-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'bare');
  await mkdir(path);
  await git(path, 'init', '--quiet', '--bare', '--initial-branch=main');
  // As at GitHub: a clone may leave files out and fetch them later.
  await git(path, 'config', 'uploadpack.allowFilter', 'true');
  await git(path, 'config', 'uploadpack.allowAnySHA1InWant', 'true');
  // Tidying up after each push is a process more, and no test pushes enough for it.
  await git(path, 'config', 'receive.autogc', 'false');
  await commitAsPerson(path, files, 'first commit', 'root');
  return path;
}

function remoteAt(path: string): GitRemote {
  return {
    path,
    url: pathToFileURL(path).href,
    push: (changed, message = 'a person: edit') => commitAsPerson(path, changed, message, 'main'),
    tip: async () => (await git(path, 'rev-parse', 'main')).trim(),
    subjects: async () => (await git(path, 'log', '--format=%s', 'main')).trimEnd().split('\n'),
    author: async () => (await git(path, 'log', '-1', '--format=%an <%ae>', 'main')).trim(),
    read: async (file) => {
      const listed = await git(path, 'ls-tree', '--name-only', 'main', '--', file);
      return listed === '' ? undefined : git(path, 'show', `main:${file}`);
    },
  };
}

/** One process writes blobs, trees, commit and branch: a clone would write every file of the program first. */
async function commitAsPerson(
  path: string,
  files: Files,
  message: string,
  on: 'root' | 'main',
): Promise<string> {
  const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const words = ['fast-import', '--quiet', '--date-format=now'];
  const done = run('git', words, { cwd: path, env: gitEnvironment(path) });
  // A git that ends early closes the pipe; its own words say why.
  done.child.stdin?.on('error', () => undefined);
  done.child.stdin?.end(
    [
      'commit refs/heads/main\nmark :1\ncommitter A Person <person@example.com> now\n',
      data(`${message}\n`),
      on === 'main' ? 'from refs/heads/main^0\n' : '',
      ...Object.entries(files).map(([file, text]) => `M 100644 inline ${file}\n${data(text)}`),
      'get-mark :1\n',
    ].join(''),
  );
  return (await done).stdout.trim();
}

export interface Checkout {
  /** Address or path of the repository. */
  readonly url: string;
  /** What to check out: a full ref such as `refs/heads/main`, or a commit id. */
  readonly ref: string;
  /** Branch to stand on. */
  readonly branch?: string;
  /** Sent with the fetch and not kept, as with `persist-credentials: false`. */
  readonly token?: string;
  /** Patterns of the files to fetch and to write to the folder, one a line, as in a sparse checkout without cones; absent: all. */
  readonly only?: string;
}

/**
 * Checks out into the empty `folder` the way actions/checkout does (`src/git-source-provider.ts` there): init, one
 * fetch of depth 1 without tags, a branch on top; neither credentials nor a user's name are left behind. Of a sparse
 * checkout it fetches the files that match alone.
 */
export async function checkOut(folder: string, checkout: Checkout): Promise<void> {
  const branch = checkout.branch ?? 'main';
  await git(folder, 'init', '--quiet', `--initial-branch=${branch}`);
  await git(folder, 'remote', 'add', 'origin', checkout.url);
  const credentials =
    checkout.token === undefined ? [] : ['-c', `http.extraheader=${basicAuthorization(checkout.token)}`];
  const refspec = `+${checkout.ref}:refs/remotes/origin/${branch}`;
  const filter = checkout.only === undefined ? [] : ['--filter=blob:none'];
  const fetch = ['fetch', '--quiet', '--no-tags', '--prune', '--no-recurse-submodules', '--depth=1'];
  await git(folder, '-c', 'protocol.version=2', ...credentials, ...fetch, ...filter, 'origin', refspec);
  const patterns = checkout.only?.split('\n').filter((pattern) => pattern !== '') ?? [];
  if (patterns.length > 0) await git(folder, 'sparse-checkout', 'set', '--no-cone', ...patterns);
  const commit = `refs/remotes/origin/${branch}`;
  await git(folder, ...credentials, 'checkout', '--quiet', '--force', '-B', branch, commit);
}

/** The header GitHub takes a token in over git's HTTP. */
export function basicAuthorization(token: string): string {
  return `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
}
