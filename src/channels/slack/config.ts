import { type ChatChannel, chatConfig } from '../chat/config.ts';

export type SlackChannel = ChatChannel<'slack'>;

export const slackConfig = chatConfig('slack', 'SLACK_WEBHOOK_URL');
