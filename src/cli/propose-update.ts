import type { Environment } from '../environment.ts';
import { CommandFailure } from '../failure.ts';
import { createGithub } from '../github/client.ts';
import { errorTextOf } from '../github/error-text.ts';
import { isRequestError } from '../github/request-error.ts';
import type { TextOut } from '../text/text-out.ts';
import { type ProposedUpdate, proposeUpdate } from '../update/propose.ts';
import { updateReport } from '../update/report.ts';
import type { Update } from '../update/update.ts';
import { jobGit } from './input/job-git.ts';
import { addToSummary } from './output/summary-file.ts';
import { githubRepositoryOf } from './workflow-steps/repository-access.ts';

export interface ProposeUpdateOptions {
  readonly folder: string;
  readonly environment: Environment;
  readonly update: Update;
  readonly people: TextOut;
  /** Whether conflicts stand in the way that nobody has decided. */
  readonly stopped: 'stopped' | 'free';
}

/** Opens the pull request of an update, and says in the job summary what became of it. @returns the exit code */
export async function proposeUpdateCommand(options: ProposeUpdateOptions): Promise<number> {
  const { environment, update, people, stopped } = options;
  const tell = async (headline: string, body: string): Promise<void> => {
    people.write(`${headline}\n`);
    const { stepSummary, redact } = environment;
    const unwritten = stepSummary && (await addToSummary(stepSummary, redact(`### ${headline}\n\n${body}`)));
    if (unwritten) people.write(`${unwritten}\n`);
  };
  if (stopped === 'stopped') {
    const files = update.conflicts.map(({ path }) => path).join(', ');
    await tell(`Nothing was proposed: conflicts in ${files}`, `${updateReport(update)}\n${DECIDE}`);
    return 1;
  }
  const result = await propose(options);
  const { headline, body, code } = resultText(result, update);
  await tell(headline, body);
  return code;
}

const DECIDE =
  'Start this workflow again and choose under **Conflicts** whose lines count: `mine` keeps yours, `new` takes the new ' +
  'version’s.\n';

async function propose({ folder, environment, update }: ProposeUpdateOptions): Promise<ProposedUpdate> {
  const place = githubRepositoryOf(environment, createGithub);
  const branch = (await update.copy.git('symbolic-ref', '--short', 'HEAD')).trim();
  const push = jobGit(folder, environment);
  try {
    return await proposeUpdate(update, { place, push, branch, serverUrl: environment.github.serverUrl });
  } catch (error) {
    if (!isRequestError(error)) throw error;
    const said = errorTextOf(error, environment.redact);
    throw new CommandFailure(`GitHub refused the pull request of the update (${said})`, { cause: error });
  }
}

interface ResultText {
  readonly headline: string;
  readonly body: string;
  readonly code: number;
}

function resultText(result: ProposedUpdate, { to }: Update): ResultText {
  switch (result.kind) {
    case 'proposed': {
      const rest = result.workflows === 'included' ? '' : ', without its workflow files: see there';
      return {
        headline: `The update to ${to} is proposed in #${result.number}${rest}`,
        body: result.body,
        code: 0,
      };
    }
    case 'there-already':
      return {
        headline: `The update to ${to} is proposed already, in #${result.number}`,
        body: 'If it was closed, reopen it there.\n',
        code: 0,
      };
    case 'not-permitted':
      return {
        headline: `The update to ${to} is on a branch; GitHub Actions may not open pull requests here`,
        body: `[Open the pull request yourself](${result.compareUrl}), or tick **Settings → Actions → General → Workflow permissions → Allow GitHub Actions to create and approve pull requests** and start this workflow again.\n\n${result.body}`,
        code: 0,
      };
    case 'workflows-only':
      return { headline: `All that is new in ${to} is in the workflow files`, body: result.body, code: 0 };
    case 'taken':
      return {
        headline: `Nothing was proposed: the branch ${result.branch} holds somebody's own commits`,
        body: 'Merge or delete that branch, then start this workflow again.\n',
        code: 1,
      };
  }
}
