import type { Notification } from '../../../src/alerts/outbox.ts';
import { issueMarker } from '../../../src/channels/issue/markers.ts';
import { issueSink } from '../../../src/channels/issue/sink.ts';
import { readEnvironment } from '../../../src/environment.ts';
import { type GithubApi, type GithubRequest, startGithubApi } from '../../../src/simulator/github/api.ts';
import type { GithubFault } from '../../../src/simulator/github/faults.ts';
import type { Peer, Place, Seen } from '../contract.ts';

const TOKEN = 'ghs_T0PS3CRETT0KEN';

/** GitHub's issues. An issue carries the id of its episode, and a comment that of its news; a notification's own has no place. */
export const issuePlace: Place<GithubFault> = {
  name: 'issue',
  secrets: [TOKEN],
  reader: 'people',
  id: 'nowhere',
  silence: { kind: 'hang' },
  echo: { kind: 'echo' },
  troubles: [
    // What may have been done is not tried again at once: the next run looks first.
    {
      why: '502',
      troubles: [{ kind: 'status', status: 502 }],
      outcome: 'retry',
      attempts: 1,
      says: 'HTTP 502',
    },
    { why: 'a lost answer', troubles: [{ kind: 'unanswered' }], outcome: 'retry', attempts: 1 },
    { why: 'a broken connection', troubles: [{ kind: 'cut' }], outcome: 'retry', attempts: 1 },
    {
      why: 'no permission',
      troubles: [{ kind: 'forbidden' }],
      outcome: 'retry',
      attempts: 1,
      says: 'issues: write',
    },
    {
      why: 'issues switched off',
      troubles: [{ kind: 'status', status: 410 }],
      outcome: 'retry',
      attempts: 1,
      says: 'switched off',
    },
  ],
  start: async (troubles, timeoutMs) => {
    const api = await startGithubApi({ token: TOKEN });
    for (const [place, fault] of troubles.entries()) api.fail(fault, { method: 'POST', at: place + 1 });
    const variables = { GITHUB_TOKEN: TOKEN, GITHUB_REPOSITORY: 'octo/radar', GITHUB_API_URL: api.url };
    const sink = issueSink(
      { type: 'issue', name: 'issue', labels: [], assignees: [] },
      {
        environment: readEnvironment(variables, []),
        timezone: 'UTC',
        recent: async () => [],
        ...(timeoutMs !== undefined && { timeoutMs }),
      },
    );
    return {
      sink: { deliver: (notification) => sink.deliver(withIssue(api, notification)) },
      peer: peerOf(api),
    };
  },
};

/** News of an episode finds its issue, which an earlier run has made. */
function withIssue(api: GithubApi, notification: Notification): Notification {
  if (notification.kind !== 'alert' || notification.alert.kind === 'opened') return notification;
  const { episode, leader } = notification.alert;
  const body = issueMarker(leader?.episode ?? episode);
  api.seedIssue({ title: 'made before', body, login: 'github-actions[bot]' });
  return notification;
}

function peerOf(api: GithubApi): Peer {
  const posts = (): readonly GithubRequest[] => api.requests.filter(({ method }) => method === 'POST');
  return {
    get attempts() {
      return posts().map(({ path, body }) => `${path}\n${JSON.stringify(body)}`);
    },
    get taken() {
      return posts()
        .filter(({ status }) => status === 201)
        .map(({ body }) => seen(body));
    },
    complaints: [],
    close: api.close,
  };
}

/** A code span, whose text nothing within it can end, or the address of a link. */
const SPAN_OR_ADDRESS = /(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)|\]\(([^)]*)\)/g;
/** Whom or what GitHub would notify, link, draw or run outside of code. */
const LIVE = /(?<![\w/])@\w|(?<!\w)#\w|<\w|(?:https?:\/\/|www\.)\S+|\w@\w|:\w+:|\$[^ ]|\{\{/g;

/** An issue or a comment as GitHub shows it: hidden lines gone, code as it stands, and what is left in life. */
function seen(sent: unknown): Seen {
  const { title = '', body = '' } = Object(sent) as { readonly title?: string; readonly body?: string };
  const shown = body.replaceAll(/^<!-- .* -->$/gm, '');
  const links = [...shown.matchAll(SPAN_OR_ADDRESS)].flatMap(([, , , link]) => link ?? []);
  const text = shown.replaceAll(SPAN_OR_ADDRESS, (_all, _fence, code?: string) =>
    code === undefined ? ']' : code.replaceAll('\\|', '|'),
  );
  const outside = shown.replaceAll(SPAN_OR_ADDRESS, (_all, fence?: string) => fence ?? ']');
  return {
    text: `${title}\n${text}`,
    links,
    live: [...outside.matchAll(LIVE)].map(([found]) => found),
  };
}
