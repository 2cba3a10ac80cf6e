import { SIMULATED_KEY } from '../../src/simulator/scavio-server.ts';

/** Asks a simulated Scavio as a client does; `body` is sent as JSON, with the right key unless another is given. */
export function ask(url: string, path: string, body: unknown, key = SIMULATED_KEY): Promise<Response> {
  return fetch(`${url}/api/v1/tiktok/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Reads a value out of an answer by its keys; undefined where a key is missing. */
export function at(value: unknown, ...keys: readonly (string | number)[]): unknown {
  let inner = value;
  for (const key of keys) {
    if (typeof inner !== 'object' || inner === null) return undefined;
    inner = new Map<string, unknown>(Object.entries(inner)).get(String(key));
  }
  return inner;
}
