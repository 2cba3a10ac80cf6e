import { z } from 'zod';
import { channelConfig } from '../channel/config.ts';
import { envName, listOf, oneOrMany, present } from '../channel/fields.ts';

export interface EmailChannel {
  readonly type: 'email';
  readonly name: string;
  readonly smtpEnv: string;
  readonly smtpOauthEnv?: string;
  readonly to: readonly string[];
  readonly from: string;
}

export const emailConfig = channelConfig({
  schema: z.strictObject({
    type: z.literal('email').meta({ description: 'An e-mail through SMTP.', examples: ['email'] }),
    to: oneOrMany(z.email(), 50).meta({ description: 'Who gets it.', examples: [['desk@example.com']] }),
    from: z.email().meta({ description: 'Sender that the server allows.', examples: ['radar@example.com'] }),
    'smtp-env': envName('SMTP_URL', 'the smtp:// address with user and password'),
    'smtp-oauth-env': envName(undefined, 'the OAuth2 access to the mail server, in JSON', 'SMTP_OAUTH'),
  }),
  build: (name, written): EmailChannel => ({
    type: 'email',
    name,
    smtpEnv: written['smtp-env'] ?? 'SMTP_URL',
    to: listOf(written.to),
    from: written.from,
    ...(written['smtp-oauth-env'] !== undefined && { smtpOauthEnv: written['smtp-oauth-env'] }),
  }),
  neededSecrets: ({ smtpEnv, smtpOauthEnv }) => [smtpEnv, ...present(smtpOauthEnv)],
  secrets: ({ smtpEnv, smtpOauthEnv }) => [smtpEnv, ...present(smtpOauthEnv)],
  defaultVariables: ['SMTP_URL', 'SMTP_OAUTH'],
});
