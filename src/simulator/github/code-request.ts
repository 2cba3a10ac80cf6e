/** What the code side of the simulated GitHub is asked, and what it answers. */

export interface CodeRequest {
  readonly method: string;
  /** The path behind `/repos/owner/name/`, decoded, in its parts. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  readonly login: string;
}

/** What a request is answered with. */
export interface CodeAnswer {
  readonly status: number;
  readonly body: unknown;
}
