/** A command cannot go on. Its message says what, which one, and what to do; it is shown without a stack. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}
