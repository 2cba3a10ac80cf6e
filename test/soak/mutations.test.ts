import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { MUTATIONS, mutated } from '../../src/soak/mutations.ts';

test.each(MUTATIONS)('a program that $name can still be made of this one', async (mutation) => {
  const text = await readFile(mutation.file, 'utf8');
  expect(mutated(text, mutation)).not.toBe(text);
});
