import { expect, test } from 'vitest';
import { isAnsweredInTurn } from '../../../src/bench/detection/replicas.ts';

/** Twenty readings; every `turn`th comes from a replica that is behind by a share. */
function counter(turn: number, behind: number) {
  return Float64Array.from({ length: 20 }, (_, index) =>
    Math.round((1_000_000 + 1_000 * index) * (index % turn === turn - 1 ? 1 - behind : 1)),
  );
}

test.each([
  ['two replicas far apart that answer in turn', counter(4, 0.016), true],
  ['one that answers for once', counter(20, 0.016), false],
  ['replicas close to each other', counter(4, 0.003), false],
  ['a counter that only grows', counter(40, 0.016), false],
])('%s', (_what, views, expected) => {
  expect(isAnsweredInTurn({ views })).toBe(expected);
});
