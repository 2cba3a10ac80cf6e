import { HttpProblem } from '../../http/http.ts';
import { normaliseHashtag } from '../../readings/hashtag.ts';
import type { Failure, Sample } from '../../readings/sample.ts';
import type { Video } from '../../readings/video.ts';
import { plainLine } from '../../text/untrusted.ts';
import type { Source, Target } from '../source/source.ts';
import { createScavioClient, type ScavioClient, type ScavioOptions } from './client.ts';
import { readListing } from './listing.ts';
import { type HashtagNumbers, type NumbersAnswer, readNumbers } from './numbers.ts';

/** Sampling is cut off after this long unless told otherwise, so that a run ends before the next one is due. */
const SAMPLING_MAX_MS = 12 * 60_000;
/** A stranger's name is shown to this length. */
const NAME_CHARS_MAX = 60;

export interface ScavioSourceOptions extends ScavioOptions {
  /** The instant of an answer, ms; a frozen one in replays and tests. */
  readonly clock: () => number;
  /** How long sampling may take, ms. */
  readonly samplingMaxMs?: number;
}

/** The Scavio TikTok API as a source: two calls a hashtag, one credit each. */
export function createScavioSource(options: ScavioSourceOptions): Source {
  return {
    sample: async (targets) => {
      const client = createScavioClient(options);
      const outOfTime = setTimeout(
        () =>
          client.stop({
            code: 'out-of-time',
            message: 'the run had no time left: watch fewer hashtags, or a faster plan',
          }),
        options.samplingMaxMs ?? SAMPLING_MAX_MS,
      );
      try {
        const results = await Promise.all(
          targets.map((target) => sampleSafely(client, target, options.clock)),
        );
        const stopped = client.stopped();
        return {
          samples: results.flatMap(({ sample }) => sample ?? []),
          failures: results.flatMap(({ failure }) =>
            failure === undefined ? [] : [cleaned(failure, options)],
          ),
          credits: client.credits(),
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
function cleaned(failure: Failure, { redact }: ScavioOptions): Failure {
  return { ...failure, message: redact(failure.message) };
}

interface Result {
  readonly sample?: Sample;
  readonly failure?: Failure;
}

type Listing = { readonly videos: readonly Video[] } | { readonly failure: Failure };

/** Whatever one answer does to this program costs its own hashtag only. */
async function sampleSafely(client: ScavioClient, target: Target, clock: () => number): Promise<Result> {
  try {
    return await sampleOne(client, target, clock);
  } catch (error) {
    const what = error instanceof Error ? error.name : 'unknown';
    const message = `an answer that could not be worked on (${what})`;
    return { failure: { hashtag: target.hashtag, code: 'unreadable-answer', lost: 'reading', message } };
  }
}

/** Both calls of one hashtag: at once when the id is known from an earlier run, else one after the other. */
async function sampleOne(client: ScavioClient, target: Target, clock: () => number): Promise<Result> {
  const early = target.id === undefined ? undefined : listVideos(client, target);
  const answer = await ask(client, () => client.hashtag(target));
  const at = clock();
  const numbers = answer.kind === 'answered' ? ofTarget(readNumbers(answer.body), target) : answer;
  if (numbers.kind !== 'numbers') {
    await early;
    return { failure: failureOf(target, 'reading', numbers) };
  }
  const { views, videos, id = target.id } = numbers.numbers;
  const listing = await (early ?? listVideos(client, { ...target, ...(id !== undefined && { id }) }));
  const sample = {
    hashtag: target.hashtag,
    at,
    views,
    ...(videos !== undefined && { videos }),
    ...(id !== undefined && isNamed(numbers.numbers, target) && { id }),
  };
  return 'failure' in listing
    ? { sample, failure: listing.failure }
    : { sample: { ...sample, listing: listing.videos } };
}

/**
 * The numbers, unless the answer is about another hashtag: counts of that one would pass for a leap of this one. It is when
 * both its name and its id are others than those asked for. A name alone proves little: TikTok spells some its own way.
 */
function ofTarget(answer: NumbersAnswer, target: Target): NumbersAnswer {
  if (answer.kind === 'none' || isNamed(answer.numbers, target)) return answer;
  const { id, name = '' } = answer.numbers;
  if (target.id === undefined || id === undefined || id === target.id) return answer;
  const named = normaliseHashtag(name);
  return {
    kind: 'none',
    code: 'wrong-hashtag',
    ...(named.kind === 'ok' && { likely: named.name }),
    message: `the answer is about another hashtag, "${plainLine(name, NAME_CHARS_MAX)}": the next run asks by name again`,
  };
}

/** Whether an answer bears the name that was asked for, or none. The id of one that does not is not learnt. */
function isNamed({ name }: HashtagNumbers, { hashtag }: Target): boolean {
  if (name === undefined) return true;
  const named = normaliseHashtag(name);
  return named.kind === 'ok' && named.name === hashtag;
}

async function listVideos(client: ScavioClient, target: Target): Promise<Listing> {
  const answer = await ask(client, () => client.videos(target));
  const listing = answer.kind === 'answered' ? readListing(answer.body) : answer;
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
