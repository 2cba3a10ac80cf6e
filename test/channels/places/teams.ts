import { z } from 'zod';
import { teamsSink } from '../../../src/channels/teams/sink.ts';
import type { ReceivedRequest } from '../../../src/simulator/receiver.ts';
import { type HttpTrouble, type PlaceAnswer, startPlace } from '../../support/place-server.ts';
import type { Place } from '../contract.ts';
import { contextWith, objection, refusal } from './context.ts';

const PATH =
  '/powerautomate/automations/direct/workflows/5ec4e7w0rkf10w/triggers/manual/paths/invoke' +
  '?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=tEaMs-sEcReT%2Fsig';

const json = (code: string) => ({
  body: JSON.stringify({ error: { code, message: `The request failed: ${code}.` } }),
  headers: { 'content-type': 'application/json' },
});
const connector = (status: number) => ({
  status: 200,
  body: `Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error ${status} with ContextId tcid=0.`,
});

/** The webhook of a Teams workflow: learn.microsoft.com, "Create incoming webhooks", "Adaptive Cards", "Limits". */
export const teamsPlace: Place<HttpTrouble> = {
  name: 'teams',
  secrets: ['5ec4e7w0rkf10w', 'tEaMs-sEcReT%2Fsig', 'tEaMs-sEcReT/sig'],
  reader: 'people',
  id: 'carried',
  silence: 'hang',
  echo: 'echo',
  troubles: [
    { why: '502 once', troubles: [{ status: 502 }], outcome: 'delivered', attempts: 2, says: 'accepted' },
    { why: 'a broken connection', troubles: ['reset'], outcome: 'delivered', attempts: 2 },
    {
      why: '429 with Retry-After',
      troubles: [{ status: 429, headers: { 'retry-after': '1' }, waitMs: 1_000 }],
      outcome: 'delivered',
      attempts: 2,
    },
    {
      why: '429 told by a connector with 200',
      troubles: [connector(429)],
      outcome: 'delivered',
      attempts: 2,
    },
    {
      why: '413 told by a connector with 200',
      troubles: [connector(413)],
      outcome: 'final',
      attempts: 1,
      says: 'please report it',
    },
    {
      why: 'a workflow that is gone',
      troubles: [{ status: 404, ...json('WorkflowNotFound') }],
      outcome: 'retry',
      attempts: 1,
      says: 'put it into the secret HOOK',
    },
    { why: '410', troubles: [{ status: 410 }], outcome: 'retry', attempts: 1, says: 'the workflow is gone' },
    { why: '404', troubles: [{ status: 404 }], outcome: 'retry', attempts: 1, says: 'no such workflow' },
    {
      why: 'an address that has expired',
      troubles: [{ status: 401, ...json('DirectApiAuthorizationRequired') }],
      outcome: 'retry',
      attempts: 1,
      says: 'let anyone trigger it',
    },
    {
      why: 'a workflow that is turned off',
      troubles: [{ status: 400, ...json('WorkflowTriggerIsNotEnabled') }],
      outcome: 'retry',
      attempts: 1,
      says: 'turn it on again',
    },
    {
      why: 'a workflow of another kind',
      troubles: [{ status: 400, ...json('TriggerInputSchemaMismatch') }],
      outcome: 'retry',
      attempts: 1,
      says: 'must begin with',
    },
  ],
  start: async (troubles, timeoutMs) => {
    const peer = await startPlace(troubles, read);
    const context = contextWith({ HOOK: `${peer.url}${PATH}` }, timeoutMs);
    return { sink: teamsSink({ type: 'teams', name: 'teams', urlEnv: 'HOOK' }, context), peer };
  },
};

