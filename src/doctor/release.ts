import { z } from 'zod';
import type { Environment } from '../environment.ts';
import { createGithub } from '../github/client.ts';
import { errorTextOf } from '../github/error-text.ts';
import { isRequestError } from '../github/request-error.ts';
import { HOME, PLACE, VERSION } from '../program.ts';
import { isNewer } from '../text/version.ts';
import { type Check, ok, quoted, unchecked, warning } from './finding.ts';

const releaseAnswer = z.object({ tag_name: z.string() });

/** Whether a newer release is out. Only GitHub is asked, with the token that is there; without one nobody is. */
export async function checkRelease({ github, redact }: Environment): Promise<Check> {
  const { token } = github;
  const running = `this is ${VERSION}`;
  if (token === undefined)
    return unchecked('version', `${running}; without GITHUB_TOKEN it cannot look for a newer one`);
  const [owner = '', repo = ''] = HOME.split('/');
  try {
    const { data } = await createGithub({ ...github, token }).rest.repos.getLatestRelease({ owner, repo });
    const { tag_name: newest } = releaseAnswer.parse(data);
    if (!isNewer(newest, VERSION)) return ok('version', `${running}, the newest release`);
    return warning(
      'version',
      `${running}; ${quoted(newest)} is out`,
      PLACE === 'thin'
        ? "merge Dependabot's pull request, or put the commit of that release behind each `uses:` line of .github/workflows"
        : 'Actions → Update → Run workflow, or npm run update: docs/updating.md says what happens',
    );
  } catch (error) {
    if (error instanceof z.ZodError)
      return unchecked('version', `${running}; GitHub named no newest release`);
    if (!isRequestError(error)) throw error;
    const why =
      error.status === 404
        ? 'no release is published'
        : `GitHub could not be asked (${quoted(errorTextOf(error, redact))})`;
    return unchecked('version', `${running}; ${why}`);
  }
}
