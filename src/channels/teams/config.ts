import { type ChatChannel, chatConfig } from '../chat/config.ts';

export type TeamsChannel = ChatChannel<'teams'>;

export const teamsConfig = chatConfig('teams', 'TEAMS_WEBHOOK_URL');
