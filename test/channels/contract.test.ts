import { holdsTheContract, retriesSilence } from './contract.ts';
import { discordPlace } from './places/discord.ts';
import { emailPlace } from './places/email.ts';
import { issuePlace } from './places/issue.ts';
import { slackPlace } from './places/slack.ts';
import { teamsPlace } from './places/teams.ts';
import { telegramPlace } from './places/telegram.ts';
import { webhookPlace } from './places/webhook.ts';

holdsTheContract(slackPlace);
holdsTheContract(discordPlace);
holdsTheContract(teamsPlace);
holdsTheContract(telegramPlace);
holdsTheContract(webhookPlace);
holdsTheContract(emailPlace);
holdsTheContract(issuePlace);

retriesSilence(slackPlace);
retriesSilence(discordPlace);
retriesSilence(teamsPlace);
retriesSilence(telegramPlace);
retriesSilence(webhookPlace);
retriesSilence(emailPlace);
retriesSilence(issuePlace);
