import { z } from 'zod';
import { alertSchema } from '../../alerts/alert-schema.ts';
import { heldDigestSchema, weekDigestSchema } from '../../alerts/digest-schema.ts';
import { healthNoticeSchema } from '../../alerts/health-notice-schema.ts';

/** What a webhook receives, by its `type`: docs/webhook.md. */
const webhookSchema = z.union([
  event(z.enum(['episode.opened', 'episode.joined', 'episode.changed', 'episode.over']), alertSchema),
  event(z.literal('digest.held'), heldDigestSchema),
  event(z.literal('digest.week'), weekDigestSchema),
  event(z.enum(['health.opened', 'health.changed', 'health.over']), healthNoticeSchema),
]);

function event(type: z.ZodType, data: z.ZodType) {
  return z.object({
    type: type.describe('What happened: `episode.`, `digest.` or `health.`, and the `kind` of the data.'),
    timestamp: z.iso.datetime().describe('The `at` of the data: ISO 8601 in UTC.'),
    data,
  });
}

/**
 * The JSON Schema that is published as `docs/webhook.schema.json`. It takes fields that it does not know: a later release
 * may add some without a new version.
 * @see https://json-schema.org/draft/2020-12
 */
export function webhookJsonSchema(): z.core.JSONSchema.BaseSchema {
  const schema = z.toJSONSchema(webhookSchema, {
    io: 'output',
    override: ({ jsonSchema }) => {
      delete jsonSchema.additionalProperties;
      // Defaults are for states of older releases; what is sent is whole.
      delete jsonSchema.default;
      // The format says it shorter.
      if (jsonSchema.format === 'date-time') delete jsonSchema.pattern;
      // What JSON's numbers hold exactly goes without saying.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  });
  return { ...schema, title: 'What a webhook of hashtag-radar receives' };
}

/** The file's text: two spaces, a final newline. */
export function webhookJsonSchemaText(): string {
  return `${JSON.stringify(webhookJsonSchema(), null, 2)}\n`;
}
