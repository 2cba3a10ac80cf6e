import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply } from './scavio-account.ts';

/** A longer request ends its connection. */
const BODY_BYTES_MAX = 65_536;

/**
 * Sends a reply after its latency and hands it back; `leave` is called just before it goes out. A reply that hangs is
 * never sent. No timer outlives its connection.
 */
export function send(
  response: ServerResponse,
  reply: Reply,
  headers: { readonly [name: string]: string },
  latencyMs: number,
  leave: () => void = () => undefined,
): Reply {
  if (reply.kind === 'hang') return reply;
  const act = () => {
    // Left before the answer goes out, so that a client that has it may ask again at once.
    leave();
    if (reply.kind === 'reset') response.socket?.resetAndDestroy();
    else {
      response.writeHead(reply.status, { 'Content-Type': 'application/json', ...headers, ...reply.headers });
      response.end(reply.body);
    }
  };
  const delayMs = latencyMs + (reply.kind === 'answer' ? (reply.delayMs ?? 0) : 0);
  if (delayMs === 0) act();
  else {
    const timer = setTimeout(act, delayMs);
    response.once('close', () => clearTimeout(timer));
  }
  return reply;
}

/** Hands over the parsed body, its text where it is no JSON, or undefined where there is none. */
export function readBody(request: IncomingMessage, use: (body: unknown) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) request.destroy();
    else chunks.push(chunk);
  });
  request.on('end', () => {
    use(parseBody(Buffer.concat(chunks).toString('utf8')));
  });
}

function parseBody(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
