/** Runs test files again and again in one warm process, which is replaced when a change makes it hang. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { TestAnswer, TestOrder } from './test-runner-process.ts';

export interface TestRunner {
  /** Whether the test is green, and quick enough, on unchanged code. It is asked once. */
  readonly isUsable: (test: string) => Promise<boolean>;
  /** What `isUsable` said of the test; undefined before it was asked. */
  readonly known: (test: string) => 'usable' | 'useless' | undefined;
  /**
   * The first of the tests that fails after a change of a file, whether or not it is usable. `late`: where all of them are
   * known to be usable, they take far longer than they did.
   */
  readonly failing: (tests: readonly string[], changed: string) => Promise<string | 'late' | undefined>;
  readonly close: () => void;
}

/** Tests that hang are given up no earlier, since other work may keep the machine busy. */
const HANGING_MS_MIN = 60_000;

/**
 * @param root the copy of the repository that is changed
 * @param testMsMax how long a test file may take on unchanged code
 */
export function createTestRunner(root: string, testMsMax: number): TestRunner {
  /** How long each usable test took; `useless` are the others. */
  const tookMs = new Map<string, number | 'useless'>();
  let child: ChildProcess | undefined;

  const close = (): void => {
    child?.kill('SIGKILL');
    child = undefined;
  };
  const answerTo = async (order: TestOrder, msMax: number): Promise<TestAnswer | 'late'> => {
    if (child === undefined) {
      child = fork(join(import.meta.dirname, 'test-runner-process.ts'), [root], { stdio: 'ignore' });
      await once(child, 'message');
    }
    const stopped = new AbortController();
    const { signal } = stopped;
    const answer = once(child, 'message', { signal }).then(([first]): TestAnswer => first);
    child.send(order);
    const won = await Promise.race([answer, setTimeout(msMax, 'late' as const, { signal })]);
    stopped.abort();
    answer.catch(() => undefined);
    if (won === 'late') close();
    return won;
  };
  const known = (test: string): 'usable' | 'useless' | undefined => {
    const took = tookMs.get(test);
    return typeof took === 'number' ? 'usable' : took;
  };

  return {
    isUsable: async (test) => {
      if (!tookMs.has(test)) {
        const from = performance.now();
        const answer = await answerTo({ changed: test, tests: [test] }, testMsMax);
        if (answer !== 'green') process.stderr.write(`left out: ${test} ${reasonOf(answer)}\n`);
        tookMs.set(test, answer === 'green' ? performance.now() - from : 'useless');
      }
      return known(test) === 'usable';
    },
    known,
    failing: async (tests, changed) => {
      const msMax = tests.reduce((sum, test) => sum + 5 * Number(tookMs.get(test) ?? 0), HANGING_MS_MIN);
      const answer = await answerTo({ changed, tests }, msMax);
      if (answer === 'late') return answer;
      return answer === 'green' ? undefined : answer.test;
    },
    close,
  };
}

function reasonOf(answer: Exclude<TestAnswer, 'green'> | 'late'): string {
  return answer === 'late' ? 'is slow' : `fails: ${answer.reason}`;
}
