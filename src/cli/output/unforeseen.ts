import { readFileSync } from 'node:fs';
import { redactor } from '../../http/redact/redact.ts';
import { HOME } from '../../program.ts';
import { logLine, plainLine } from '../../text/untrusted.ts';

type Variables = Readonly<Record<string, string | undefined>>;

const MESSAGE_CHARS_MAX = 500;

/**
 * From here on the process ends with a sentence on stderr and the exit code 1 where an error reaches its top, and never with a
 * bare stack. It imports no package, so that it also explains one that is missing.
 */
export function explainEveryError(process: NodeJS.Process): void {
  goOnWithoutOutput(process);
  process.on('uncaughtException', (error: unknown) => {
    const text = unforeseenText(error, process.env);
    process.stderr.write(`${text}\n`);
    if (process.env.GITHUB_ACTIONS === 'true')
      process.stdout.write(`::error::${logLine(plainLine(text, MESSAGE_CHARS_MAX))}\n`);
    process.exit(1);
  });
}

/**
 * Output that cannot be written, such as a log on a full disk, never ends a run in the middle: between the push and the
 * messages that would keep them from being sent. It costs the exit code, and is said where something can still be written. A
 * reader that has seen enough, such as `head`, is no error at all.
 */
function goOnWithoutOutput(process: NodeJS.Process): void {
  const lost = new Map<NodeJS.WriteStream, string>();
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error) => {
      const code = 'code' in error ? String(error.code) : error.name;
      if (code !== 'EPIPE' && !lost.has(stream)) lost.set(stream, code);
    });
  process.on('exit', () => {
    if (lost.size === 0) return;
    process.exitCode ||= 1;
    const [code = ''] = lost.values();
    // Where stderr is lost, stdout may hold JSON: then the exit code alone says it.
    process.stderr.write(
      `the output could not be written where it goes (${code}): see whether that disk is full. The command itself went on to its end\n`,
    );
  });
}

/** What people read of an error that no command foresaw: what it was and what to do; with DEBUG set, where it happened. */
export function unforeseenText(error: unknown, variables: Variables): string {
  const redact = redactor(secretsIn(variables));
  const missing = missingPackage(error);
  if (missing !== undefined)
    return `the package ${missing} is not installed: run npm ci in the program's folder`;
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const shown = plainLine(redact(what), MESSAGE_CHARS_MAX);
  const debug = variables.DEBUG ?? '';
  if (debug !== '') return `unexpected error\n${redact(stackOf(error))}`;
  return (
    `unexpected error: ${shown}. What was recorded before stays as it is. Run the command again. If it fails again, report it at ` +
    `https://github.com/${HOME}/issues with what the same command prints under DEBUG=1`
  );
}

/** The error and what caused it, each with its stack. */
function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined ? own : `${own}\ncaused by ${stackOf(error.cause)}`;
}

function missingPackage(error: unknown): string | undefined {
  if (!(error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND')) return undefined;
  return /^Cannot find package '([\w@/.-]+)'/.exec(error.message)?.[1];
}

/** Values of the variables that hold secrets by their name, or that the watchlist names. */
function secretsIn(variables: Variables): readonly (string | undefined)[] {
  const named = new Set(watchlistText().match(/\b[A-Z][A-Z0-9_]{2,}\b/g));
  return Object.entries(variables).map(([name, value]) =>
    SECRET_NAME.test(name) || named.has(name) ? value : undefined,
  );
}

const SECRET_NAME = /KEY|TOKEN|SECRET|PASS|OAUTH|HOOK|SMTP|_URL$/i;

function watchlistText(): string {
  try {
    return readFileSync('watchlist.yml', 'utf8');
  } catch {
    // Without a watchlist it names no secret.
    return '';
  }
}
