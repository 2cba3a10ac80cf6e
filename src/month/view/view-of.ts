import type { ChannelType } from '../../channels/registry.ts';
import { discordView } from './discord.ts';
import { emailView } from './email.ts';
import { mailPayload } from './mail-payload.ts';
import type { MessageView } from './message-view.ts';
import { slackView } from './slack.ts';
import { teamsView } from './teams.ts';
import { telegramView } from './telegram.ts';
import { webhookView } from './webhook.ts';

/** What people see of a payload. An issue is none: it is read from GitHub. @param timezone the reader's */
export function viewOf(type: Exclude<ChannelType, 'issue'>, payload: unknown, timezone: string): MessageView {
  switch (type) {
    case 'slack':
      return slackView(payload);
    case 'discord':
      return discordView(payload, timezone);
    case 'teams':
      return teamsView(payload);
    case 'telegram':
      return telegramView(payload);
    case 'email':
      return emailView(mailPayload.parse(payload));
    case 'webhook':
      return webhookView(payload);
  }
}
