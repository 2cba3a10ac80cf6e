import type { Environment } from '../../environment.ts';
import { secretFault } from '../channel/secret-fault.ts';
import type { WebhookChannel } from './config.ts';

/** Where a webhook's messages go, and by which headers the receiver knows them. */
export type WebhookTarget =
  | { readonly kind: 'usable'; readonly url: string; readonly headers: Readonly<Record<string, string>> }
  /** `message` says what to set, without what was set. */
  | { readonly kind: 'unusable'; readonly message: string };

/** Hosts that are this machine itself. */
const OWN_HOST = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Whether what is sent to this address can be read on its way: plain HTTP, and not to this machine itself. */
export function isReadableOnItsWay(address: string): boolean {
  const url = URL.parse(address.trim());
  return url?.protocol === 'http:' && !OWN_HOST.test(url.hostname);
}

/** The address, its login as HTTP's own (RFC 7617), and one header of the receiver's choice, all from secrets. */
export function webhookTarget({ urlEnv, headerEnv }: WebhookChannel, { secret }: Environment): WebhookTarget {
  const unusable = (message: string): WebhookTarget => ({ kind: 'unusable', message });
  const written = secret(urlEnv);
  if (written === undefined) return unusable(`set the secret ${urlEnv} to the address of the webhook`);
  const fault = secretFault(written);
  if (fault !== undefined) return unusable(`the secret ${urlEnv} ${fault}`);
  const url = /^https?:\/\//i.test(written) ? URL.parse(written) : null;
  if (url === null) return unusable(`the secret ${urlEnv} is not an http(s) address`);
  const login = loginOf(url);
  if (login === undefined)
    return unusable(
      `the secret ${urlEnv} has a % in its user or password that stands for nothing: write it as %25`,
    );
  const header = headerEnv === undefined ? {} : headerOf(headerEnv, secret(headerEnv));
  if (typeof header === 'string') return unusable(header);
  url.username = '';
  url.password = '';
  url.hash = '';
  return { kind: 'usable', url: url.href, headers: { ...login, ...header } };
}

function loginOf({ username, password }: URL): Readonly<Record<string, string>> | undefined {
  if (username === '' && password === '') return {};
  try {
    const login = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return { authorization: `Basic ${Buffer.from(login).toString('base64')}` };
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** A field's name and value: RFC 9110, sections 5.1 and 5.5. */
const HEADER = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)$/;

/** Those that this program sets, or HTTP itself. */
const RESERVED =
  /^(?:webhook-(?:id|timestamp|signature)|content-(?:type|length|encoding)|host|connection|transfer-encoding|expect|upgrade|te|trailer|keep-alive)$/i;

function headerOf(variable: string, line: string | undefined): Readonly<Record<string, string>> | string {
  if (line === undefined)
    return `set the secret ${variable} to the header that the receiver wants, as \`X-Api-Key: …\``;
  const [, name = '', value = ''] = HEADER.exec(line) ?? [];
  if (name === '') return `the secret ${variable} is not a header: write it as \`X-Api-Key: …\`, on one line`;
  if (RESERVED.test(name))
    return `the secret ${variable} sets the header ${name.toLowerCase()}, which is not free: take another name`;
  return { [name.toLowerCase()]: value };
}
