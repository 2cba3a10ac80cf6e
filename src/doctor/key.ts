import { broken, type Check, ok, quoted, unchecked, warning } from '../core/doctor/check.ts';
import { inferStep } from '../core/reading/step.ts';
import { formatShort, formatStep } from '../core/text/numbers.ts';
import type { Environment } from '../environment.ts';
import { createHttp, HttpProblem, readText } from '../http/http.ts';
import { createScavioClient, keyProblem } from '../sources/scavio/client.ts';
import { readNumbers } from '../sources/scavio/numbers.ts';
import type { Target } from '../sources/source.ts';

const NO_KEY =
  'put the key of your Scavio account into SCAVIO_API_KEY (in GitHub: Settings → Secrets and variables → Actions → New ' +
  'repository secret)';

/** The key, and the credits that are left where Scavio says so. The question is free. */
export async function checkKey({
  scavioApiKey: key,
  scavioBaseUrl,
  redact,
}: Environment): Promise<{ readonly check: Check; readonly left?: number }> {
  if (key === undefined) return { check: broken('key', 'SCAVIO_API_KEY is not set', NO_KEY) };
  if (keyProblem(key) !== undefined)
    return { check: broken('key', 'it holds a line break, a space or a letter that no key has', NO_KEY) };
  const http = createHttp({ timeout: 15_000, totalTimeout: 45_000 });
  const address = new URL('api/v1/usage', scavioBaseUrl.endsWith('/') ? scavioBaseUrl : `${scavioBaseUrl}/`);
  try {
    const text = await readText(
      () => http.get(address, { headers: { authorization: `Bearer ${key}` } }),
      redact,
    );
    const left = creditsLeft(text);
    return { check: ok('key', 'Scavio takes it'), ...(left !== undefined && { left }) };
  } catch (error) {
    if (error instanceof HttpProblem) return { check: refused(error) };
    throw error;
  }
}

function refused({ status, message }: HttpProblem): Check {
  switch (status) {
    case 401:
    case 403:
      return broken('key', `Scavio refuses it (${quoted(message)})`, `check its value: ${NO_KEY}`);
    case 402:
      return broken('key', `no credits are left (${quoted(message)})`, 'top up the account at Scavio');
    case 404:
    case 405:
      return unchecked(
        'key',
        `Scavio has no free question to ask it with any more (${quoted(message)})`,
        SPEND,
      );
    default:
      return warning(
        'key',
        `Scavio could not be asked: ${quoted(message)}`,
        'try again later; a run tries three times',
      );
  }
}

const SPEND = '--spend-a-credit asks for one hashtag, which costs one credit';

/** The body of the free question is not documented, so whatever it says is optional. */
function creditsLeft(text: string): number | undefined {
  const body = parsed(text);
  const places = [body, field(body, 'data')];
  const names = ['credits_remaining', 'remaining_credits', 'credits_left', 'remaining'];
  const counts = places.flatMap((place) => names.map((name) => field(place, name)));
  return counts.find((count) => typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) as
    | number
    | undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function field(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

/** Whether Scavio answers for a hashtag. Costs a credit, so it is done only when asked for. */
export async function checkAnswer(
  { scavioApiKey: apiKey, scavioBaseUrl: baseUrl, redact }: Environment,
  target: Target,
  consent: 'spend' | 'free',
): Promise<Check> {
  if (consent === 'free')
    return unchecked('answers', 'not tried whether Scavio answers for a hashtag', SPEND);
  if (apiKey === undefined || keyProblem(apiKey) !== undefined)
    return unchecked('answers', 'there is no key to ask with');
  const client = createScavioClient({ baseUrl, apiKey, redact });
  try {
    const answer = readNumbers(await client.hashtag(target));
    if (answer.kind === 'none')
      return broken(
        'answers',
        `for ${quoted(`#${target.hashtag}`)}: ${quoted(redact(answer.message))}`,
        'check its spelling, or put another hashtag first',
      );
    const { views } = answer.numbers;
    return ok(
      'answers',
      `${quoted(`#${target.hashtag}`)} has ${formatShort(views)} views (${formatStep(inferStep(views))}); ${client.credits().used} credit used`,
    );
  } catch (error) {
    if (error instanceof HttpProblem)
      return broken(
        'answers',
        `for ${quoted(`#${target.hashtag}`)}: ${quoted(error.message)}`,
        'docs/scavio.md, "Errors", says what that means',
      );
    throw error;
  } finally {
    client.end();
  }
}
