/** What the peers of the chat places share. */
import type { z } from 'zod';
import type { SinkContext } from '../../../src/channels/channel/sink.ts';
import { readEnvironment } from '../../../src/environment.ts';
import type { PlaceAnswer } from '../../support/place-server.ts';

/** A sink's context with these secrets, in a repository whose links the contract knows as ours. */
export function contextWith(
  variables: Readonly<Record<string, string>>,
  timeoutMs: number | undefined,
): SinkContext {
  const github = { GITHUB_SERVER_URL: 'https://github.example', GITHUB_REPOSITORY: 'owner/radar' };
  return {
    environment: readEnvironment({ ...variables, ...github }, Object.keys(variables)),
    timezone: 'UTC',
    recent: async () => [],
    ...(timeoutMs !== undefined && { timeoutMs }),
  };
}

/** How a place refuses a request that breaks its rules. */
export function refusal(status: number, body: string, complaint: string): PlaceAnswer {
  return { status, body, complaints: [complaint] };
}

/** The first thing that a schema has against a value. */
export function objection({ issues }: z.ZodError): string {
  const [first] = issues;
  return `${first?.path.join('.')}: ${first?.message}`;
}
