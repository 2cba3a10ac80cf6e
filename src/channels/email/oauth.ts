import { createHttp, readText } from '../../http/http.ts';
import type { Redact } from '../../http/redact/redact.ts';

/** How a mail server's sign-in service gives out a token: RFC 6749, sections 4.4 (client credentials) and 6 (refresh). */
export interface MailAccess {
  readonly tokenUrl: string;
  /** What is posted there; it holds secrets. */
  readonly parameters: Readonly<Record<string, string>>;
  /** Whose mailbox; absent where the address of the server says it. */
  readonly user?: string;
}

export type ReadAccess =
  | { readonly kind: 'access'; readonly access: MailAccess }
  /** `message` goes on from "the secret NAME", and holds nothing of it. */
  | { readonly kind: 'unusable'; readonly message: string };

const GOOGLE = 'https://oauth2.googleapis.com/token';
const MICROSOFT_SCOPE = 'https://outlook.office365.com/.default';

/**
 * Reads a secret in JSON: `clientId`, `clientSecret`, and `refreshToken` where somebody has signed in; without one it is by
 * client credentials. `tenant` is Microsoft's, `tokenUrl` any other's. Names may be written `client_id` too.
 */
export function readAccess(secret: string): ReadAccess {
  const unusable = (message: string): ReadAccess => ({ kind: 'unusable', message });
  const fields = fieldsOf(secret);
  if (fields === undefined) return unusable(`is not JSON: write it as ${SHAPE}`);
  const {
    clientid: clientId,
    clientsecret: clientSecret,
    refreshtoken: refreshToken,
    tenant,
    scope,
    user,
  } = fields;
  const isGoogle = clientId?.endsWith('.apps.googleusercontent.com') === true;
  const tokenUrl =
    fields.tokenurl ??
    fields.accessurl ??
    fields.tokenuri ??
    (tenant !== undefined
      ? `https://login.microsoftonline.com/${encodeURIComponent(tenant)}/oauth2/v2.0/token`
      : isGoogle
        ? GOOGLE
        : undefined);
  if (clientId === undefined) return unusable(`has no clientId: write it as ${SHAPE}`);
  if (clientSecret === undefined && refreshToken === undefined)
    return unusable(`has neither a clientSecret nor a refreshToken: write it as ${SHAPE}`);
  if (tokenUrl === undefined || !/^https?:\/\//.test(tokenUrl) || !URL.canParse(tokenUrl))
    return unusable(`has no tenant, and no tokenUrl either: write it as ${SHAPE}`);
  const asked = refreshToken === undefined ? (scope ?? MICROSOFT_SCOPE) : scope;
  const parameters = {
    client_id: clientId,
    ...(clientSecret !== undefined && { client_secret: clientSecret }),
    ...(refreshToken === undefined
      ? { grant_type: 'client_credentials' }
      : { grant_type: 'refresh_token', refresh_token: refreshToken }),
    ...(asked !== undefined && { scope: asked }),
  };
  return { kind: 'access', access: { tokenUrl, parameters, ...(user !== undefined && { user }) } };
}

const SHAPE = '{"tenant":"…","clientId":"…","clientSecret":"…"} (docs/email.md#without-a-password)';

function fieldsOf(secret: string): Readonly<Record<string, string | undefined>> | undefined {
  try {
    const value: unknown = JSON.parse(secret);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const texts = Object.entries(value).filter(([, text]) => typeof text === 'string' && text !== '');
    return Object.fromEntries(
      texts.map(([name, text]) => [name.toLowerCase().replaceAll(/[^a-z]/g, ''), String(text)]),
    );
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * A token for the mail server, which lives for about an hour.
 * @returns undefined where the service answers without one
 * @throws {HttpProblem} as the service refuses
 */
export async function fetchToken(
  { tokenUrl, parameters }: MailAccess,
  redact: Redact,
  timeoutMs: number,
): Promise<string | undefined> {
  const http = createHttp({ timeout: timeoutMs, totalTimeout: 2 * timeoutMs });
  const body = new URLSearchParams(parameters);
  const headers = { accept: 'application/json' };
  const answer: unknown = JSON.parse(await readText(() => http.post(tokenUrl, { body, headers }), redact));
  if (typeof answer !== 'object' || answer === null || !('access_token' in answer)) return undefined;
  return typeof answer.access_token === 'string' ? answer.access_token : undefined;
}
