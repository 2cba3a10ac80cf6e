import { Webhook } from 'standardwebhooks';
import type { Alert } from '../../alerts/alert.ts';
import type { Digest } from '../../alerts/digest.ts';
import type { HealthNotice } from '../../alerts/health-notice.ts';
import type { Delivery, Message } from '../../alerts/outbox.ts';
import { createHttp, readText } from '../../http/http.ts';
import { HttpProblem } from '../../http/problem.ts';
import { present } from '../channel/fields.ts';
import { brokenSink, failed, type SinkFactory } from '../channel/sink.ts';
import { isWebPage, pageInstead } from '../channel/web-page.ts';
import { isReadableOnItsWay, webhookTarget } from './address.ts';
import type { WebhookChannel } from './config.ts';
import { redirectMeaning } from './redirect.ts';

/**
 * A POST of the alert as JSON, signed by the Standard Webhooks specification when a secret is set. The message id is
 * the notification's, so a receiver can drop what comes twice.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const webhookSink: SinkFactory<WebhookChannel> = (
  channel,
  { environment, timeoutMs = 15_000, ask },
) => {
  const { urlEnv, secretEnv } = channel;
  const target = webhookTarget(channel, environment);
  if (target.kind === 'unusable') return brokenSink(target.message);
  const { url } = target;
  const redact = environment.redactAnswer([urlEnv, secretEnv, ...present(channel.headerEnv)]);
  const signer = signerOf(environment.secret(secretEnv));
  if (signer === 'unusable')
    return brokenSink(`the secret ${secretEnv} is not a Standard Webhooks secret (whsec_… in Base64)`);
  const http = createHttp({
    timeout: timeoutMs,
    totalTimeout: 60_000,
    ...(ask !== undefined && { fetch: ask }),
  });
  return {
    ...(isReadableOnItsWay(url) && {
      caution: `the secret ${urlEnv} begins with http://, so alerts and logins can be read on their way: use https://`,
    }),
    deliver: async (notification) => {
      const { id } = notification;
      const body = JSON.stringify(payloadOf(notification));
      // The specification wants an id without dots; a header wants it in ASCII.
      const messageId = encodeURIComponent(id).replaceAll('.', '%2E');
      const at = new Date();
      const headers = {
        ...target.headers,
        'content-type': 'application/json',
        'webhook-id': messageId,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        ...(signer !== undefined && { 'webhook-signature': signer.sign(messageId, at, body) }),
      };
      try {
        const answer = await readText(() => http.post(url, { body, headers }), redact);
        return isWebPage(answer)
          ? pageInstead(id, `The webhook in ${urlEnv}`)
          : { kind: 'delivered', notification: id, receipt: 'accepted' };
      } catch (error) {
        if (error instanceof HttpProblem) return refused(id, error, { urlEnv, url });
        throw error;
      }
    },
  };
};

/** What a receiver gets. `type` names the event as the specification recommends. */
export function payloadOf(message: Message): {
  readonly type: string;
  readonly timestamp: string;
  readonly data: Alert | Digest | HealthNotice;
} {
  if (message.kind === 'alert') {
    const { alert } = message;
    return { type: `episode.${alert.kind}`, timestamp: alert.at, data: alert };
  }
  if (message.kind === 'health') {
    const { notice } = message;
    return { type: `health.${notice.kind}`, timestamp: notice.at, data: notice };
  }
  const { digest } = message;
  return { type: `digest.${digest.kind}`, timestamp: digest.at, data: digest };
}

function signerOf(secret: string | undefined): Webhook | 'unusable' | undefined {
  if (secret === undefined) return undefined;
  try {
    return secret.startsWith('whsec_') ? new Webhook(secret) : new Webhook(secret, { format: 'raw' });
  } catch (error) {
    if (error instanceof Error) return 'unusable';
    throw error;
  }
}

function refused(
  id: string,
  { status, message, location }: HttpProblem,
  { urlEnv, url }: { readonly urlEnv: string; readonly url: string },
): Delivery {
  if (status === undefined)
    return failed(id, `the webhook in ${urlEnv} did not take it: ${message}`, { scope: 'channel' });
  if (status >= 300 && status < 400) {
    switch (redirectMeaning(status, url, location)) {
      case 'acted':
        return {
          kind: 'delivered',
          notification: id,
          receipt: `accepted (HTTP ${status}: it leads on to its own answer, which is not fetched)`,
        };
      case 'login':
        return failed(id, `the webhook in ${urlEnv} wants a login (HTTP ${status}): ${LOGIN_REMEDY}`);
      case 'moved':
        return failed(id, `the webhook in ${urlEnv} did not take it: ${message}`);
    }
  }
  return failed(
    id,
    status === 410
      ? `the webhook is gone (HTTP 410): put a new address into the secret ${urlEnv}`
      : `the webhook in ${urlEnv} did not take it: ${message}`,
  );
}

const LOGIN_REMEDY =
  'open it to whoever has its address, or put user:password@ before its host (docs/webhook.md)';
