import { inferStep } from '../readings/step.ts';
import type { SourceExamination } from '../sources/registry.ts';
import { SOURCE } from '../sources/source/about.ts';
import type { Target } from '../sources/source/source.ts';
import { formatShort, formatStep } from '../text/numbers.ts';
import { broken, type Check, ok, quoted, unchecked, warning } from './finding.ts';
import type { Remedies } from './remedies.ts';

const { name: SOURCE_NAME, keyVariable: KEY, docs: DOCS } = SOURCE;
const NO_KEY =
  `put the key of your ${SOURCE_NAME} account into ${KEY} (in GitHub: Settings → Secrets and variables → Actions → New ` +
  'repository secret)';

/** The key, and the credits that are left where the source says so. The question is free. */
export async function checkKey(
  source: SourceExamination,
  remedies: Remedies,
): Promise<{ readonly check: Check; readonly left?: number }> {
  const answer = await source.account();
  switch (answer.kind) {
    case 'no-key':
      return { check: broken('key', `${KEY} is not set`, NO_KEY) };
    case 'unusable-key':
      return { check: broken('key', 'it holds a line break, a space or a letter that no key has', NO_KEY) };
    case 'accepted':
      return {
        check: ok('key', `${SOURCE_NAME} takes it`),
        ...(answer.left !== undefined && { left: answer.left }),
      };
    case 'failed':
      return { check: refused(answer, remedies) };
  }
}

function refused(
  { status, message }: { readonly status: number | undefined; readonly message: string },
  { spendCredit }: Remedies,
): Check {
  switch (status) {
    case 401:
    case 403:
      return broken('key', `${SOURCE_NAME} refuses it (${quoted(message)})`, `check its value: ${NO_KEY}`);
    case 402:
      return broken(
        'key',
        `no credits are left (${quoted(message)})`,
        `top up the account at ${SOURCE_NAME}`,
      );
    case 404:
    case 405:
      return unchecked(
        'key',
        `${SOURCE_NAME} has no free question to ask it with any more (${quoted(message)})`,
        spendCredit,
      );
    default:
      return warning(
        'key',
        `${SOURCE_NAME} could not be asked: ${quoted(message)}`,
        'try again later; a run tries three times',
      );
  }
}

/** Whether the source answers for a hashtag. Costs a credit, so it is done only when asked for. */
export async function checkAnswer(
  source: SourceExamination,
  target: Target,
  consent: 'spend' | 'free',
  { spendCredit }: Remedies,
): Promise<Check> {
  if (consent === 'free')
    return unchecked('answers', `not tried whether ${SOURCE_NAME} answers for a hashtag`, spendCredit);
  const answer = await source.hashtag(target);
  const name = quoted(`#${target.hashtag}`);
  switch (answer.kind) {
    case 'no-key':
      return unchecked('answers', 'there is no key to ask with');
    case 'none':
      return broken(
        'answers',
        `for ${name}: ${quoted(answer.message)}`,
        'check its spelling, or put another hashtag first',
      );
    case 'failed':
      return broken(
        'answers',
        `for ${name}: ${quoted(answer.message)}`,
        `${DOCS}, "Errors", says what that means`,
      );
    case 'answered':
      return ok(
        'answers',
        `${name} has ${formatShort(answer.views)} views (${formatStep(inferStep(answer.views))}); ${answer.creditsUsed} credit used`,
      );
  }
}
