import type { NodemailerError } from 'nodemailer';
import type { Redact } from '../../http/redact.ts';
import { plainLine } from '../../text/untrusted.ts';

/** Why a mail was not taken. */
export interface SmtpProblem {
  /** What happened and what to do, with the server's own words. */
  readonly message: string;
  readonly final: 'retry' | 'final';
  /** `server`: any other mail would fare alike now. */
  readonly scope: 'server' | 'mail';
}

/** Where the mail was to go. */
export interface SmtpAttempt {
  /** Name of the secret that holds the server's address. */
  readonly secretName: string;
  readonly port: number;
  readonly from: string;
  readonly hasLogin: boolean;
  readonly redact: Redact;
}

const SAID_CHARS_MAX = 200;

/**
 * A 5xx to a mail is for good, anything else is tried again: RFC 5321, section 4.2.1. Before that it is said to a password,
 * which somebody can mend within the day, or to this machine, and the next run comes from another one.
 */
export function smtpProblem(error: NodemailerError, attempt: SmtpAttempt): SmtpProblem {
  const { responseCode, code, command = '' } = error;
  const isLogin = command.startsWith('AUTH') || code === 'EAUTH';
  const isMail = /^(?:MAIL FROM|RCPT TO|DATA)$/.test(command) && responseCode !== undefined;
  const forGood = error.permanent === true && isMail;
  return {
    message: isLogin
      ? loginProblem(error, attempt)
      : isMail
        ? mailProblem(error, attempt)
        : connectionProblem(error, attempt),
    final: forGood ? 'final' : 'retry',
    scope: isMail && responseCode !== 421 ? 'mail' : 'server',
  };
}

function loginProblem(error: NodemailerError, { secretName, redact }: SmtpAttempt): string {
  const { responseCode } = error;
  if (responseCode === undefined) {
    return `the mail server takes none of the ways to log in that this program knows: ask for one with user and password (${said(error.message, redact)})`;
  }
  if (responseCode < 500) return `the mail server cannot check the login just now (${reply(error, redact)})`;
  const appPassword =
    'many providers want a password made for this program (an app password) in place of your own';
  return `the mail server refused the user or the password in ${secretName}: ${appPassword} (${reply(error, redact)})`;
}

function mailProblem(error: NodemailerError, { from, hasLogin, secretName, redact }: SmtpAttempt): string {
  const { responseCode = 0, command } = error;
  if (responseCode === 530 && !hasLogin) {
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

function connectionProblem(error: NodemailerError, { port, secretName, redact }: SmtpAttempt): string {
  const { code, message } = error;
  if (code === 'EDNS') return `no address was found for the mail server in ${secretName}: is its name right?`;
  if (code === 'ETIMEDOUT' || code === 'EABORT') {
    const hint =
      port === 25 ? '; port 25 is closed on many machines, GitHub’s among them: use 587 or 465' : '';
    return `the mail server did not answer in time${hint}`;
  }
  if (code === 'ETLS' && error.responseCode !== undefined) {
    return `the mail server offers no encryption (STARTTLS), and no password is sent without (${reply(error, redact)})`;
  }
  if (/wrong version number|packet length too long|http request/i.test(message)) {
    return `the mail server does not begin with TLS on port ${port}: write smtp:// for port 587, smtps:// for 465`;
  }
  if (/certificate|altname/i.test(message)) {
    return `the mail server's certificate is not to be trusted, so nothing was sent to it (${said(message, redact)})`;
  }
  if (error.responseCode !== undefined) {
    return `the mail server turned this machine away (${reply(error, redact)})`;
  }
  if (code === 'ECONNECTION' && !('originalCode' in error)) {
    return 'the connection broke off before the mail server confirmed it; if it came through all the same, it comes twice, with one Message-ID';
  }
  return `no connection to the mail server (${said(String('originalCode' in error ? error.originalCode : message), redact)})`;
}

function reply(error: NodemailerError, redact: Redact): string {
  return said(error.response ?? error.message, redact);
}

/** Words of the server's: one line, bounded; redacted before they are cut, as half a secret is one too. */
export function said(text: string, redact: Redact): string {
  return plainLine(redact(text), SAID_CHARS_MAX);
}
