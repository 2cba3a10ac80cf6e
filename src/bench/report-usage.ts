import { subscribe } from 'node:diagnostics_channel';
import { writeSync } from 'node:fs';

/**
 * Loaded into a measured process with `node --import`: at its end it writes one line of JSON about itself to file
 * descriptor 3. Times in ms, memory in bytes, as getrusage(2) counts them for the whole process.
 */

/** Node's own `fetch` tells of each request on this channel before it is sent. */
const REQUEST_CREATED = 'undici:request:create';

reportUsage();

function reportUsage(): void {
  let firstRequest: { readonly cpuMs: number; readonly wallMs: number } | undefined;
  let requests = 0;
  subscribe(REQUEST_CREATED, () => {
    requests += 1;
    if (firstRequest !== undefined) return;
    const { user, system } = process.cpuUsage();
    firstRequest = { cpuMs: (user + system) / 1000, wallMs: performance.now() };
  });
  process.once('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const cpuMs = (userCPUTime + systemCPUTime) / 1000;
    writeSync(3, `${JSON.stringify({ cpuMs, peakBytes: maxRSS * 1024, firstRequest, requests })}\n`);
  });
}
