import { HttpProblem } from '../../http/problem.ts';
import { normaliseHashtag } from '../../readings/hashtag.ts';
import type { Failure, Sample } from '../../readings/sample.ts';
import type { Video } from '../../readings/video.ts';
import { defuseCredentials } from '../../text/credentials.ts';
import { plainLine } from '../../text/untrusted.ts';
import type { Source, Target } from '../source/source.ts';
import { createScavioClient, type ScavioClient, type ScavioOptions } from './client.ts';
import { readListing } from './listing.ts';
import { type HashtagNumbers, type NumbersAnswer, readNumbers } from './numbers.ts';

/** Sampling is cut off after this long unless told otherwise, so that a run ends before the next one is due. */
const SAMPLING_MAX_MS = 12 * 60_000;
/** A stranger's name is shown to this length. */
const NAME_CHARS_MAX = 60;

export interface ScavioSourceOptions extends Omit<ScavioOptions, 'runAt'> {
  /** The instant of an answer, ms; a frozen one in replays and tests. */
  readonly clock: () => number;
  /** How long sampling may take, ms. */
  readonly samplingMaxMs?: number;
}

/** The Scavio TikTok API as a source: two calls a hashtag, one credit each. */
export function createScavioSource(options: ScavioSourceOptions): Source {
  return {
    sample: async (targets, limits = {}) => {
      const client = createScavioClient({ ...options, ...limits, runAt: options.clock() });
      const { samplingMaxMs = SAMPLING_MAX_MS } = options;
      const startedAt = performance.now();
      const outOfTime = setTimeout(
        () =>
          client.stop({
            code: 'out-of-time',
            message: 'the run had no time left: watch fewer hashtags, or a faster plan',
          }),
        samplingMaxMs,
      );
      try {
        const results = await Promise.all(targets.map((target) => sampleSafely(client, target, options)));
        const stopped = client.stopped();
        return {
          samples: results.flatMap(({ sample }) => sample ?? []),
          failures: results.flatMap(({ failure }) =>
            failure === undefined ? [] : [cleaned(failure, options)],
          ),
          credits: client.credits(),
          pace: client.known({
            share: stopped?.code === 'out-of-time' ? 1 : (performance.now() - startedAt) / samplingMaxMs,
          }),
          ...(stopped !== undefined && { stopped }),
        };
      } finally {
        clearTimeout(outOfTime);
        client.end();
      }
    },
  };
}

/** An answer that is shown because it could not be read may echo what it was asked with. */
function cleaned(failure: Failure, { redactAnswer }: ScavioSourceOptions): Failure {
  return { ...failure, message: redactAnswer(failure.message) };
}

interface Result {
  readonly sample?: Sample;
  readonly failure?: Failure;
}

type Listing = { readonly videos: readonly Video[] } | { readonly failure: Failure };

/** Takes out of a stranger's text what may not be kept. */
type Defuse = (text: string) => string;

/** Whatever one answer does to this program costs its own hashtag only. */
async function sampleSafely(
  client: ScavioClient,
  target: Target,
  options: ScavioSourceOptions,
): Promise<Result> {
  try {
    return await sampleOne(client, target, options);
  } catch (error) {
    const what = error instanceof Error ? error.name : 'unknown';
    const message = `an answer that could not be worked on (${what})`;
    return { failure: { hashtag: target.hashtag, code: 'unreadable-answer', lost: 'reading', message } };
  }
}

/** Both calls of one hashtag: at once when the id is known from an earlier run, else one after the other. */
async function sampleOne(
  client: ScavioClient,
  target: Target,
  options: ScavioSourceOptions,
): Promise<Result> {
  const { clock, redact } = options;
  const defuse: Defuse = (text) => redact(defuseCredentials(text));
  const { listFromViews = 0 } = target;
  const early = target.id === undefined || listFromViews > 0 ? undefined : listVideos(client, target, defuse);
  // Awaited below, or not at all where the first call throws: what this one throws by then ends no process.
  early?.catch(() => undefined);
  const answer = await ask(client, () => client.hashtag(target));
  const at = clock();
  const numbers = answer.kind === 'answered' ? ofTarget(readNumbers(answer.body), target) : answer;
  if (numbers.kind !== 'numbers') {
    await early;
    return { failure: failureOf(target, 'reading', numbers) };
  }
  const { views, videos, id = target.id } = numbers.numbers;
  const sample = {
    hashtag: target.hashtag,
    at,
    views,
    ...(videos !== undefined && { videos }),
    ...(id !== undefined && isNamed(numbers.numbers, target) && { id }),
  };
  if (views < listFromViews) return { sample };
  const listing = await (early ?? listVideos(client, { ...target, ...(id !== undefined && { id }) }, defuse));
  return 'failure' in listing
    ? { sample, failure: listing.failure }
    : { sample: { ...sample, listing: listing.videos } };
}

