import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { DEFAULT_SECRETS } from '../../channels/registry.ts';
import { CHECK_MARKER, checkComment } from '../../check/comment-text.ts';
import { readEnvironment } from '../../environment.ts';
import { CommandFailure } from '../../failure.ts';
import { createGithub } from '../../github/client.ts';
import { isRequestError } from '../../github/request-error.ts';
import { upsertComment } from '../../github/upsert-comment.ts';
import type { TextOut } from '../../text/text-out.ts';
import { githubRepositoryOf } from './repository-access.ts';

export interface CommentOptions {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly out: TextOut;
}

const payload = z.object({
  pull_request: z.object({
    number: z.int().min(1),
    head: z.object({ sha: z.string().regex(/^[0-9a-f]{40}$/) }),
  }),
});

/**
 * Keeps the one comment on a pull request current. The report comes in the variable REPORT, from a job that had no rights;
 * here it is text and nothing else.
 * @throws {CommandFailure} when GitHub does not answer
 */
export async function commentCommand({ variables, out }: CommentOptions): Promise<number> {
  const environment = readEnvironment(variables, DEFAULT_SECRETS);
  const place = githubRepositoryOf(environment, createGithub);
  const event = payload.parse(JSON.parse(await readFile(variables.GITHUB_EVENT_PATH ?? '', 'utf8')));
  const { number, head } = event.pull_request;
  const { serverUrl, runId } = environment.github;
  const runUrl = `${serverUrl}/${place.owner}/${place.repo}/actions/runs/${runId ?? ''}`;
  const body = checkComment(variables.REPORT ?? '', { commit: head.sha, runUrl });
  try {
    const url = await upsertComment(place.github, { ...place, number }, { marker: CHECK_MARKER, body });
    out.write(`The comment says so: ${url}\n`);
    return 0;
  } catch (error) {
    if (!isRequestError(error)) throw error;
    // Such as the pull requests of Dependabot, whose token may only read.
    if (error.status === 403) {
      out.write('This run may not comment. The report stands in the summary of the job "Check".\n');
      return 0;
    }
    throw new CommandFailure(environment.redact(`GitHub did not take the comment (HTTP ${error.status})`), {
      cause: error,
    });
  }
}
