import type { InBody } from '../../http/status-from-body.ts';
import { brokenSink, type SinkFactory } from '../channel/sink.ts';
import { chatAddress } from '../chat/address.ts';
import { type ChatRefusal, type ChatTarget, chatSink, fieldOf, OUR_FAULT } from '../chat/sink.ts';
import type { TeamsChannel } from './config.ts';
import { teamsMessage } from './message.ts';

/**
 * A card to the webhook of a Teams workflow.
 * @see https://support.microsoft.com/en-us/office/create-incoming-webhooks-with-workflows-for-microsoft-teams-8ae491c7-0394-4861-ba59-055e33f75498
 */
export const teamsSink: SinkFactory<TeamsChannel> = ({ urlEnv }, context) => {
  const address = chatAddress('Teams', urlEnv, context.environment);
  if (address.kind === 'unusable') return brokenSink(address.message);
  const place: ChatTarget = {
    name: 'Teams',
    url: address.url.href,
    variable: urlEnv,
    messageOf: teamsMessage,
    inBody,
    // The workflow posts after it has answered; whether it did stands in its run history only.
    receiptOf: () => 'accepted by the workflow',
    refusalOf: (status, body) => refusalOf(status, codeIn(body), urlEnv),
  };
  return chatSink(place, context);
};

/**
 * The connectors that came before workflows answer with 200 and tell the failure in words.
 * @see https://github.com/MicrosoftDocs/msteams-docs/issues/1810
 */
function inBody(status: number, body: unknown): InBody {
  if (status !== 200 || typeof body !== 'string' || !body.includes('delivery failed')) return {};
  const told = Number(/HTTP error (\d{3})/.exec(body)?.[1]);
  return { status: told >= 400 && told <= 599 ? told : 502 };
}

function codeIn(body: unknown): string {
  const code = fieldOf(fieldOf(body, 'error'), 'code');
  return typeof code === 'string' ? code : '';
}

function refusalOf(status: number, code: string, urlEnv: string): ChatRefusal | undefined {
  const newAddress = `copy its address again and put it into the secret ${urlEnv}`;
  if (status === 410 || code === 'WorkflowNotFound')
    return {
      remedy: `the workflow is gone: make a new one, ${newAddress}`,
    };
  if (status === 404)
    return {
      remedy: `there is no such workflow, or it has a new address: ${newAddress}`,
    };
  if (status === 401 || status === 403)
    return {
      remedy: `the workflow does not accept this address: let anyone trigger it, and ${newAddress}`,
    };
  if (/NotEnabled|Disabled|Suspended/i.test(code))
    return { remedy: 'the workflow is turned off: turn it on again in Power Automate' };
  if (code === 'TriggerInputSchemaMismatch')
    return {
      remedy: 'the workflow must begin with "When a Teams webhook request is received"',
    };
  return status === 413 ? OUR_FAULT : undefined;
}
