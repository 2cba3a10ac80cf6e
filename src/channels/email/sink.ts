import type { NodemailerError, SendMailOptions, SMTPSentMessageInfo, SMTPTransportOptions } from 'nodemailer';
import type { Notification } from '../../alerts/outbox.ts';
import type { Environment } from '../../environment.ts';
import { HttpProblem } from '../../http/problem.ts';
import type { Redact } from '../../http/redact/redact.ts';
import { present } from '../channel/fields.ts';
import { secretFault } from '../channel/secret-fault.ts';
import { brokenSink, failed, type SinkContext, type SinkFactory } from '../channel/sink.ts';
import type { EmailChannel } from './config.ts';
import { emailMessage } from './message.ts';
import { fetchToken, type MailAccess, readAccess } from './oauth.ts';
import { parseSmtpAddress, type SmtpServer } from './smtp-address.ts';
import { refusals, said, smtpProblem } from './smtp-problem.ts';
import { threadOf } from './thread.ts';

/** A mail through SMTP, one for all recipients, in one conversation for each episode. */
export const emailSink: SinkFactory<EmailChannel> = (channel, context) => {
  const { smtpEnv, smtpOauthEnv } = channel;
  const { environment, timeoutMs = 20_000 } = context;
  const redact = environment.redactAnswer([smtpEnv, ...present(smtpOauthEnv)]);
  const found = mailServer(channel, environment);
  if (typeof found === 'string') return brokenSink(found);
  const { server, access } = found;
  const attempt = {
    secretName: access === undefined ? smtpEnv : (smtpOauthEnv ?? smtpEnv),
    host: server.host,
    port: server.port,
    from: channel.from,
    login: access !== undefined ? 'token' : 'login' in server ? 'password' : 'none',
    redact,
  } as const;
  /** One token for all mails of a run. */
  let token: ReturnType<typeof fetchToken> | undefined;
  return {
    deliver: async (notification) => {
      const { id } = notification;
      try {
        if (access !== undefined) token ??= fetchToken(access, redact, timeoutMs);
        const accessToken = await token;
        if (access !== undefined && accessToken === undefined)
          return failed(id, `${signIn(access)} gave no token`, { scope: 'channel' });
        const auth = authOf(server, channel, access, accessToken);
        const mail = mailOf(notification, channel, context);
        const proxy = environment.proxyFor(server.host, server.port);
        const sent = await send(server, { auth, timeoutMs, proxy }, mail);
        return { kind: 'delivered', notification: id, receipt: receiptOf(sent, redact) };
      } catch (error) {
        if (error instanceof HttpProblem || error instanceof SyntaxError) {
          const what = access === undefined ? 'the mail server' : signIn(access);
          return failed(id, `${what} refused the access in ${smtpOauthEnv}: ${error.message}`, {
            scope: 'channel',
          });
        }
        if (!isNodemailerError(error)) throw error;
        const { message, scope } = smtpProblem(error, attempt);
        return failed(id, environment.redact(message), scope === 'server' ? { scope: 'channel' } : {});
      }
    },
  };
};

/** The server and how it is signed in to; or what to set. */
function mailServer(
  { smtpEnv, smtpOauthEnv }: EmailChannel,
  { secret }: Environment,
): { readonly server: SmtpServer; readonly access?: MailAccess } | string {
  const address = secret(smtpEnv);
  if (address === undefined) return `set the secret ${smtpEnv} to ${ADDRESS_SHAPE}`;
  const fault = secretFault(address);
  if (fault !== undefined && !/space|quotes/.test(fault)) return `the secret ${smtpEnv} ${fault}`;
  const server = parseSmtpAddress(address, smtpOauthEnv === undefined ? 'password' : 'token');
  if (server === undefined) return `the secret ${smtpEnv} is not ${ADDRESS_SHAPE}, ${ADDRESS_ESCAPES}`;
  if (smtpOauthEnv === undefined) return { server };
  const written = secret(smtpOauthEnv);
  if (written === undefined)
    return `set the secret ${smtpOauthEnv} to the OAuth2 access to the mail server (docs/email.md#without-a-password)`;
  const read = readAccess(written);
  return read.kind === 'access'
    ? { server, access: read.access }
    : `the secret ${smtpOauthEnv} ${read.message}`;
}

