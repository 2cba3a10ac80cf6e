/** The variable that the workflows hand on; `heartbeat-env` may name another. */
export const HEARTBEAT_VARIABLE = 'HEARTBEAT_URL';

/** The addresses at which a dead-man service learns how a run goes. */
export interface HeartbeatAddresses {
  /** Absent where the service has none. */
  readonly start?: string;
  readonly success: string;
  /** Absent where the service has none: it notices by the missing ping. */
  readonly failure?: string;
}

/** How a service is pinged, by its address. */
interface Service {
  readonly isOf: (host: string, path: string) => boolean;
  readonly start?: Change;
  readonly success?: Change;
  readonly failure?: Change;
}

/** What an address becomes: a part of the path more, or other parameters. */
type Change = { readonly path: string } | { readonly query: Readonly<Record<string, string>> };

const UUID = /\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/?$/i;

/** The first one that fits counts. Each row links the page that it follows. */
const SERVICES: readonly Service[] = [
  // https://cronitor.io/docs/telemetry-api
  {
    isOf: (host) => /(?:^|\.)cronitor\.(?:link|io)$/.test(host),
    start: { query: { state: 'run' } },
    success: { query: { state: 'complete' } },
    failure: { query: { state: 'fail' } },
  },
  // https://betterstack.com/docs/uptime/cron-and-heartbeat-monitor/
  { isOf: (_host, path) => /\/api\/v\d+\/heartbeat\/[^/]+\/?$/.test(path), failure: { path: 'fail' } },
  // https://docs.sentry.io/product/crons/getting-started/http/
  {
    isOf: (_host, path) => /^\/api\/\d+\/cron\/[^/]+\/[^/]+\/?$/.test(path),
    start: { query: { status: 'in_progress' } },
    success: { query: { status: 'ok' } },
    failure: { query: { status: 'error' } },
  },
  // https://github.com/louislam/uptime-kuma/wiki/API-Documentation
  {
    isOf: (_host, path) => /\/api\/push\/[^/]+\/?$/.test(path),
    success: { query: { status: 'up' } },
    failure: { query: { status: 'down' } },
  },
  // https://ohdear.app/docs/features/scheduled-tasks-monitoring
  {
    isOf: (host) => host === 'ping.ohdear.app',
    start: { path: 'starting' },
    success: { path: 'finished' },
    failure: { path: 'failed' },
  },
  // https://deadmanssnitch.com/docs
  { isOf: (host) => host === 'nosnch.in', failure: { query: { s: '1' } } },
  // https://healthchecks.io/docs/http_api/, at its own address or anybody's
  {
    isOf: (host, path) =>
      host === 'hc-ping.com' || UUID.test(path) || /\/ping\/[^/]+(?:\/[^/]+)?\/?$/.test(path),
    start: { path: 'start' },
    failure: { path: 'fail' },
  },
];

/** @param address an http(s) address; of an unknown service it is pinged as it stands, after good runs only */
export function heartbeatAddresses(address: string): HeartbeatAddresses {
  const { hostname, pathname } = new URL(address);
  const service = SERVICES.find(({ isOf }) => isOf(hostname, pathname));
  const of = (change: Change | undefined): string | undefined =>
    change === undefined ? undefined : changed(address, change);
  const [start, failure] = [of(service?.start), of(service?.failure)];
  return {
    success: of(service?.success) ?? address,
    ...(start !== undefined && { start }),
    ...(failure !== undefined && { failure }),
  };
}

function changed(address: string, change: Change): string {
  const url = new URL(address);
  if ('path' in change) url.pathname = `${url.pathname.replace(/\/$/, '')}/${change.path}`;
  else for (const [name, value] of Object.entries(change.query)) url.searchParams.set(name, value);
  return url.href;
}
