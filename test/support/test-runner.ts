/** Runs test files again and again in one warm process, which is replaced when a change makes it hang. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { TestAnswer, TestOrder } from './test-runner-process.ts';

export interface TestRunner {
  /** Whether the test is green, and quick enough, on unchanged code. It is asked once. */
  readonly isUsable: (test: string) => Promise<boolean>;
  /** Whether the usable test fails after a change of a file. One that takes far longer than it did fails too. */
  readonly fails: (test: string, changed: string) => Promise<boolean>;
  readonly close: () => void;
}

/** A test that hangs is given up no earlier, since other work may keep the machine busy. */
const HANGING_MS_MIN = 20_000;

/**
 * @param root the copy of the repository that is changed
 * @param testMsMax how long a test file may take on unchanged code
 */
export function createTestRunner(root: string, testMsMax: number): TestRunner {
  /** How long each usable test took. */
  const usable = new Map<string, number | undefined>();
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

  return {
    isUsable: async (test) => {
      if (usable.has(test)) return usable.get(test) !== undefined;
      const from = performance.now();
      const answer = await answerTo({ changed: test, test }, testMsMax);
      if (answer !== 'green') process.stderr.write(`left out: ${test} ${reasonOf(answer)}\n`);
      usable.set(test, answer === 'green' ? performance.now() - from : undefined);
      return answer === 'green';
    },
    fails: async (test, changed) => {
      const msMax = 10 * (usable.get(test) ?? testMsMax) + HANGING_MS_MIN;
      return (await answerTo({ changed, test }, msMax)) !== 'green';
    },
    close,
  };
}

function reasonOf(answer: Exclude<TestAnswer, 'green'> | 'late'): string {
  return answer === 'late' ? 'is slow' : `fails: ${answer.failed.join('; ')}`;
}
