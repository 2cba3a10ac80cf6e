/** Gives every property test the seed of this run, which the totals name: TEST_SEED repeats a run that failed. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.TEST_SEED) });
