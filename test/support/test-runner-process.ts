/** A process of its own that runs test files on request, so that a change that never ends can be ended. */
import process from 'node:process';
import { createVitest } from 'vitest/node';

/** What is asked for: a file that has changed since the last order, and the test file to run. */
export interface TestOrder {
  readonly changed: string;
  readonly test: string;
}

/** `green`, or the tests that failed. */
export type TestAnswer = 'green' | { readonly failed: readonly string[] };

const [, , root = '.'] = process.argv;

/** Every file that was ever changed: the next order may come after the change was taken back. */
const changedFiles = new Set<string>();

const vitest = await createVitest('test', { root, watch: false, maxWorkers: 1, reporters: [{}] });

process.on('message', (order: TestOrder) => {
  run(order).then(
    (answer) => process.send?.(answer),
    (error: unknown) => {
      throw error;
    },
  );
});
process.send?.('ready');

async function run({ changed, test }: TestOrder): Promise<TestAnswer> {
  changedFiles.add(`${root}/${changed}`);
  for (const file of changedFiles) vitest.invalidateFile(file);
  const errorsBefore = vitest.state.getUnhandledErrors().length;
  const specifications = await vitest.globTestSpecifications([`${root}/${test}`]);
  // Vitest returns what earlier runs left as well.
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  const module = testModules.find(({ moduleId }) => moduleId === `${root}/${test}`);
  if (module?.ok() && unhandledErrors.length === errorsBefore) return 'green';
  const failed = [...(module?.children.allTests('failed') ?? [])];
  return { failed: failed.map((one) => `${one.fullName}: ${one.result().errors?.[0]?.message}`) };
}
