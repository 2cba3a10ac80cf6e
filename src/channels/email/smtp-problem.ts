import type { NodemailerError } from 'nodemailer';
import type { Redact } from '../../http/redact/redact.ts';
import { plainLine } from '../../text/untrusted.ts';

/** Why a mail was not taken. */
export interface SmtpProblem {
  /** What happened and what to do, with the server's own words. */
  readonly message: string;
  /** `server`: any other mail would fare alike now. */
  readonly scope: 'server' | 'mail';
}

/** Where the mail was to go. */
export interface SmtpAttempt {
  /** Name of the secret that holds the server's address. */
  readonly secretName: string;
  readonly host: string;
  readonly port: number;
  readonly from: string;
  readonly login: 'password' | 'token' | 'none';
  readonly redact: Redact;
}

const SAID_CHARS_MAX = 200;

/**
 * Nothing is given up here. A 5xx is for good as RFC 5321 has it, in section 4.2.1, but what it is said to can be mended: a
 * password, a sender, a recipient, a rule of the server's; and the next run comes from another machine.
 */
export function smtpProblem(error: NodemailerError, attempt: SmtpAttempt): SmtpProblem {
  const { responseCode, code, command = '' } = error;
  const isLogin = command.startsWith('AUTH') || code === 'EAUTH';
  const isMail = /^(?:MAIL FROM|RCPT TO|DATA)$/.test(command) && responseCode !== undefined;
  return {
    message: isLogin
      ? loginProblem(error, attempt)
      : isMail
        ? mailProblem(error, attempt)
        : connectionProblem(error, attempt),
    scope: isMail && responseCode !== 421 ? 'mail' : 'server',
  };
}

/** Servers that take no password at all say so in these words: Microsoft 365 and others by its example. */
const NO_PASSWORDS =
  /5\.7\.139|basic authentication is disabled|smtpclientauth(?:entication)? is disabled|SmtpClientAuthentication|5\.7\.57|authentication unsuccessful, .*security defaults/i;
const OTHER_WAYS =
  'give the channel `smtp-oauth-env` (docs/email.md#without-a-password), or send by a relay that takes a password';

function loginProblem(error: NodemailerError, attempt: SmtpAttempt): string {
  const { secretName, login, redact } = attempt;
  const { responseCode, response = '' } = error;
  if (responseCode === undefined)
    return `the mail server takes no password for SMTP, nor any other way to log in that this program knows: ${OTHER_WAYS} (${said(error.message, redact)})`;
  if (responseCode < 500) return `the mail server cannot check the login just now (${reply(error, redact)})`;
  if (login === 'token')
    return `the mail server refused the token that ${secretName} brought: the mailbox in the address must be the one that the access is for, and the app must be allowed to send by SMTP (${reply(error, redact)})`;
  if (NO_PASSWORDS.test(response))
    return `the mail server takes no password for SMTP: ${OTHER_WAYS}; an administrator may also switch it on for this mailbox (${reply(error, redact)})`;
  const appPassword =
    'many providers want a password made for this program (an app password) in place of your own';
  return `the mail server refused the user or the password in ${secretName}: ${appPassword} (${reply(error, redact)})`;
}

function mailProblem(error: NodemailerError, { from, login, secretName, redact }: SmtpAttempt): string {
  const { responseCode = 0, command } = error;
  if (responseCode === 530 && login === 'none') {
    return `the mail server wants a login: put user and password into ${secretName} (${reply(error, redact)})`;
  }
  if (responseCode < 500) return `the mail server put it off (${reply(error, redact)})`;
  switch (command) {
    case 'MAIL FROM':
      return `the mail server refused the sender ${from}: set \`from\` to an address that it lets you send from (${reply(error, redact)})`;
    case 'RCPT TO':
      return `the mail server refused everyone in \`to\`: ${refusals(error.rejectedErrors ?? [], redact).join('; ')}`;
    default:
      return responseCode === 552
        ? `the mail server has no room for it (${reply(error, redact)})`
        : `the mail server refused the mail, as spam or by a rule of its own: ask its administrator (${reply(error, redact)})`;
  }
}

/** Who was refused, and why, each by name. */
export function refusals(errors: readonly NodemailerError[], redact: Redact): readonly string[] {
  return errors.map((error) => `${error.recipient ?? 'somebody'} (${reply(error, redact)})`);
}

function connectionProblem(error: NodemailerError, { host, port, secretName, redact }: SmtpAttempt): string {
  const { code, message } = error;
  if (code === 'EDNS')
    return `no address was found for the mail server ${host} in ${secretName}: is its name right?`;
  if (code === 'ETIMEDOUT' || code === 'EABORT') {
    const hint =
      port === 25 ? '; port 25 is closed on many machines, GitHub’s among them: use 587 or 465' : '';
    return `the mail server did not answer in time (${host}, port ${port})${hint}`;
  }
  if (code === 'ETLS' && error.responseCode !== undefined) {
    return `the mail server offers no encryption (STARTTLS), and no password is sent without (${reply(error, redact)})`;
  }
  if (/wrong version number|packet length too long|http request/i.test(message)) {
    return `the mail server does not begin with TLS on port ${port}: write smtp:// for port 587, smtps:// for 465`;
  }
  if (/certificate|altname/i.test(message)) {
    const remedy = /self.signed|issuer|unable to (?:get|verify)/i.test(message)
      ? 'if your organization signs its own, put the path of its certificate authority’s PEM file into the variable NODE_EXTRA_CA_CERTS'
      : 'use the name that the certificate is for, or ask who runs the server to renew it';
    return `the certificate of the mail server ${host} is not trusted, so nothing was sent to it: ${remedy} (${said(message, redact)})`;
  }
  if (error.responseCode !== undefined) {
    return `the mail server turned this machine away (${reply(error, redact)})`;
  }
  if (code === 'ECONNECTION' && !('originalCode' in error)) {
    return 'the connection broke off before the mail server confirmed it; if it came through all the same, it comes twice, with one Message-ID';
  }
  return `no connection to the mail server ${host}, port ${port} (${said(String('originalCode' in error ? error.originalCode : message), redact)})`;
}

function reply(error: NodemailerError, redact: Redact): string {
  return said(error.response ?? error.message, redact);
}

/** Words of the server's: one line, bounded; redacted before they are cut, as half a secret is one too. */
export function said(text: string, redact: Redact): string {
  return plainLine(redact(text), SAID_CHARS_MAX);
}
