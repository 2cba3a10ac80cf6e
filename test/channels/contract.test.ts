import type { ChannelType } from '../../src/channels/registry.ts';
import { holdsTheContract, type Place, retriesSilence } from './contract.ts';
import { discordPlace } from './places/discord.ts';
import { emailPlace } from './places/email.ts';
import { issuePlace } from './places/issue.ts';
import { slackPlace } from './places/slack.ts';
import { teamsPlace } from './places/teams.ts';
import { telegramPlace } from './places/telegram.ts';
import { webhookPlace } from './places/webhook.ts';

/** Both of what a place has to hold, silence last: channels wait for it side by side. */
function contractOf<Trouble>(place: Place<Trouble>) {
  return { holds: () => holdsTheContract(place), waits: () => retriesSilence(place) };
}

/** A type of channel without a place here does not compile. */
const CONTRACTS: Readonly<Record<ChannelType, ReturnType<typeof contractOf>>> = {
  issue: contractOf(issuePlace),
  slack: contractOf(slackPlace),
  discord: contractOf(discordPlace),
  teams: contractOf(teamsPlace),
  telegram: contractOf(telegramPlace),
  email: contractOf(emailPlace),
  webhook: contractOf(webhookPlace),
};

for (const { holds } of Object.values(CONTRACTS)) holds();
for (const { waits } of Object.values(CONTRACTS)) waits();
