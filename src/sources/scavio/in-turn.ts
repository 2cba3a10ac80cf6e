import { HttpProblem } from '../../http/problem.ts';
import { REFUSALS_MAX } from '../source/pace.ts';
import type { RequestPace } from '../source/rate-limit.ts';

/** Numbers come before videos where the time does not suffice for both. */
export const NUMBERS_PRIORITY = 1;
export const VIDEOS_PRIORITY = 0;

/**
 * A request that came too fast waits with all others, and not in its place; others of its kind come first, so that one that
 * is always refused blocks nobody. A source that is stopped lets it start no more.
 * @throws {HttpProblem}
 */
export async function askInTurn<T>(pace: RequestPace, post: () => Promise<T>, priority: number): Promise<T> {
  for (let refusals = 0; ; refusals += 1) {
    try {
      return await pace.run(post, priority);
    } catch (error) {
      const isTooFast = error instanceof HttpProblem && error.status === 429;
      if (!isTooFast || refusals >= REFUSALS_MAX) throw error;
    }
  }
}
