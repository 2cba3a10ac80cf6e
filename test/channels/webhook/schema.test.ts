import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { webhookJsonSchema, webhookJsonSchemaText } from '../../../src/channels/webhook/schema.ts';
import { payloadOf } from '../../../src/channels/webhook/sink.ts';
import { readPage } from '../../support/pages.ts';
import { NEWS, newsNamed } from '../news.ts';

/** What docs/webhook.schema.json promises to receivers, as any validator reads it. */

const FILE = 'docs/webhook.schema.json';
const validate = new Ajv2020({ strict: true, allErrors: true })
  .addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)
  .compile(JSON.parse(readPage(FILE)));

/** What is wrong with a payload, as paths and words. */
function faults(payload: unknown): readonly string[] {
  validate(payload);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const payloadNamed = (name: string) => JSON.parse(JSON.stringify(payloadOf(newsNamed(name))));

test('the file is what `npm run schema` writes', () => {
  expect(readPage(FILE)).toBe(webhookJsonSchemaText());
});

test.each(Object.keys(NEWS))('takes what is sent of %s', (name) => {
  expect(faults(payloadNamed(name))).toEqual([]);
});

test('takes the example of the page', () => {
  const [, example = ''] = /```json\n([\s\S]*?)```/.exec(readPage('docs/webhook.md')) ?? [];
  expect(faults(JSON.parse(example))).toEqual([]);
});

test('takes fields that a later release adds, at every depth', () => {
  const payload = payloadNamed('opened');
  const { data } = payload;
  const drivers = data.drivers.map((driver: object) => ({ ...driver, later: 1 }));
  const views = { ...data.views, later: 1 };
  expect(faults({ ...payload, later: 1, data: { ...data, later: 1, views, drivers } })).toEqual([]);
});

describe('refuses', () => {
  const opened = payloadNamed('opened');
  const week = payloadNamed('digest-week');
  const { hashtag: _, ...nameless } = opened.data;

  test.each<readonly [string, unknown, string]>([
    ['another type', { ...opened, type: 'episode.exploded' }, '/type'],
    ['an alert without its hashtag', { ...opened, data: nameless }, "required property 'hashtag'"],
    ['a local time', { ...opened, data: { ...opened.data, at: '23 Nov 2026, 10:00' } }, '/data/at'],
    ['another version', { ...opened, data: { ...opened.data, version: 2 } }, '/data/version'],
    ['a week without its end', { ...week, data: { ...week.data, until: undefined } }, '/data'],
    ['a digest under the name of an alert', { ...week, type: 'episode.over' }, '/data'],
  ])('%s', (_why, payload, fault) => {
    expect(faults(payload).join('\n')).toContain(fault);
  });
});

test('says of every field what it means, in a sentence', () => {
  const undescribed = fieldsOf(webhookJsonSchema())
    .filter(([, { description, $ref }]) => $ref === undefined && !/\.$/.test(description ?? ''))
    .map(([name]) => name);
  expect(undescribed).toEqual([]);
  expect(fieldsOf(webhookJsonSchema()).length).toBeGreaterThan(80);
});

test('has no field that the page leaves out', () => {
  const page = readPage('docs/webhook.md');
  const names = new Set(fieldsOf(webhookJsonSchema()).map(([name]) => name));
  expect([...names].filter((name) => !new RegExp(`\`(?:views\\.)?${name}\``).test(page))).toEqual([]);
});

interface Field {
  readonly description?: string;
  readonly $ref?: string;
}

/** Every property of a JSON Schema, at any depth. */
function fieldsOf(node: unknown): readonly (readonly [string, Field])[] {
  if (typeof node !== 'object' || node === null) return [];
  const { properties = {} } = node as { properties?: Readonly<Record<string, Field>> };
  return [...Object.entries(properties), ...Object.values(node).flatMap(fieldsOf)];
}
