/** A real HTTP server in the role of whoever gets messages: it gives the answers it was set up with and keeps what it was sent. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/**
 * What one request is answered with: `reset` ends the connection, `hang` never answers, `stall` stops after the headers,
 * `dribble` goes on and on in small pieces.
 */
export type ReceiverReply =
  | 'reset'
  | 'hang'
  | 'stall'
  | 'dribble'
  | {
      readonly status: number;
      readonly body?: string | Buffer;
      readonly headers?: Readonly<Record<string, string>>;
    };

export interface Receiver {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  readonly requests: readonly ReceivedRequest[];
  close(): Promise<void>;
}

/**
 * Starts a receiver.
 * @param replies given one after the other, the last one again and again; or made for each request as it comes
 */
export async function startReceiver(
  replies: readonly ReceiverReply[] | ((request: ReceivedRequest) => ReceiverReply),
): Promise<Receiver> {
  const requests: ReceivedRequest[] = [];
  const replyTo = (request: ReceivedRequest, index: number): ReceiverReply =>
    typeof replies === 'function'
      ? replies(request)
      : (replies[Math.min(index, replies.length - 1)] ?? { status: 204 });
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const received = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
      const reply = replyTo(received, requests.length);
      requests.push(received);
      if (reply === 'hang') return;
      if (reply === 'stall' || reply === 'dribble') {
        response.writeHead(200).write(' ');
        if (reply === 'stall') return;
        const pieces = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(pieces));
        return;
      }
      if (reply === 'reset') {
        request.socket.resetAndDestroy();
        return;
      }
      response.writeHead(reply.status, reply.headers);
      response.end(reply.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
