import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** What one process took, start-up included. */
export interface Usage {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakBytes: number;
  /** CPU and time until its first request; 0 where there was none. */
  readonly firstRequest: { readonly cpuMs: number; readonly wallMs: number };
  readonly requests: number;
  readonly stdout: string;
}

const usageLine = z.object({
  cpuMs: z.number(),
  peakBytes: z.number(),
  // Absent where nothing was asked for.
  firstRequest: z.object({ cpuMs: z.number(), wallMs: z.number() }).default({ cpuMs: 0, wallMs: 0 }),
  requests: z.number(),
});

export interface MeasuredProcess {
  /** The script, relative to `src/bench/`. */
  readonly script: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Node's options of `npm run track`. A run over a thousand hashtags keeps some 40 MB; how much garbage V8 lets pile up
 * on top of that follows from the sizes that its heap may have.
 */
const NODE_OPTIONS: readonly string[] = ['--max-semi-space-size=16', '--max-old-space-size=512'];

/** Runs a script of this repository in a process of its own and measures it. @throws when it fails */
export async function measureProcess({ script, args, folder, variables }: MeasuredProcess): Promise<Usage> {
  const preload = new URL('./report-usage.ts', import.meta.url).href;
  const file = fileURLToPath(new URL(script, import.meta.url));
  const began = performance.now();
  const child = spawn(process.execPath, [...NODE_OPTIONS, '--import', preload, file, ...args], {
    cwd: folder,
    // Nothing of the caller's environment: a run must not think that it is in GitHub Actions.
    env: { ...variables },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [stdout, stderr, usage] = await Promise.all([1, 2, 3].map((fd) => textOf(child.stdio[fd])));
  const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
  const wallMs = performance.now() - began;
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${stderr}`);
  return { wallMs, ...usageLine.parse(JSON.parse(usage ?? '')), stdout: stdout ?? '' };
}

async function textOf(stream: unknown): Promise<string> {
  return text(stream as NodeJS.ReadableStream);
}

const serverLine = z.object({ url: z.url(), key: z.string(), hashtags: z.array(z.string()) });

/** A simulated Scavio in a process of its own. */
export interface ServerProcess extends z.infer<typeof serverLine> {
  readonly stop: () => Promise<void>;
}

/** @param args of src/simulator/serve.ts */
export async function startServerProcess(args: readonly string[]): Promise<ServerProcess> {
  const file = fileURLToPath(new URL('../simulator/serve.ts', import.meta.url));
  const child = spawn(process.execPath, [file, ...args, '--until-stdin-ends'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  return {
    ...serverLine.parse(JSON.parse(String(line))),
    stop: async () => {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}
