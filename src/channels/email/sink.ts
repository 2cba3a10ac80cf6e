import type { NodemailerError, SendMailOptions, SMTPSentMessageInfo, SMTPTransportOptions } from 'nodemailer';
import type { Notification } from '../../alerts/outbox.ts';
import type { Redact } from '../../http/redact.ts';
import { brokenSink, type SinkContext, type SinkFactory } from '../channel/sink.ts';
import type { EmailChannel } from './config.ts';
import { emailMessage } from './message.ts';
import { parseSmtpAddress, type SmtpServer } from './smtp-address.ts';
import { refusals, type SmtpProblem, said, smtpProblem } from './smtp-problem.ts';
import { threadOf } from './thread.ts';

/** A mail through SMTP, one for all recipients, in one conversation for each episode. */
export const emailSink: SinkFactory<EmailChannel> = (channel, context) => {
  const { smtpEnv } = channel;
  const { environment, timeoutMs = 20_000 } = context;
  const { secret, redact } = environment;
  const address = secret(smtpEnv);
  if (address === undefined) return brokenSink(`set the secret ${smtpEnv} to ${ADDRESS_SHAPE}`);
  const server = parseSmtpAddress(address);
  if (server === undefined) {
    return brokenSink(
      `the secret ${smtpEnv} is not ${ADDRESS_SHAPE}, without anything after the port; in user and password write @ as %40, : as %3A, / as %2F, # as %23, ? as %3F and % as %25`,
    );
  }
  const attempt = {
    secretName: smtpEnv,
    port: server.port,
    from: channel.from,
    hasLogin: 'login' in server,
    redact,
  };
  /** What befell the server in this run; further mails would only wait for it, or try a wrong password again. */
  let down: SmtpProblem | undefined;
  return {
    deliver: async (notification) => {
      const { id } = notification;
      if (down === undefined) {
        try {
          const sent = await send(server, timeoutMs, mailOf(notification, channel, context));
          return { kind: 'delivered', notification: id, receipt: receiptOf(sent, redact) };
        } catch (error) {
          if (!isNodemailerError(error)) throw error;
          const problem = smtpProblem(error, attempt);
          const { message, final, scope } = problem;
          if (scope === 'server') down = problem;
          return { kind: 'failed', notification: id, message: redact(message), final };
        }
      }
      return { kind: 'failed', notification: id, message: redact(down.message), final: down.final };
    },
  };
};

/** A mail takes about ten answers; a server that dawdles at each is given up as a whole. */
const TIMEOUTS_A_MAIL = 3;

/** What a server that does not hang up is waited for, when all is said. */
const CLOSE_MS = 500;

const ADDRESS_SHAPE = 'the mail server, as smtp://user:password@host:587 or smtps://user:password@host:465';

async function send(
  server: SmtpServer,
  timeoutMs: number,
  mail: SendMailOptions,
): Promise<SMTPSentMessageInfo> {
  // The client is loaded when there is something to tell, which in most runs there is not.
  const { createTransport } = await import('nodemailer');
  const { host, port, secure, login } = server;
  const options: SMTPTransportOptions = {
    host,
    port,
    secure,
    // A password goes through an encrypted connection or not at all.
    requireTLS: login !== undefined,
    ...(login !== undefined && { auth: login }),
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
