/** A sink for issues at work on a small GitHub, for the tests of what it does there. */
import { afterEach } from 'vitest';
import type { Alert } from '../../../src/alerts/alert.ts';
import type { Digest } from '../../../src/alerts/digest.ts';
import { type Delivery, type Notification, notificationsOf } from '../../../src/alerts/outbox.ts';
import type { OpenEpisode, OpenMessages, Sink } from '../../../src/channels/channel/sink.ts';
import type { ChartReading } from '../../../src/channels/issue/chart.ts';
import { issueSink } from '../../../src/channels/issue/sink.ts';
import { readEnvironment } from '../../../src/environment.ts';
import { type GithubApi, type GithubApiOptions, startGithubApi } from '../../../src/simulator/github/api.ts';

export const BOT = 'github-actions[bot]';
export const NOW = Date.parse('2026-11-23T10:05:00Z');

const apis: GithubApi[] = [];
afterEach(async () => {
  for (const api of apis.splice(0)) await api.close();
});

export interface Desk {
  readonly api: GithubApi;
  readonly sink: Sink;
  readonly openMessages: OpenMessages;
  /** Requests that change something. */
  writes(): readonly string[];
  /** Requests that only look. */
  reads(): readonly string[];
}

export interface DeskOptions extends GithubApiOptions {
  readonly assignees?: readonly string[];
  readonly readings?: readonly ChartReading[];
}

export async function startDesk({
  assignees = [],
  readings = [],
  ...options
}: DeskOptions = {}): Promise<Desk> {
  const api = await startGithubApi({ now: () => NOW, ...options });
  apis.push(api);
  const variables = { GITHUB_TOKEN: 'ghs_test', GITHUB_REPOSITORY: 'octo/radar', GITHUB_API_URL: api.url };
  const sink = sinkFor(variables, assignees, readings);
  if (sink.openMessages === undefined)
    throw new TypeError('Issues stay, so their sink has openMessages messages.');
  const asked = (isWrite: boolean): readonly string[] =>
    api.requests
      .filter(({ method }) => (method !== 'GET') === isWrite)
      .map(({ method, path }) => `${method} ${path.replace('/repos/octo/radar/', '')}`);
  return { api, sink, openMessages: sink.openMessages, writes: () => asked(true), reads: () => asked(false) };
}

export function sinkFor(
  variables: Readonly<Record<string, string>>,
  assignees: readonly string[] = [],
  readings: readonly ChartReading[] = [],
): Sink {
  const channel = { type: 'issue', name: 'issues', labels: ['breakout'], assignees } as const;
  return issueSink(channel, {
    environment: readEnvironment(variables, []),
    timezone: 'UTC',
    recent: async (hashtag) => readings.map((reading) => ({ ...reading, hashtag })),
  });
}

export function owed(alert: Alert): Notification {
  const [notification] = notificationsOf(alert, ['issues'], NOW);
  if (notification === undefined) throw new RangeError('One channel is owed one notification.');
  return notification;
}

export function owedDigest(digest: Digest, id = 'digest-20261123T1000Z/issues'): Notification {
  return { kind: 'digest', id, channel: 'issues', owedAt: NOW, attempts: 0, nextAttemptAt: NOW, digest };
}

export function storyOf({ hashtag, episode, openedAt, leader }: Alert): OpenEpisode {
  return { hashtag, episode, openedAt, ...(leader !== undefined && { leader }) };
}

export const message = (delivery: Delivery): string => (delivery.kind === 'failed' ? delivery.message : '');
export const receipt = (delivery: Delivery): string =>
  delivery.kind === 'delivered' ? delivery.receipt : '';