function signIn({ tokenUrl }: MailAccess): string {
  return `the sign-in service at ${new URL(tokenUrl).host}`;
}

function authOf(
  { login, user }: SmtpServer,
  { from }: EmailChannel,
  access: MailAccess | undefined,
  accessToken: string | undefined,
): SMTPTransportOptions['auth'] {
  if (accessToken === undefined) return login;
  return { type: 'OAuth2', user: access?.user ?? user ?? from, accessToken };
}

/** A mail takes about ten answers; a server that dawdles at each is given up as a whole. */
const TIMEOUTS_A_MAIL = 3;

/** What a server that does not hang up is waited for, when all is said. */
const CLOSE_MS = 500;

const ADDRESS_ESCAPES =
  'without anything after the port; in user and password write @ as %40, : as %3A, / as %2F, # as %23, ? as %3F and % as %25';
const ADDRESS_SHAPE = 'the mail server, as smtp://user:password@host:587 or smtps://user:password@host:465';

interface SendOptions {
  readonly auth: SMTPTransportOptions['auth'];
  readonly timeoutMs: number;
  readonly proxy: string | undefined;
}

async function send(
  { host, port, secure }: SmtpServer,
  { auth, timeoutMs, proxy }: SendOptions,
  mail: SendMailOptions,
): Promise<SMTPSentMessageInfo> {
  // The client is loaded when there is something to tell, which in most runs there is not.
  const { createTransport } = await import('nodemailer');
  const options: SMTPTransportOptions = {
    host,
    port,
    secure,
    // A password goes through an encrypted connection or not at all.
    requireTLS: auth !== undefined,
    ...(auth !== undefined && { auth }),
    ...(proxy !== undefined && { proxy }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    socketCloseTimeout: CLOSE_MS,
    logger: false,
  };
  return createTransport(options).sendMail({
    ...mail,
    signal: AbortSignal.timeout(TIMEOUTS_A_MAIL * timeoutMs),
  });
}

function mailOf(
  notification: Notification,
  { from, to }: EmailChannel,
  { environment, timezone }: SinkContext,
): SendMailOptions {
  const { repository, serverUrl } = environment.github;
  const repositoryUrl = repository === undefined ? {} : { repositoryUrl: `${serverUrl}/${repository}` };
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const { messageId, references } = threadOf(notification, repository ?? '', domain);
  const last = references.at(-1);
  return {
    from: { name: 'hashtag-radar', address: from },
    to: [...to],
    ...emailMessage(notification, { timezone, ...repositoryUrl }),
    messageId,
    ...(last !== undefined && { inReplyTo: last, references: [...references] }),
    headers: {
      // By these a mail program filters, and an out-of-office notice stays away: RFC 2919, RFC 3834, and Exchange's own.
      'List-Id': `hashtag-radar <hashtag-radar.${domain}>`,
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'X-Hashtag-Radar-Id': notification.id,
    },
    xMailer: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

/** Those who were refused are named; they are not tried again, as everybody else would get the mail twice. */
function receiptOf({ accepted, rejectedErrors = [], response }: SMTPSentMessageInfo, redact: Redact): string {
  const taken = redact(`accepted for ${accepted.join(', ')} (${said(response, redact)})`);
  if (rejectedErrors.length === 0) return taken;
  return redact(`${taken}, but refused for ${refusals(rejectedErrors, redact).join('; ')}`);
}

function isNodemailerError(error: unknown): error is NodemailerError {
  return error instanceof Error && 'code' in error && /^E[A-Z0-9]+$/.test(String(error.code));
}
