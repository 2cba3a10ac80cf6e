import { logLine } from '../text/untrusted.ts';
import { nextRepairs, type RepairPlace } from './repairs.ts';

/** What stands behind one repair shows after it; more rounds than this mean that one does not take. */
const ROUNDS_MAX = 10;

/**
 * Shows what has a safe repair, and then mends it.
 * @param say prints one line
 * @returns what was mended
 */
export async function mend(place: RepairPlace, say: (line: string) => void): Promise<readonly string[]> {
  const done: string[] = [];
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const repairs = (await nextRepairs(place)).filter(({ does }) => !done.includes(does));
    if (repairs.length === 0) break;
    for (const { does } of repairs) say(logLine(`to repair: ${does}`));
    for (const { does, apply } of repairs) {
      await apply();
      say(logLine(`repaired: ${does}`));
      done.push(does);
    }
  }
  const close =
    done.length === 0
      ? 'nothing to repair that is safe to repair'
      : 'look at it with git diff, then commit and push data/';
  say(`${close}\n`);
  return done;
}
