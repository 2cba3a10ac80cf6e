import { Webhook } from 'standardwebhooks';
import type { Alert } from '../../alerts/alert.ts';
import type { Digest } from '../../alerts/digest.ts';
import type { HealthNotice } from '../../alerts/health-notice.ts';
import type { Delivery, Message } from '../../alerts/outbox.ts';
import { createHttp, HttpProblem, readText } from '../../http/http.ts';
import { brokenSink, type SinkFactory } from '../channel/sink.ts';
import type { WebhookChannel } from './config.ts';

/**
 * A POST of the alert as JSON, signed by the Standard Webhooks specification when a secret is set. The message id is
 * the notification's, so a receiver can drop what comes twice.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const webhookSink: SinkFactory<WebhookChannel> = (
  { urlEnv, secretEnv },
  { environment, timeoutMs = 15_000 },
) => {
  const url = environment.secret(urlEnv);
  if (url === undefined) return brokenSink(`set the secret ${urlEnv} to the address of the webhook`);
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) {
    return brokenSink(`the secret ${urlEnv} is not an http(s) address`);
  }
  const { username, password } = new URL(url);
  if (username !== '' || password !== '') {
    return brokenSink(
      `the secret ${urlEnv} has a name or a password before its host, which is not sent: leave it out, and let the receiver check the signature by ${secretEnv}`,
    );
  }
  const signer = signerOf(environment.secret(secretEnv));
  if (signer === 'unusable')
    return brokenSink(`the secret ${secretEnv} is not a Standard Webhooks secret (whsec_… in Base64)`);
  const http = createHttp({ timeout: timeoutMs, totalTimeout: 60_000 });
  return {
    deliver: async (notification) => {
      const { id } = notification;
      const body = JSON.stringify(payloadOf(notification));
      // The specification wants an id without dots; a header wants it in ASCII.
      const messageId = encodeURIComponent(id).replaceAll('.', '%2E');
      const at = new Date();
      const headers = {
        'content-type': 'application/json',
        'webhook-id': messageId,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        ...(signer !== undefined && { 'webhook-signature': signer.sign(messageId, at, body) }),
      };
      try {
        await readText(() => http.post(url, { body, headers }), environment.redact);
        return {
          kind: 'delivered',
          notification: id,
          receipt: 'accepted',
        };
      } catch (error) {
        if (error instanceof HttpProblem) return failed(id, error, urlEnv);
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

function failed(id: string, { status, message }: HttpProblem, urlEnv: string): Delivery {
  if (status === 410) {
    return {
      kind: 'failed',
      notification: id,
      final: 'final',
      message: `the webhook is gone for good (HTTP 410): put a new address into the secret ${urlEnv}`,
    };
  }
  return {
    kind: 'failed',
    notification: id,
    final: 'retry',
    message: `the webhook in ${urlEnv} did not take it: ${message}`,
  };
}
