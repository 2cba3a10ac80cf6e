import { createHttp, readText } from '../../http/http.ts';
import { HttpProblem } from '../../http/problem.ts';
import type { Target } from '../source/source.ts';
import { createScavioClient } from './client.ts';
import { readNumbers } from './numbers.ts';
import { type ScavioSettings, unusableKey } from './settings.ts';

/** What Scavio says of the account when it is asked for nothing that costs. */
export type AccountAnswer =
  | { readonly kind: 'no-key' }
  | { readonly kind: 'unusable-key' }
  /** `left`: the credits, where it says so. */
  | { readonly kind: 'accepted'; readonly left?: number }
  | { readonly kind: 'failed'; readonly status: number | undefined; readonly message: string };

/** What Scavio says of one hashtag. */
export type HashtagAnswer =
  | { readonly kind: 'no-key' }
  | { readonly kind: 'answered'; readonly views: number; readonly creditsUsed: number }
  /** It answered, but not with numbers. */
  | { readonly kind: 'none'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

/** Asks for the balance, which is free. */
export async function askAccount({ apiKey, baseUrl, redactAnswer }: ScavioSettings): Promise<AccountAnswer> {
  if (apiKey === undefined) return { kind: 'no-key' };
  if (unusableKey(apiKey) !== undefined) return { kind: 'unusable-key' };
  const http = createHttp({ timeout: 15_000, totalTimeout: 45_000 });
  const address = new URL('api/v1/usage', baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);
  const headers = { authorization: `Bearer ${apiKey}` };
  try {
    const left = creditsLeft(await readText(() => http.get(address, { headers }), redactAnswer));
    return { kind: 'accepted', ...(left !== undefined && { left }) };
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    return { kind: 'failed', status: error.status, message: error.message };
  }
}

/** The body of the free question is not documented, so whatever it says is optional. */
function creditsLeft(text: string): number | undefined {
  const body = parsed(text);
  const places = [body, field(body, 'data')];
  const names = ['credits_remaining', 'remaining_credits', 'credits_left', 'remaining'];
  const counts = places.flatMap((place) => names.map((name) => field(place, name)));
  return counts.find(isCount);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
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
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

/** Asks for one hashtag, which costs one credit. */
export async function askHashtag(
  { apiKey, baseUrl, redact, redactAnswer }: ScavioSettings,
  target: Target,
): Promise<HashtagAnswer> {
  if (apiKey === undefined || unusableKey(apiKey) !== undefined) return { kind: 'no-key' };
  const client = createScavioClient({ baseUrl, apiKey, redact, redactAnswer });
  try {
    const answer = readNumbers(await client.hashtag(target));
    if (answer.kind === 'none') return { kind: 'none', message: redactAnswer(answer.message) };
    return { kind: 'answered', views: answer.numbers.views, creditsUsed: client.credits().used };
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    return { kind: 'failed', message: error.message };
  } finally {
    client.end();
  }
}
