import type { RequestError } from '@octokit/request-error';
import type { Notification } from '../../alerts/outbox.ts';
import { NO_ANSWER_STATUS } from '../../github/error-text.ts';
import { isRequestError } from '../../github/request-error.ts';
import { brokenSink, failed, type SinkFactory } from '../channel/sink.ts';
import { glossaryUrl } from '../message/glossary.ts';
import type { IssueChannel } from './config.ts';
import type { IssueContext } from './deliver-alert.ts';
import type { Asked } from './read-requests.ts';
import { refusalText } from './refusal.ts';

type Work = typeof import('./work.ts');

/**
 * One GitHub issue an episode: created once, found again by its hidden marker, kept current, commented when its phase
 * changes, closed when the episode is over. A digest is an issue too. docs/issues.md says what people see.
 */
export const issueSink: SinkFactory<IssueChannel> = (
  channel,
  { environment, timezone, recent, timeoutMs, ask },
) => {
  const { github } = environment;
  const redact = environment.redactAnswer(['GITHUB_TOKEN']);
  const [owner, repo, ...rest] = (github.repository ?? '').split('/');
  if (github.token === undefined) {
    return brokenSink(NO_TOKEN);
  }
  if (!owner || !repo || rest.length > 0)
    return brokenSink('GITHUB_REPOSITORY must name the repository as owner/name');
  const access = { ...github, token: github.token };
  let opened: IssueContext | undefined;
  const deskWith = ({ createGithub }: Work): IssueContext => {
    opened ??= {
      place: { github: createGithub(access, timeoutMs, ask), owner, repo },
      channel,
      timezone,
      recent,
      glossary: glossaryUrl(`${github.serverUrl}/${owner}/${repo}`),
    };
    return opened;
  };
  /** What GitHub says against it, in words; undefined when all went well. */
  const refusal = async (
    act: (desk: IssueContext, work: Work) => Promise<void>,
  ): Promise<RequestError | string | undefined> => {
    const work = await import('./work.ts');
    try {
      await act(deskWith(work), work);
      return undefined;
    } catch (error) {
      if (isRequestError(error)) return error;
      if (error instanceof work.UnexpectedAnswerError) return error.message;
      throw error;
    }
  };
  const words = (error: RequestError | string): string =>
    typeof error === 'string' ? error : refusalText(error, redact);
  let asked: readonly Asked[] = [];
  return {
    deliver: async (notification) => {
      let receipt = '';
      const error = await refusal(async (desk, work) => {
        receipt = await tell(work, desk, notification);
      });
      if (error === undefined) return { kind: 'delivered', notification: notification.id, receipt };
      const isDown = isRequestError(error) && error.status === NO_ANSWER_STATUS;
      return failed(notification.id, words(error), isDown ? { scope: 'channel' } : {});
    },
    openMessages: {
      readStatuses: async (stories) => {
        if (stories.length === 0) return { statuses: [], warnings: [] };
        let openIssues: Awaited<ReturnType<Work['readIssueRequests']>> = {
          statuses: [],
          asked: [],
          warnings: [],
        };
        const error = await refusal(async ({ place }, { readIssueRequests }) => {
          openIssues = await readIssueRequests(place, stories);
        });
        asked = openIssues.asked;
        const warnings =
          error === undefined ? [] : [`What people did with the issues could not be read: ${words(error)}.`];
        return { statuses: openIssues.statuses, warnings: [...openIssues.warnings, ...warnings] };
      },
      refresh: async (statuses, health = []) => {
        if (statuses.length + health.length === 0) return [];
        const now = Math.max(...[...statuses, ...health].map(({ at }) => Date.parse(at)));
        const error = await refusal(async (desk, { answerRequests, refreshHealth, refreshIssues }) => {
          await answerRequests(desk, asked, now);
          await refreshIssues(desk, statuses);
          await refreshHealth(desk, health);
        });
        return error === undefined ? [] : [`The issues could not be brought up to date: ${words(error)}.`];
      },
      closeOrphans: async (known, now) => {
        const error = await refusal(({ place }, work) => work.closeOrphans(place, known, now));
        return error === undefined
          ? []
          : [`Issues of breakouts that are not on record could not be closed: ${words(error)}.`];
      },
    },
  };
};

const NO_TOKEN =
  'no GITHUB_TOKEN: a workflow has to pass it to this step, as .github/workflows/track.yml does; on your own machine put a ' +
  'fine-grained token with "Issues: read and write" into GITHUB_TOKEN, and owner/name into GITHUB_REPOSITORY';

function tell(work: Work, desk: IssueContext, notification: Notification): Promise<string> {
  if (notification.kind === 'alert') return work.deliverAlert(desk, notification.alert);
  if (notification.kind === 'health') return work.deliverHealth(desk, notification.notice);
  const { id, digest } = notification;
  return digest.kind === 'held' ? work.deliverDeferred(desk, id, digest) : work.deliverWeek(desk, id, digest);
}
