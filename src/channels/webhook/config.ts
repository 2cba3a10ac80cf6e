import { z } from 'zod';
import { channelConfig } from '../channel/config.ts';
import { envName, present } from '../channel/fields.ts';

export interface WebhookChannel {
  readonly type: 'webhook';
  readonly name: string;
  readonly urlEnv: string;
  readonly secretEnv: string;
  readonly headerEnv?: string;
}

export const webhookConfig = channelConfig({
  schema: z.strictObject({
    type: z.literal('webhook').meta({ description: 'A signed POST of JSON.', examples: ['webhook'] }),
    'url-env': envName('ALERT_WEBHOOK_URL', 'the address'),
    'secret-env': envName('ALERT_WEBHOOK_SECRET', 'the key that signs the body'),
    'header-env': envName(undefined, 'a header for the receiver, as `X-Api-Key: …`', 'ALERT_WEBHOOK_HEADER'),
  }),
  build: (name, written): WebhookChannel => ({
    type: 'webhook',
    name,
    urlEnv: written['url-env'] ?? 'ALERT_WEBHOOK_URL',
    secretEnv: written['secret-env'] ?? 'ALERT_WEBHOOK_SECRET',
    ...(written['header-env'] !== undefined && { headerEnv: written['header-env'] }),
  }),
  // Without a key it is sent unsigned.
  neededSecrets: ({ urlEnv, headerEnv }) => [urlEnv, ...present(headerEnv)],
  secrets: ({ urlEnv, secretEnv, headerEnv }) => [urlEnv, secretEnv, ...present(headerEnv)],
  defaultVariables: ['ALERT_WEBHOOK_URL', 'ALERT_WEBHOOK_SECRET', 'ALERT_WEBHOOK_HEADER'],
});
