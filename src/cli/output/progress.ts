/** After so long a command shows that it is at work. */
const QUIET_MS = 2_000;
const STEP_MS = 1_000;

/** A terminal that a command may draw on, such as `process.stderr`. */
export interface Terminal {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * Shows on a terminal that a command is at work, once it takes longer than two seconds: its name and the seconds so far. The
 * cursor stays at the start of the line, so that whatever is printed next takes its place. Elsewhere than on a terminal
 * nothing is written. @returns what ends it
 */
export function startProgress(terminal: Terminal, name: string): () => void {
  if (terminal.isTTY !== true) return () => undefined;
  const start = performance.now();
  let isShown = false;
  const timer = setInterval(() => {
    const elapsedMs = performance.now() - start;
    if (elapsedMs < QUIET_MS) return;
    isShown = true;
    terminal.write(`\r${CLEAR}${name} … ${Math.round(elapsedMs / 1000)} s\r`);
  }, STEP_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    if (isShown) terminal.write(`\r${CLEAR}`);
  };
}

/** Clears from the cursor to the end of the line (ECMA-48, EL). */
const CLEAR = '\u001b[K';
