import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** How a process of the program ended. */
export interface ProgramEnd {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly output: string;
  readonly tookMs: number;
}

/** When a process is killed, and whether its git dies with it. */
export interface Kill {
  readonly afterMs: number;
  readonly whom: 'program' | 'program and git';
}

/** Runs one command of the program in a folder, with exactly these variables; a kill comes where it still runs by then. */
export async function runProcess(
  folder: string,
  words: readonly string[],
  variables: Readonly<Record<string, string>>,
  kill?: Kill,
): Promise<ProgramEnd> {
  const began = performance.now();
  const child = spawn(process.execPath, [MAIN, ...words], {
    ...{ cwd: folder, env: { ...variables }, detached: true },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const pieces: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (piece: string) => pieces.push(piece));
  const timer = kill === undefined ? undefined : setTimeout(() => end(child, kill), kill.afterMs);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  clearTimeout(timer);
  if (code === null) await untilGone(child);
  return { code, output: pieces.join(''), tookMs: performance.now() - began };
}

function end({ pid }: ChildProcess, { whom }: Kill): void {
  if (pid === undefined) return;
  signal(whom === 'program' ? pid : -pid, 'SIGKILL');
}

const LOOK_AGAIN_MS = 20;
/** A git that its program has left ends by itself. */
const LOOKS_MAX = 500;

/** Until nothing of the process is left: what it had begun may go on without it. */
async function untilGone({ pid }: ChildProcess): Promise<void> {
  for (let looks = 0; pid !== undefined && looks < LOOKS_MAX && signal(-pid, 0); looks += 1)
    await sleep(LOOK_AGAIN_MS);
}

/** @returns whether there was somebody to get it */
function signal(pid: number, name: 'SIGKILL' | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}

/** Lines of a stack trace, which no person should see. */
export function stackIn(output: string): string | undefined {
  return /^ +at .+(?::\d+:\d+\)?|\(native\)|<anonymous>\)?)$/m.exec(output)?.[0].trim();
}
