/** A local HTTP server that stands for a place where messages go: it reads and answers requests as that place does. */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReceivedRequest } from '../../src/simulator/receiver.ts';
import type { Peer, Seen } from '../channels/contract.ts';

/** What goes wrong with one request. `hang`: never an answer. `echo`: a refusal that quotes the whole request. */
export type HttpTrouble =
  | 'reset'
  | 'hang'
  | 'echo'
  | {
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
      /** Too fast: a request that comes sooner than this is a complaint. */
      readonly waitMs?: number;
    };

/** How a place answers a request that nothing goes wrong with. */
export interface PlaceAnswer {
  readonly status: number;
  readonly body: string;
  /** Absent when it was refused. */
  readonly seen?: Seen;
  /** Which rules the request broke. */
  readonly complaints: readonly string[];
}

export interface PlaceServer extends Peer {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
}

export async function startPlace(
  troubles: readonly HttpTrouble[],
  answer: (request: ReceivedRequest) => PlaceAnswer,
): Promise<PlaceServer> {
  const attempts: string[] = [];
  const taken: Seen[] = [];
  const complaints: string[] = [];
  let notBefore = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const received = { method, path, headers, body: Buffer.concat(chunks).toString() };
      const trouble = troubles[attempts.length];
      attempts.push(`${method} ${path}\n${received.body}`);
      // Timers may be a millisecond early.
      if (performance.now() < notBefore - 2) complaints.push('came sooner than it was told');
      if (trouble === 'hang') return;
      if (trouble === 'reset') {
        request.socket.resetAndDestroy();
      } else if (trouble === 'echo') {
        const quoted = `refused: ${path} ${JSON.stringify(headers)} ${received.body}`;
        response.writeHead(400, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ ok: false, error: quoted, message: quoted, description: quoted }));
      } else if (trouble !== undefined) {
        notBefore = performance.now() + (trouble.waitMs ?? 0);
        response.writeHead(trouble.status, trouble.headers);
        response.end(trouble.body);
      } else {
        const verdict = answer(received);
        complaints.push(...verdict.complaints);
        if (verdict.seen !== undefined) taken.push(verdict.seen);
        const type = verdict.body.startsWith('{') ? 'application/json' : 'text/plain';
        response.writeHead(verdict.status, { 'content-type': type });
        response.end(verdict.body);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    attempts,
    taken,
    complaints,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
