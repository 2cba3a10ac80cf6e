import { type Environment, EnvironmentError, httpAddress } from '../../environment.ts';
import type { Redact } from '../../http/redact/redact.ts';
import { SOURCE } from '../source/about.ts';

/** What the environment says of the Scavio account. */
export interface ScavioSettings {
  readonly apiKey?: string;
  readonly baseUrl: string;
  /** Requests in flight that the account allows; absent: found out from its answers. */
  readonly requestsInFlight?: number;
  /** For strangers' text that is kept. */
  readonly redact: Redact;
  /** For what Scavio says. */
  readonly redactAnswer: Redact;
}

/** @throws {EnvironmentError} */
export function scavioSettings({ secret, redact, redactAnswer }: Environment): ScavioSettings {
  const apiKey = secret(SOURCE.keyVariable);
  const inFlight = requestsInFlight(secret('SCAVIO_REQUESTS_IN_FLIGHT'));
  return {
    ...(apiKey !== undefined && { apiKey }),
    baseUrl: httpAddress('SCAVIO_BASE_URL', secret('SCAVIO_BASE_URL') ?? 'https://api.scavio.dev'),
    ...(inFlight !== undefined && { requestsInFlight: inFlight }),
    redact,
    redactAnswer: redactAnswer([SOURCE.keyVariable]),
  };
}

/** Scavio's largest plan allows so many (docs/scavio.md, "Limits and price"). */
const IN_FLIGHT_ALLOWED_MAX = 50;

function requestsInFlight(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const count = /^\d+$/.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= IN_FLIGHT_ALLOWED_MAX) return count;
  throw new EnvironmentError(
    `SCAVIO_REQUESTS_IN_FLIGHT takes a number from 1 to ${IN_FLIGHT_ALLOWED_MAX}: how many requests your Scavio plan ` +
      'allows at once. Leave it out, and the program finds out by itself',
  );
}

/** Why a key cannot be sent at all, without the key; a header takes visible ASCII only: RFC 9110, section 5.5. */
export function unusableKey(key: string): string | undefined {
  return /^[!-~]+$/.test(key)
    ? undefined
    : 'SCAVIO_API_KEY holds a line break, a space or a letter that no key has: copy the key again, and nothing beside it';
}
