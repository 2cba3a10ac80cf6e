/**
 * Says whether this hour still needs a run, before anything is installed: so it imports only what a bare checkout has,
 * and a slot with nothing to do ends within seconds. Writes `due=true` or `due=false` to `GITHUB_OUTPUT` and, when
 * there is nothing to do, one line to the job summary.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { judgeDue, type LastRun } from './run/due.ts';

const STATE_FILE = 'data/state.json';

const verdict = judgeDue(process.env.GITHUB_EVENT_NAME, readLastRun(STATE_FILE), Date.now());
process.stdout.write(`${verdict.reason}\n`);
append(process.env.GITHUB_OUTPUT, `due=${verdict.kind === 'due'}`);
if (verdict.kind === 'done') append(process.env.GITHUB_STEP_SUMMARY, verdict.reason);

/** Reads `at`, the ISO 8601 instant (UTC) of the last run, from the top level of the state. */
function readLastRun(file: string): LastRun {
  try {
    const state: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof state !== 'object' || state === null || !('at' in state)) return { kind: 'unreadable' };
    const at = typeof state.at === 'string' ? Date.parse(state.at) : Number.NaN;
    return Number.isNaN(at) ? { kind: 'unreadable' } : { kind: 'at', at };
  } catch (error) {
    if (error instanceof SyntaxError) return { kind: 'unreadable' };
    if (!(error instanceof Error && 'code' in error)) throw error;
    return { kind: error.code === 'ENOENT' ? 'missing' : 'unreadable' };
  }
}

function append(file: string | undefined, line: string): void {
  if (file) appendFileSync(file, `${line}\n`);
}
