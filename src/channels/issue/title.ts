import type { Alert } from '../../alerts/alert.ts';
import { headlineOf, LED_BY_POSTS, STANDING, standingHeadline } from '../message/headline.ts';
import { hashtagTitle } from './markdown.ts';
import { episodesIn } from './markers.ts';

/** The title of an issue that is made: its notification by mail shows what is in it. */
export function openingTitle(alert: Alert): string {
  return titleOf(alert, headlineOf(alert));
}

/**
 * The title that an issue gets at the news of an alert: the phase of its breakout, and at the end how far it went.
 * @returns undefined where the title says so already, where the issue is about another hashtag, and where a person has
 * given it a title
 */
export function newTitle(
  issue: { readonly title: string; readonly body?: string | null | undefined },
  alert: Alert,
): string | undefined {
  if (episodesIn(issue.body)[0] !== alert.episode || !isOurs(issue.title)) return undefined;
  if (isStillTrue(issue.title, alert)) return undefined;
  const title = titleOf(alert, standingHeadline(alert));
  return title === issue.title ? undefined : title;
}

/** An opening's title stands for as long as its number is that of the body. */
function isStillTrue(title: string, alert: Alert): boolean {
  if (alert.kind === 'over' || alert.phase !== 'breakout') return false;
  return (['opened', 'joined'] as const).some((kind) => openingTitle({ ...alert, kind }) === title);
}

function titleOf({ hashtag, rehearsal }: Alert, headline: string): string {
  return hashtagTitle(rehearsal === undefined ? '' : 'Rehearsal: ', hashtag, headline);
}

/** The figures with which an opening's title ends, those of earlier versions included. */
const FIGURES = String.raw`(?:: (?:[\d.,]+× its (?:usual|baseline)(?:, doubling every [\w ]+)?|[+<-]\S+ (?:%|views) in [\w ]+|${LED_BY_POSTS}))?`;
const WORDS = [
  ...Object.values(STANDING),
  'is breaking out too, for the same videos',
  'broke out,? and [a-z ]+',
].join('|');
const OURS = new RegExp(`^(?:Rehearsal: )?#\\S+ (?:${WORDS})${FIGURES}$`, 'u');

function isOurs(title: string): boolean {
  return OURS.test(title);
}
