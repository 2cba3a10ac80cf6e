/** A request as the log and the fault function see it. */
export interface AskedRequest {
  /** Count of requests before this one. */
  readonly index: number;
  /** The simulated instant, ms. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
  /** Parsed JSON, or the text as it came where it is none. */
  readonly body: unknown;
}

/** What goes wrong with one request. */
export type Fault =
  /** An error answer; `headers` for instance `Retry-After`. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: { readonly [name: string]: string };
    }
  /** A 200 (charged) with other `data`: empty, partial, null. */
  | { readonly kind: 'data'; readonly data: unknown }
  /** Any body at all: HTML, half a JSON, nothing. Default status 200. */
  | { readonly kind: 'body'; readonly body: string; readonly status?: number }
  /** The right answer after so many ms more. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** The connection is reset before a byte of the answer. */
  | { readonly kind: 'reset' }
  /** No answer until the client gives up or the server closes. */
  | { readonly kind: 'hang' };

/** Decides for each request (one with a good key, within its limits) whether something goes wrong with it. */
export type FaultPlan = (request: AskedRequest) => Fault | undefined;
