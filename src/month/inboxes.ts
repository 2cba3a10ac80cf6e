import type { ChannelType } from '../channels/registry.ts';
import { CommandFailure } from '../failure.ts';
import { type ReceivedRequest, type ReceiverReply, startReceiver } from '../simulator/receiver.ts';
import type { SmtpPeer } from '../simulator/smtp-peer.ts';
import type { Inbox } from './arrival.ts';
import type { MailPayload } from './view/mail-payload.ts';

/** Servers on loopback that take what all channels but GitHub's issues send. */
export interface Inboxes {
  readonly byType: Readonly<Partial<Record<ChannelType, Inbox>>>;
  /** The environment variables that lead the channels there. */
  readonly variables: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** @throws {CommandFailure} where the packages of a mail server are not installed */
export async function startInboxes(): Promise<Inboxes> {
  const { startSmtpPeer } = await loadMailServer();
  const [slack, discord, teams, telegram, webhook] = await Promise.all([
    startReceiver(() => ({ status: 200, body: 'ok' })),
    startReceiver(numbered((id) => ({ id: String(id) }))),
    startReceiver(() => ({ status: 202 })),
    startReceiver(numbered((id) => ({ ok: true, result: { message_id: id } }))),
    startReceiver(() => ({ status: 204 })),
  ]);
  const mail = await startSmtpPeer({ tls: 'none' });
  return {
    byType: {
      slack: jsonInbox(slack),
      discord: jsonInbox(discord),
      teams: jsonInbox(teams),
      telegram: jsonInbox(telegram),
      webhook: jsonInbox(webhook),
      email: mailInbox(mail),
    },
    variables: {
      SLACK_WEBHOOK_URL: `${slack.url}/services/T0/B0/simulated`,
      DISCORD_WEBHOOK_URL: `${discord.url}/api/webhooks/1/simulated`,
      TEAMS_WEBHOOK_URL: `${teams.url}/workflows/simulated`,
      TELEGRAM_API_URL: telegram.url,
      TELEGRAM_BOT_TOKEN: '1234567890:simulated',
      ALERT_WEBHOOK_URL: `${webhook.url}/hooks/simulated`,
      SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    },
    close: async () => {
      const servers = [slack, discord, teams, telegram, webhook, mail];
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

/** They are packages of development, so that an installation for production goes without. */
async function loadMailServer(): Promise<typeof import('../simulator/smtp-peer.ts')> {
  try {
    return await import('../simulator/smtp-peer.ts');
  } catch (cause) {
    throw new CommandFailure(
      'The month needs a mail server of development, which is not installed here: run npm ci in a clone of the repository.',
      { cause },
    );
  }
}

/** Answers that give each message its number, as Discord and Telegram do. */
function numbered(answer: (id: number) => object): () => ReceiverReply {
  let id = 0;
  return () => {
    id += 1;
    return {
      status: 200,
      body: JSON.stringify(answer(id)),
      headers: { 'content-type': 'application/json' },
    };
  };
}

function jsonInbox({ requests }: { readonly requests: readonly ReceivedRequest[] }): Inbox {
  const next = unseen(requests);
  return { drain: () => next().map(({ body }): unknown => JSON.parse(body)) };
}

function mailInbox({ mails }: SmtpPeer): Inbox {
  const next = unseen(mails);
  return {
    drain: () =>
      next().map(
        ({ from, to, mail }): MailPayload => ({
          subject: mail.subject ?? '',
          from: mail.from?.text ?? from,
          to: to.join(', '),
          messageId: mail.messageId ?? '',
          ...(mail.inReplyTo !== undefined && { inReplyTo: mail.inReplyTo }),
          text: mail.text ?? '',
          html: mail.html || '',
        }),
      ),
  };
}

/** What a growing list has got since it was last looked at. */
function unseen<One>(list: readonly One[]): () => readonly One[] {
  let seen = 0;
  return () => {
    const fresh = list.slice(seen);
    seen = list.length;
    return fresh;
  };
}
