import { setTimeout as sleep } from 'node:timers/promises';
import { PushError, type Repository } from '../git/repository.ts';
import type { State } from '../state/state.ts';
import type { Store, StoreEntry } from '../store/store.ts';

/** What to write on top of a state, and the message of its commit. */
export interface Record extends StoreEntry {
  readonly message: string;
}

/** What records need. */
export interface Recorder {
  readonly store: Store;
  readonly repository?: Repository;
  /** Lets so many ms go by between two pushes; absent: on the clock of the machine. */
  readonly pause?: (ms: number) => Promise<unknown>;
}

const PUSH_ATTEMPTS_MAX = 6;
const BACK_OFF_FIRST_MS = 250;
const GIVEN_UP = `the push was refused ${PUSH_ATTEMPTS_MAX} times, so nothing was sent. The last refusal`;

/**
 * Records what `make` makes of a state: writes it and, with a repository, commits and pushes it. When the push is
 * refused, takes the new upstream and makes the record again on top of that.
 * @param before the state as it is stored
 * @returns what was recorded in the end
 * @throws {PushError} when it could not be pushed; then nothing of it may be acted on
 */
export async function record<T extends Record>(
  { store, repository, pause = sleep }: Recorder,
  before: State,
  make: (state: State) => T,
): Promise<T> {
  const commit = async (state: State): Promise<T> => {
    const made = make(state);
    await store.write(made, async (files) => repository?.commit(files, made.message));
    return made;
  };
  let made = await commit(before);
  if (repository === undefined) return made;
  for (let attempt = 1; ; attempt += 1) {
    const pushed = await repository.push();
    if (pushed.kind === 'pushed') return made;
    if (attempt === PUSH_ATTEMPTS_MAX) throw new PushError(`${GIVEN_UP}: ${pushed.message}`);
    await pause(BACK_OFF_FIRST_MS * 2 ** (attempt - 1) * (0.5 + Math.random()));
    const upstream = await repository.takeUpstream();
    if (upstream.kind === 'there-already') return made;
    if (upstream.kind === 'taken') made = await commit(await store.readState());
  }
}
