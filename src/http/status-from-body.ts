import type { AfterResponseHook } from 'ky';
import { isEmptyStatus } from './body.ts';

/** What an answer says in its body only. */
export interface InBody {
  /** The status that it should have come with. */
  readonly status?: number;
  /** How long to wait before the request is repeated, in seconds. */
  readonly retryAfterSeconds?: number;
}

/**
 * Some places say in the body what HTTP has a status and headers for: that a request failed, or when to come again. This
 * puts it where the client looks for it.
 * @param read gets the status and the body, parsed where it is JSON
 */
export function statusFromBody(read: (status: number, body: unknown) => InBody): AfterResponseHook {
  return async ({ response }) => {
    const text = await response.text();
    const { status = response.status, retryAfterSeconds } = read(response.status, parsed(text));
    const headers = new Headers(response.headers);
    // The header takes whole seconds.
    if (retryAfterSeconds !== undefined) headers.set('retry-after', String(Math.ceil(retryAfterSeconds)));
    return new Response(isEmptyStatus(status) ? null : text, { status, headers });
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
