import { brokenSink, type SinkFactory } from '../channel/sink.ts';
import { chatAddress } from '../chat/address.ts';
import { type ChatRefusal, type ChatTarget, chatSink, fieldOf, OUR_FAULT } from '../chat/sink.ts';
import type { SlackChannel } from './config.ts';
import { slackMessage } from './message.ts';
import { workflowMessage } from './workflow-message.ts';

/**
 * A message to an incoming webhook of Slack.
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
export const slackSink: SinkFactory<SlackChannel> = ({ urlEnv }, context) => {
  const address = chatAddress('Slack', urlEnv, context.environment);
  if (address.kind === 'unusable') return brokenSink(address.message);
  const place: ChatTarget = {
    name: 'Slack',
    url: address.url.href,
    variable: urlEnv,
    // A workflow's webhook takes plain texts by name; an incoming webhook takes blocks.
    messageOf: WORKFLOW.test(address.url.pathname) ? workflowMessage : slackMessage,
    inBody: (status, body) =>
      status === 200 && fieldOf(body, 'ok') === false
        ? { status: /rate_?limited/.test(codeIn(body)) ? 429 : 400 }
        : {},
    receiptOf: () => 'accepted by Slack',
    refusalOf: (_status, body) => refusalOf(codeIn(body), urlEnv),
  };
  return chatSink(place, context);
};

const WORKFLOW = /^\/(?:workflows|triggers)\//;

/** Slack says a word: `no_service` as plain text, or as `error` of a JSON object. */
function codeIn(body: unknown): string {
  const said = fieldOf(body, 'error') ?? body;
  return typeof said === 'string' ? said.trim() : '';
}

/** @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors */
function refusalOf(code: string, urlEnv: string): ChatRefusal | undefined {
  switch (code) {
    case 'no_service':
    case 'no_service_id':
    case 'no_active_hooks':
    case 'no_team':
    case 'team_disabled':
    case 'invalid_token':
    case 'channel_not_found':
      return {
        remedy: `the webhook is gone (it, its app or its channel was removed): make a new one and put its address into the secret ${urlEnv}`,
      };
    case 'invalid_workflow_input':
    case 'parameter_validation_failed':
    case 'invalid_trigger_inputs':
      return {
        remedy:
          'the workflow does not know the variables: give it title, text, hashtag and link, each of the type Text (docs/channels.md#slack)',
      };
    case 'workflow_not_found':
    case 'trigger_not_found':
    case 'workflow_not_published':
      return {
        remedy: `the workflow is gone or not published: publish it, or put the address of another into the secret ${urlEnv}`,
      };
    case 'channel_is_archived':
      return {
        remedy: `the channel is archived: unarchive it, or make a webhook for another one and put its address into the secret ${urlEnv}`,
      };
    case 'action_prohibited':
    case 'posting_to_general_channel_denied':
      return {
        remedy: 'the workspace does not let the webhook post there: an owner of it has to allow that',
      };
    case 'invalid_payload':
    case 'invalid_blocks':
    case 'invalid_blocks_format':
    case 'no_text':
    case 'missing_text_or_fallback_or_attachments':
      return OUR_FAULT;
    default:
      return undefined;
  }
}
