import { HttpProblem } from './problem.ts';

/** No answer that this program asks for is larger: a hundred issues of GitHub's largest size are 7 MB. */
const BODY_BYTES_MAX = 16e6;

/** Statuses whose answers have no body, and may not be made with one. */
const EMPTY_STATUSES: readonly number[] = [101, 204, 205, 304];

/** Whether an answer with such a status has no body. */
export function isEmptyStatus(status: number): boolean {
  return EMPTY_STATUSES.includes(status);
}

/**
 * An answer with its whole body read. It is read within the request, so that the request's own deadline ends a body that
 * dribbles or stops, and a flood is cut off once, whatever its status.
 * @throws {HttpProblem} for a body of more than 16 MB
 */
export async function withWholeBody(response: Response): Promise<Response> {
  return answerWith(response, await wholeBody(response));
}

/** An answer with its body replaced, but for those that have none. */
export function answerWith({ status, statusText, headers }: Response, body: Buffer): Response {
  return new Response(isEmptyStatus(status) ? null : body, { status, statusText, headers });
}

/** The body of an answer. @throws {HttpProblem} for one of more than 16 MB */
export async function wholeBody(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the stream, which closes the connection.
    if (bytes > BODY_BYTES_MAX) throw new HttpProblem('an answer without an end: more than 16 MB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
