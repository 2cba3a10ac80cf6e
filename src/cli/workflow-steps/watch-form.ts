import { isUtf8 } from 'node:buffer';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { DEFAULT_SECRETS } from '../../channels/registry.ts';
import { scheduleIn } from '../../check/check-watchlist.ts';
import { reviewOf } from '../../check/review.ts';
import { checkSummary } from '../../check/summary.ts';
import { type Environment, readEnvironment } from '../../environment.ts';
import { CommandFailure } from '../../failure.ts';
import { createGit } from '../../git/git.ts';
import { createGithub } from '../../github/client.ts';
import { errorTextOf } from '../../github/error-text.ts';
import type { GithubRepository } from '../../github/repository.ts';
import { isRequestError } from '../../github/request-error.ts';
import type { TextOut } from '../../text/text-out.ts';
import { type IssueEvent, readIssueEvent } from '../../watch-form/event.ts';
import { judgeRequest } from '../../watch-form/judge.ts';
import { proposeRequest } from '../../watch-form/propose.ts';
import { recordFolder } from '../input/record-folder.ts';
import { githubRepositoryOf } from './repository-access.ts';

export interface WatchFormOptions {
  /** The checkout of the default branch. */
  readonly folder: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly now: number;
  readonly out: TextOut;
}

/** Judges the request of the issue that started this run. `hand` gets whether the next job may propose it. */
export async function judgeFormCommand(
  options: WatchFormOptions & { readonly hand: (go: 'go' | 'stop') => void },
): Promise<number> {
  return withRequest(options, async ({ place, event, watchlist }) => {
    const schedule = await scheduleIn(options.folder);
    const { kind, reason } = await judgeRequest(place, event, { watchlist, schedule });
    options.hand(kind);
    return `${kind === 'go' ? 'The change may be proposed' : 'Nothing is proposed'}: ${reason}.`;
  });
}

/** Opens the pull request for the issue that started this run. `warn` gets what an administrator has to switch on. */
export async function proposeFormCommand(
  options: WatchFormOptions & { readonly warn: (message: string) => void },
): Promise<number> {
  return withRequest(options, async ({ place, event, watchlist, environment }) => {
    const { folder, variables, now } = options;
    const git = createGit({ folder, redact: environment.redact });
    const check = async (text: string) => {
      const scratch = await mkdtemp(join(folder, 'proposal-'));
      try {
        const file = join(scratch, 'watchlist.yml');
        await writeFile(file, text);
        const { folder: records } = await recordFolder(folder, variables);
        const proposal = relative(folder, file);
        return checkSummary(await reviewOf({ folder, records, proposal, variables, now }));
      } finally {
        await rm(scratch, { recursive: true, force: true });
      }
    };
    const { serverUrl } = environment.github;
    const result = await proposeRequest({ place, git, event, watchlist, serverUrl, check });
    if (result.kind === 'proposed') return `Proposed in #${result.number}.`;
    if (result.kind === 'nothing') return `Nothing is proposed: ${result.reason}.`;
    options.warn(NOT_PERMITTED);
    return 'The change is on its branch, and the issue says how to go on.';
  });
}

const NOT_PERMITTED =
  'GitHub Actions may not open pull requests here: tick Settings → Actions → General → Workflow permissions → ' +
  'Allow GitHub Actions to create and approve pull requests';

interface Request {
  readonly place: GithubRepository;
  readonly event: IssueEvent;
  readonly watchlist: string;
  readonly environment: Environment;
}

async function withRequest(
  { folder, variables, out }: WatchFormOptions,
  act: (request: Request) => Promise<string>,
): Promise<number> {
  const environment = readEnvironment(variables, DEFAULT_SECRETS);
  const place = githubRepositoryOf(environment, createGithub);
  const event = await readIssueEvent(variables.GITHUB_EVENT_PATH ?? '');
  const bytes = await readFile(join(folder, 'watchlist.yml'));
  // Read as something else, it would be written back as something else.
  if (!isUtf8(bytes)) throw new CommandFailure('watchlist.yml is not a text file in UTF-8: mend it first');
  const watchlist = bytes.toString('utf8');
  try {
    out.write(`${await act({ place, event, watchlist, environment })}\n`);
    return 0;
  } catch (error) {
    if (!isRequestError(error)) throw error;
    const said = errorTextOf(error, environment.redact);
    throw new CommandFailure(`GitHub refused a step of the request in #${event.number} (${said})`, {
      cause: error,
    });
  }
}
