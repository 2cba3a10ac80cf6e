/** A stored file that cannot be read. The run stops, and nothing is written over it. */
export class UnreadableDataError extends Error {
  override readonly name = 'UnreadableDataError';

  /** @param place the file, with the line where one is known: `data/state.json:12` */
  constructor(place: string, what: string, options?: ErrorOptions) {
    super(`${place}: ${what}`, options);
  }
}