/**
 * The numbers, unless the answer is about another hashtag: counts of that one would pass for a leap of this one. Its id
 * tells, where both are known; else its name, by letters and digits alone, as TikTok spells some names its own way.
 */
function ofTarget(answer: NumbersAnswer, target: Target): NumbersAnswer {
  if (answer.kind === 'none') return answer;
  const { id, name } = answer.numbers;
  const isKnown = target.id !== undefined && id === target.id;
  if (isKnown || (name === undefined && (target.id === undefined || id === undefined))) return answer;
  if (name !== undefined && isSpeltAlike(name, target.hashtag)) return answer;
  const named = normaliseHashtag(name ?? '');
  return {
    kind: 'none',
    code: 'wrong-hashtag',
    message: otherHashtag(target.hashtag, name),
    ...(named.kind === 'ok' && { likely: named.name }),
  };
}

function otherHashtag(asked: string, name: string | undefined): string {
  if (name === undefined)
    return 'the answer bears another id than the one that is known, and no name: the next run asks by name';
  const other = plainLine(name, NAME_CHARS_MAX);
  return (
    `the answer is about another hashtag, "${other}": TikTok may have renamed or redirected #${asked}; if that is what ` +
    'you mean, watch it by that name. The next run asks again'
  );
}

/** Letters and digits without case, width, accents or marks between them. */
function skeleton(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

function isSpeltAlike(name: string, hashtag: string): boolean {
  if (isNamed({ views: 0, name }, { hashtag })) return true;
  const [given, asked] = [skeleton(name), skeleton(hashtag)];
  return asked !== '' && given === asked && !/\s/.test(name.trim());
}

/** Whether an answer bears the name that was asked for, or none. The id of one that does not is not learnt. */
function isNamed({ name }: HashtagNumbers, { hashtag }: Target): boolean {
  if (name === undefined) return true;
  const named = normaliseHashtag(name);
  return named.kind === 'ok' && named.name === hashtag;
}

async function listVideos(client: ScavioClient, target: Target, defuse: Defuse): Promise<Listing> {
  const answer = await ask(client, () => client.videos(target));
  const listing = answer.kind === 'answered' ? readListing(answer.body, defuse) : answer;
  if (listing.kind === 'listing') return { videos: listing.videos };
  return { failure: failureOf(target, 'listing', listing) };
}

interface Refusal {
  readonly kind: 'none';
  readonly code: string;
  readonly message: string;
  readonly likely?: string;
}

/** Makes one call. A call that failed because the source is stopped says why it is. */
async function ask(
  client: ScavioClient,
  call: () => Promise<unknown>,
): Promise<{ readonly kind: 'answered'; readonly body: unknown } | Refusal> {
  try {
    return { kind: 'answered', body: await call() };
  } catch (error) {
    if (!(error instanceof HttpProblem)) throw error;
    const stopped = client.stopped();
    const stoppedIt = error.status === undefined || [401, 402, 403].includes(error.status);
    if (stopped !== undefined && stoppedIt) return { kind: 'none', ...stopped };
    return { kind: 'none', code: codeOf(error), message: error.message };
  }
}

function codeOf({ status }: HttpProblem): string {
  if (status === undefined) return 'no-answer';
  if (status === 404) return 'unknown-hashtag';
  if (status === 429) return 'rate-limited';
  return `http-${status}`;
}

/** Failures after which a remembered id is no longer trusted. */
const ID_REFUSED: readonly string[] = [
  'unknown-hashtag',
  'empty-answer',
  'wrong-hashtag',
  'http-400',
  'http-422',
];

function failureOf({ hashtag }: Target, lost: Failure['lost'], { code, message, likely }: Refusal): Failure {
  return {
    hashtag,
    code,
    lost,
    message: lost === 'reading' ? message : `its videos: ${message}`,
    ...(likely !== undefined && { likely }),
    ...(ID_REFUSED.includes(code) && { id: 'refused' }),
  };
}