const openUrl = z.strictObject({ type: z.literal('Action.OpenUrl'), title: z.string().min(1), url: z.url() });
const toggle = z.strictObject({
  type: z.literal('Action.ToggleVisibility'),
  title: z.string(),
  targetElements: z.array(z.string()).min(1),
});
const run = z.strictObject({
  type: z.literal('TextRun'),
  text: z.string().min(1),
  weight: z.enum(['Bolder', 'Lighter', 'Default']).optional(),
  size: z.enum(['Small', 'Default', 'Medium', 'Large']).optional(),
  italic: z.boolean().optional(),
  isSubtle: z.boolean().optional(),
  selectAction: openUrl.optional(),
});
const flat = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('RichTextBlock'),
    spacing: z.enum(['None', 'Small', 'Medium']).optional(),
    separator: z.boolean().optional(),
    inlines: z.array(run).min(1),
  }),
  z.strictObject({
    type: z.literal('FactSet'),
    facts: z.array(z.strictObject({ title: z.string(), value: z.string() })).min(1),
  }),
]);
const container = z.strictObject({
  type: z.literal('Container'),
  id: z.string().optional(),
  style: z.enum(['default', 'emphasis', 'good', 'attention', 'warning', 'accent']).optional(),
  bleed: z.boolean().optional(),
  isVisible: z.boolean().optional(),
  items: z.array(flat).min(1),
});
const card = z.strictObject({
  $schema: z.string(),
  type: z.literal('AdaptiveCard'),
  version: z.literal('1.4'),
  msteams: z.strictObject({ width: z.literal('Full') }),
  body: z.array(z.union([container, flat])).min(1),
  actions: z
    .array(z.union([openUrl, toggle]))
    .min(1)
    .max(6)
    .optional(),
});
const payload = z.strictObject({
  type: z.literal('message'),
  attachments: z.tuple([
    z.strictObject({
      contentType: z.literal('application/vnd.microsoft.card.adaptive'),
      contentUrl: z.null(),
      content: card,
    }),
  ]),
});
/** Teams names 28 KB, and counts some of its own. */
const BYTES_MAX = 25 * 1024;

function read({ body, path }: ReceivedRequest): PlaceAnswer {
  if (path !== PATH) return refusal(404, json('WorkflowNotFound').body, `no workflow at ${path}`);
  if (Buffer.byteLength(body) > BYTES_MAX) return refusal(413, '', `${Buffer.byteLength(body)} bytes`);
  const parsed = payload.safeParse(JSON.parse(body));
  if (!parsed.success) {
    return refusal(400, json('TriggerInputSchemaMismatch').body, objection(parsed.error));
  }
  const { body: elements, actions = [] } = parsed.data.attachments[0].content;
  const flatElements = elements.flatMap((element) =>
    element.type === 'Container' ? element.items : [element],
  );
  const ids = elements.flatMap((element) => (element.type === 'Container' ? (element.id ?? []) : []));
  const targets = actions.flatMap((action) => ('targetElements' in action ? action.targetElements : []));
  const runs = flatElements.flatMap((element) => (element.type === 'RichTextBlock' ? element.inlines : []));
  const facts = flatElements.flatMap((element) => (element.type === 'FactSet' ? element.facts : []));
  const markdown = facts.map(({ title, value }) => `${title} ${value}`).join('\n');
  const seen = {
    text: [...runs.map(({ text }) => filledIn(text)), markdown].join('\n'),
    links: [
      ...runs.flatMap(({ selectAction }) => selectAction?.url ?? []),
      ...actions.flatMap((action) => ('url' in action ? action.url : [])),
    ],
    live: markdown.match(/\[[^\]]*\]\([^)]*\)|\*\*|__|<at>/g) ?? [],
    ...(ids[0] !== undefined && { id: ids[0] }),
  };
  const dangling = targets.filter((target) => !ids.includes(target));
  return { status: 202, body: '', seen, complaints: dangling.map((target) => `no element ${target}`) };
}

/** Cards turn such marks into dates, and templates fill theirs in. */
export function filledIn(text: string): string {
  return text
    .replaceAll(/\{\{(?:DATE|TIME)\([^)]*\)\}\}/g, 'Tuesday')
    .replaceAll(/\$\{[^}]*\}/g, 'filled in');
}
