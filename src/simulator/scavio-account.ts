/** An answer before it is sent. */
export type Reply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: string;
      readonly headers?: { readonly [name: string]: string };
      readonly delayMs?: number;
    }
  | { readonly kind: 'reset' }
  | { readonly kind: 'hang' };

/** The form of `error` in error bodies: an object with code and message, or a plain string. */
export type ErrorBody = 'object' | 'string';

const CODES: { readonly [status: number]: string } = {
  400: 'invalid_request',
  401: 'unauthorized',
  402: 'insufficient_credits',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'payload_too_large',
  422: 'validation_error',
  429: 'rate_limit_exceeded',
  503: 'service_unavailable',
  504: 'upstream_timeout',
};

/** An error answer in Scavio's form; a 402 tells where to buy credits. */
export function errorReply(
  errorBody: ErrorBody,
  status: number,
  message: string,
  headers?: { readonly [name: string]: string },
): Reply {
  const error = errorBody === 'string' ? message : { code: CODES[status] ?? 'internal_error', message };
  const billing = status === 402 ? { billing_url: 'https://dashboard.scavio.example/billing' } : {};
  const body = JSON.stringify({ error, ...billing });
  return { kind: 'answer', status, body, ...(headers && { headers }) };
}

/** The credits of one key: every 200 of a TikTok call costs one. */
export interface Account {
  readonly used: () => number;
  readonly left: () => number;
  /** Charges one credit and puts it into the answer's frame around `data`. */
  readonly charge: (data: unknown) => Reply;
}

export function createAccount(credits: number): Account {
  let used = 0;
  return {
    used: () => used,
    left: () => credits - used,
    charge: (data) => {
      used += 1;
      // A call takes 1-1.6 s in life; the figure varies without a clock so that answers stay reproducible.
      const frame = { data, response_time: 1000 + ((used * 37) % 600), credits_used: 1 };
      const body = JSON.stringify({ ...frame, credits_remaining: credits - used });
      return { kind: 'answer', status: 200, body };
    },
  };
}
