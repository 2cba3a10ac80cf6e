import type { Environment } from '../environment.ts';
import { createHttp, readText } from '../http/http.ts';
import { HttpProblem } from '../http/problem.ts';
import { type HeartbeatAddresses, heartbeatAddresses } from './heartbeat-address.ts';

/** Pings an address outside, so that somebody notices when no run comes at all. */
export interface Heartbeat {
  /** @returns what went wrong, in whole sentences, without the address */
  ping(event: keyof HeartbeatAddresses): Promise<readonly string[]>;
}

/** One that nobody listens to. */
export const NO_HEARTBEAT: Heartbeat = { ping: async () => [] };

const TIMEOUT_MS = 10_000;
const TOTAL_TIMEOUT_MS = 25_000;

/** @param variable the NAME of the variable that holds the address, which is a secret */
export function openHeartbeat(variable: string, { secret, redactAnswer }: Environment): Heartbeat {
  const redact = redactAnswer([variable]);
  const address = secret(variable);
  if (address === undefined)
    return brokenHeartbeat(
      `\`heartbeat-env\` names the secret ${variable}, which is not set: put the address of your dead-man service into it`,
    );
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address))
    return brokenHeartbeat(
      `the secret ${variable}, which \`heartbeat-env\` names, is not an http(s) address`,
    );
  const { username, password } = new URL(address);
  if (username !== '' || password !== '')
    return brokenHeartbeat(
      `the secret ${variable}, which \`heartbeat-env\` names, has a name or a password before its host: use the service’s ping address`,
    );
  const addresses = heartbeatAddresses(address);
  const http = createHttp({ timeout: TIMEOUT_MS, totalTimeout: TOTAL_TIMEOUT_MS });
  return {
    ping: async (event) => {
      const url = addresses[event];
      if (url === undefined) return [];
      try {
        await readText(() => http.get(url), redact);
        return [];
      } catch (error) {
        if (!(error instanceof HttpProblem)) throw error;
        return [
          redact(`the heartbeat address in ${variable} did not take the ping (${event}): ${error.message}`),
        ];
      }
    },
  };
}

/** Says once a run what is wrong with its set-up. */
function brokenHeartbeat(message: string): Heartbeat {
  return { ping: async (event) => (event === 'start' ? [message] : []) };
}
