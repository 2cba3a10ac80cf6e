import { expect, test } from 'vitest';
import { emailMessage } from '../../../src/channels/email/message.ts';
import { NEWS } from '../news.ts';

const PLACE = { timezone: 'Europe/London', repositoryUrl: 'https://github.com/octo/radar' };
const golden = (file: string): string => `../../golden/messages/${file}`;

test.each(Object.entries(NEWS))('the mail of %s', async (name, message) => {
  const { subject, text, html } = emailMessage(message, PLACE);
  await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(golden(`email-${name}.txt`));
  await expect(html).toMatchFileSnapshot(golden(`email-${name}.html`));
});
