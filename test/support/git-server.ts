/** A git remote over smart HTTP: git's own `http-backend` behind node's server, with tokens and faults on demand. */
import { execFileSync, spawn } from 'node:child_process';
import { chmod, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { gitEnvironment } from '../../src/simulator/github/bare-repository.ts';
import type { Files, GitRemote } from './git-remote.ts';

/** What goes wrong with a push. */
export type PushFault =
  /** Somebody pushes these files just before git asks for the refs: `[rejected] (fetch first)`. */
  | { readonly kind: 'overtaken'; readonly files: Files }
  /** Somebody pushes them between the refs and the objects: `[remote rejected] (failed to update ref)` or alike. */
  | { readonly kind: 'raced'; readonly files: Files }
  /** The branch is locked by another writer: `[remote rejected] (failed to update ref)`. */
  | { readonly kind: 'locked' }
  /** A rule of the server refuses: `[remote rejected] (pre-receive hook declined)`. */
  | { readonly kind: 'declined' }
  /** The server answers with this HTTP status. */
  | { readonly kind: 'status'; readonly status: 401 | 403 | 500 | 502 | 503 }
  /** The push is applied, and the connection dies before git gets the answer. */
  | { readonly kind: 'unanswered' };

export interface GitServer {
  readonly url: string;
  /** Number of pushes tried so far, the failed ones included. */
  pushes(): number;
  /** Gives the push of this number, counted from 1 since the start of the server, a fault. */
  failPush(number: number, fault: PushFault): void;
  close(): Promise<void>;
}

export interface GitServerOptions {
  /** Token that is asked for; without one anybody may read and write. */
  readonly token?: string;
  /** What the token may do; default `write`. */
  readonly access?: 'read' | 'write';
  /** A `public` repository is read without a token; default `private`. */
  readonly visibility?: 'public' | 'private';
}

/** Serves `remote` on a free port of 127.0.0.1. */
export async function serveGit(remote: GitRemote, options: GitServerOptions = {}): Promise<GitServer> {
  const backend = join(execFileSync('git', ['--exec-path'], { encoding: 'utf8' }).trim(), 'git-http-backend');
  const faults = new Map<number, PushFault>();
  let pushes = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = new URL(request.url ?? '/', 'http://127.0.0.1');
    const isPush = address.href.includes('git-receive-pack');
    const refusal = judgeAccess(request, isPush ? 'write' : 'read', options);
    if (refusal !== undefined) return refuse(response, refusal);
    if (!isPush) return relay(backend, remote, request, response);
    const asksForRefs = request.method === 'GET';
    if (asksForRefs) pushes += 1;
    const fault = faults.get(pushes);
    if (fault?.kind === 'status') return refuse(response, fault.status);
    if (fault?.kind === (asksForRefs ? 'overtaken' : 'raced')) await remote.push(fault.files);
    if (asksForRefs) return relay(backend, remote, request, response);
    const heal = await breakRepository(remote, fault);
    if (fault?.kind === 'unanswered') response.end = () => response.destroy();
    await relay(backend, remote, request, response);
    await heal();
  }

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/${basename(remote.path)}`,
    pushes: () => pushes,
    failPush: (number, fault) => void faults.set(number, fault),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function judgeAccess(
  request: IncomingMessage,
  wanted: 'read' | 'write',
  { token, access = 'write', visibility = 'private' }: GitServerOptions,
): 401 | 403 | undefined {
  if (token === undefined || (wanted === 'read' && visibility === 'public')) return undefined;
  const sent = /^basic (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const password = Buffer.from(sent, 'base64').toString().split(':')[1];
  if (password !== token) return 401;
  return wanted === 'write' && access === 'read' ? 403 : undefined;
}

function refuse(response: ServerResponse, status: number): void {
  const challenge: Record<string, string> = status === 401 ? { 'www-authenticate': 'Basic realm="git"' } : {};
  response.writeHead(status, { ...challenge, 'content-type': 'text/plain' });
  response.end(
    status === 403 ? 'Permission to the repository denied to github-actions[bot].\n' : 'refused\n',
  );
}

/** Puts a real obstacle into the repository; the answer takes it away again. */
async function breakRepository(
  remote: GitRemote,
  fault: PushFault | undefined,
): Promise<() => Promise<void>> {
  const obstacle =
    fault?.kind === 'locked' ? 'refs/heads/main.lock' : fault?.kind === 'declined' ? 'hooks/pre-receive' : '';
  if (obstacle === '') return async () => undefined;
  const path = join(remote.path, obstacle);
  await writeFile(path, '#!/bin/sh\ncat >/dev/null\necho "the rules of this branch refuse it" >&2\nexit 1\n');
  await chmod(path, 0o755);
  return () => rm(path);
}

/** Hands a request to git's CGI program and its answer to the client (RFC 3875). */
function relay(
  backend: string,
  remote: GitRemote,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const address = new URL(request.url ?? '/', 'http://127.0.0.1');
  const { 'content-type': type, 'content-length': bytes, 'content-encoding': encoding } = request.headers;
  const protocol = request.headers['git-protocol'];
  const program = spawn(backend, {
    env: {
      ...gitEnvironment(remote.path),
      GIT_PROJECT_ROOT: dirname(remote.path),
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: address.pathname,
      QUERY_STRING: address.search.slice(1),
      REQUEST_METHOD: request.method,
      REMOTE_USER: 'github-actions[bot]',
      REMOTE_ADDR: '127.0.0.1',
      ...(type === undefined ? {} : { CONTENT_TYPE: type }),
      ...(bytes === undefined ? {} : { CONTENT_LENGTH: bytes }),
      ...(encoding === undefined ? {} : { HTTP_CONTENT_ENCODING: encoding }),
      ...(typeof protocol === 'string' ? { GIT_PROTOCOL: protocol } : {}),
    },
  });
  request.pipe(program.stdin);
  program.stdin.on('error', () => request.unpipe(program.stdin));
  const chunks: Buffer[] = [];
  program.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    program.on('error', reject);
    program.on('close', () => {
      const output = Buffer.concat(chunks);
      const split = output.indexOf('\r\n\r\n');
      const head = output.subarray(0, Math.max(split, 0)).toString();
      for (const line of head.split('\r\n').filter((text) => text !== '')) {
        const [name = '', value = ''] = line.split(/:\s*/, 2);
        if (name.toLowerCase() === 'status') response.statusCode = Number.parseInt(value, 10);
        else response.setHeader(name, value);
      }
      response.end(split < 0 ? 'git gave no answer' : output.subarray(split + 4));
      resolve();
    });
  });
}
