/** What goes wrong on the simulated GitHub, on demand. */

/** Which requests a fault meets: of those that match, the `at`-th from now (default 1), `times` in a row (default 1). */
export interface FaultPlace {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Tested against the path without the query. */
  readonly path?: RegExp;
  readonly at?: number;
  readonly times?: number;
}

export type GithubFault =
  | { readonly kind: 'status'; readonly status: number; readonly message?: string }
  /** 403 as a token without the permission gets it. */
  | { readonly kind: 'forbidden' }
  /** The hour's quota is used up until `resetSeconds` from now. */
  | { readonly kind: 'quota'; readonly status: 403 | 429; readonly resetSeconds: number }
  /** Too fast (the "secondary" limit). */
  | { readonly kind: 'too-fast'; readonly status: 403 | 429; readonly retryAfterSeconds: number }
  /** Refused, with a text that quotes all that was sent, the token included. */
  | { readonly kind: 'echo' }
  /** No answer ever comes, and nothing was done. */
  | { readonly kind: 'hang' }
  /** The connection dies and nothing was done. */
  | { readonly kind: 'cut' }
  /** The request is carried out, and the connection dies before the answer. */
  | { readonly kind: 'unanswered' };

export interface FaultAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface PendingFault {
  readonly fault: GithubFault;
  readonly place: FaultPlace;
  seen: number;
}

/** The fault that a request meets, if any; those before their turn come nearer. */
export function takeFault(
  faults: readonly PendingFault[],
  method: string,
  path: string,
): GithubFault | undefined {
  let taken: GithubFault | undefined;
  for (const pending of faults) {
    const { place } = pending;
    const matches = (place.method ?? method) === method && (place.path?.test(path) ?? true);
    if (!matches) continue;
    pending.seen += 1;
    const first = place.at ?? 1;
    if (pending.seen >= first && pending.seen < first + (place.times ?? 1)) taken ??= pending.fault;
  }
  return taken;
}

/** What a request that meets a fault is answered with. */
export function failWith(fault: GithubFault, now: number, sent: string): FaultAnswer {
  switch (fault.kind) {
    case 'status':
      return { status: fault.status, body: { message: fault.message ?? 'Server Error' } };
    case 'forbidden':
      return { status: 403, body: { message: 'Resource not accessible by integration' } };
    case 'quota': {
      const reset = String(Math.ceil(now / 1000) + fault.resetSeconds);
      const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
      return {
        status: fault.status,
        headers,
        body: { message: 'API rate limit exceeded for installation.' },
      };
    }
    case 'too-fast': {
      const message =
        'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
      return {
        status: fault.status,
        headers: { 'retry-after': String(fault.retryAfterSeconds) },
        body: { message },
      };
    }
    case 'echo':
      return { status: 400, body: { message: `refused: ${sent}` } };
    case 'cut':
    case 'hang':
    case 'unanswered':
      return { status: 0, body: null };
  }
}
