import { z } from 'zod';
import { channelConfig } from '../channel/config.ts';
import { envName } from '../channel/fields.ts';

export interface WebhookChannel {
  readonly type: 'webhook';
  readonly name: string;
  readonly urlEnv: string;
  readonly secretEnv: string;
}

export const webhookConfig = channelConfig({
  schema: z.strictObject({
    type: z.literal('webhook').meta({ description: 'A signed POST of JSON.', examples: ['webhook'] }),
    'url-env': envName('ALERT_WEBHOOK_URL', 'the address'),
    'secret-env': envName('ALERT_WEBHOOK_SECRET', 'the key that signs the body'),
  }),
  build: (name, written): WebhookChannel => ({
    type: 'webhook',
    name,
    urlEnv: written['url-env'] ?? 'ALERT_WEBHOOK_URL',
    secretEnv: written['secret-env'] ?? 'ALERT_WEBHOOK_SECRET',
  }),
  // Without a key it is sent unsigned.
  neededSecrets: ({ urlEnv }) => [urlEnv],
  secrets: ({ urlEnv, secretEnv }) => [urlEnv, secretEnv],
  defaultVariables: ['ALERT_WEBHOOK_URL', 'ALERT_WEBHOOK_SECRET'],
});
