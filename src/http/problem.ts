/** Why a request failed, without the address or the headers, which may hold secrets. */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem';
  /** The HTTP status; undefined when no answer came. */
  readonly status: number | undefined;
  /** The answer's body, parsed when it was JSON; undefined when there was none. */
  readonly body: unknown;
  /** Where a redirect leads. It may hold a secret. */
  readonly location: string | undefined;

  constructor(message: string, status?: number, body?: unknown, location?: string) {
    super(message);
    this.status = status;
    this.body = body;
    this.location = location;
  }
}
