import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CommandFailure } from '../failure.ts';
import type { Failure, Sample } from '../readings/sample.ts';
import type { Sound, Video } from '../readings/video.ts';
import type { KnownPace, Window } from '../sources/source/pace-state.ts';
import type { Sampling, SpentCredits, Target } from '../sources/source/source.ts';
import { unreadableFile } from '../store/unreadable.ts';
import type { ShardAnswer, ShardFile } from './merge-shards.ts';
import { SHARDS_MAX, type ShardPlan } from './shard-plan.ts';

/** The files that jobs hand on: the plan, and what each shard has sampled. Each says by its version how it is read. */
const VERSION = 1;

const whole = z.int().min(0);
const hashtag = z.string().min(1);
/** Every field of a type, so that none is left out of the file when the type grows. */
type Fields<Type> = Readonly<Record<keyof Required<Type>, z.ZodType>>;

const windowFields = {
  requests: whole,
  ms: whole,
  guess: z.literal(true).exactOptional(),
} satisfies Fields<Window>;
const perRunFields = {
  requests: whole,
  at: whole,
} satisfies Fields<NonNullable<KnownPace['perRun']>>;
const paceFields = {
  proven: whole,
  refused: whole.exactOptional(),
  triedAt: whole.exactOptional(),
  window: z.strictObject(windowFields).exactOptional(),
  inMinute: whole.exactOptional(),
  perRun: z.strictObject(perRunFields).exactOptional(),
} satisfies Fields<KnownPace>;
const pace = z.strictObject(paceFields);
const targetFields = {
  hashtag,
  id: z.string().exactOptional(),
  listFromViews: whole.exactOptional(),
} satisfies Fields<Target>;
const planSchema = z.strictObject({
  version: z.literal(VERSION),
  run: z.string(),
  at: whole,
  stateAt: whole.exactOptional(),
  order: z.array(hashtag),
  shards: z
    .array(
      z.strictObject({
        key: z.string().regex(/^[A-Z][A-Z0-9_]*$/),
        targets: z.array(z.strictObject(targetFields)),
        creditsMax: whole.exactOptional(),
        pace: pace.exactOptional(),
      }),
    )
    .min(1)
    .max(SHARDS_MAX),
});
const soundFields = {
  id: z.string(),
  title: z.string().exactOptional(),
} satisfies Fields<Sound>;
const videoFields = {
  id: z.string(),
  creator: z.string().exactOptional(),
  postedAt: z.int(),
  views: whole.exactOptional(),
  caption: z.string().exactOptional(),
  hashtags: z.array(z.string()).exactOptional(),
  sound: z.strictObject(soundFields).exactOptional(),
  likes: whole.exactOptional(),
  comments: whole.exactOptional(),
  shares: whole.exactOptional(),
  followers: whole.exactOptional(),
  region: z.string().exactOptional(),
  language: z.string().exactOptional(),
} satisfies Fields<Video>;
const sampleFields = {
  hashtag,
  at: whole,
  views: z.int().min(1),
  videos: whole.exactOptional(),
  id: z.string().exactOptional(),
  listing: z.array(z.strictObject(videoFields)).exactOptional(),
} satisfies Fields<Sample>;
const failureFields = {
  hashtag,
  code: z.string(),
  message: z.string(),
  lost: z.enum(['reading', 'listing']),
  likely: z.string().exactOptional(),
  id: z.literal('refused').exactOptional(),
} satisfies Fields<Failure>;
const credits = z.number().min(0);
const creditFields = {
  used: credits,
  unsure: credits.exactOptional(),
  before: credits.exactOptional(),
  left: credits.exactOptional(),
} satisfies Fields<SpentCredits>;
const stoppedFields = {
  code: z.enum(['key-refused', 'no-credits', 'out-of-time', 'over-budget']),
  message: z.string(),
} satisfies Fields<NonNullable<Sampling['stopped']>>;
const samplingFields = {
  samples: z.array(z.strictObject(sampleFields)),
  failures: z.array(z.strictObject(failureFields)),
  credits: z.strictObject(creditFields),
  pace: pace.exactOptional(),
  stopped: z.strictObject(stoppedFields).exactOptional(),
} satisfies Fields<Sampling>;
const answerSchema = z.strictObject({
  version: z.literal(VERSION),
  plan: z.string(),
  run: z.string(),
  shard: whole,
  sampling: z.strictObject(samplingFields),
});

/** The plan as a file, and the digest by which shards say that they belong to it. */
export interface WrittenPlan {
  readonly text: string;
  readonly digest: string;
}

export function writePlan(plan: ShardPlan): WrittenPlan {
  const text = `${JSON.stringify({ version: VERSION, ...plan })}\n`;
  return { text, digest: digestOf(text) };
}

/** @throws {CommandFailure} {UnreadableDataError} for a file that is no plan */
export async function readPlan(file: string): Promise<{ readonly plan: ShardPlan; readonly digest: string }> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw unreadableFile(file, error);
  });
  const parsed = parseWith(planSchema, text);
  if (parsed.kind === 'refused') throw new CommandFailure(`${file}: ${parsed.why}`);
  const { version: _, ...plan } = parsed.value;
  return { plan, digest: digestOf(text) };
}

export function writeAnswer(answer: ShardAnswer): string {
  return `${JSON.stringify({ version: VERSION, ...answer })}\n`;
}

/** Every file of the folder and of those below it, as artifacts lie there; none where there is no folder. */
export async function readAnswers(folder: string): Promise<readonly ShardFile[]> {
  const paths = await readdir(folder, { recursive: true }).catch(() => []);
  const files = paths.filter((path) => path.endsWith('.json'));
  return Promise.all(files.map((file) => readAnswer(folder, file)));
}

async function readAnswer(folder: string, file: string): Promise<ShardFile> {
  const parsed = parseWith(answerSchema, await readFile(join(folder, file), 'utf8'));
  if (parsed.kind === 'refused') return { file, kind: 'unreadable', why: parsed.why };
  const { version: _, ...answer } = parsed.value;
  return { file, kind: 'read', answer };
}

type Parsed<Value> =
  | { readonly kind: 'parsed'; readonly value: Value }
  | { readonly kind: 'refused'; readonly why: string };

function parseWith<Value>(schema: z.ZodType<Value>, text: string): Parsed<Value> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { kind: 'refused', why: 'it ends too early or is no JSON: hand it on again' };
  }
  const version = z.object({ version: z.unknown() }).safeParse(json).data?.version;
  if (version !== VERSION)
    return {
      kind: 'refused',
      why: `it has version ${JSON.stringify(version)}, and this program reads ${VERSION}`,
    };
  const { data, error } = schema.safeParse(json);
  if (data !== undefined) return { kind: 'parsed', value: data };
  const [first] = error?.issues ?? [];
  return { kind: 'refused', why: `it does not fit: ${first?.path.join('.')}: ${first?.message}` };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
