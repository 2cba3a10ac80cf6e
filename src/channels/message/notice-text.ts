import type { HealthNotice } from '../../alerts/health-notice.ts';
import type { Message } from '../../alerts/outbox.ts';
import { causeText } from '../../health/cause-text.ts';
import { type DigestText, digestText } from './digest-text.ts';

/** A message that is about no single breakout. */
export type News = Exclude<Message, { readonly kind: 'alert' }>;

/** What it is about, for a colour or a sign: several breakouts, something that keeps the radar from seeing, or its end. */
export type NewsTone = 'digest' | 'trouble' | 'recovered';

/** What every channel says of it, in words. */
export interface NewsText extends DigestText {
  readonly tone: NewsTone;
  /** Another system's text. */
  readonly said?: string;
  readonly remedy?: string;
}

/** Hashtags that a title names. */
const NAMED_MAX = 3;

/** @param timezone IANA zone in which people read times */
export function newsText(news: News, timezone: string): NewsText {
  if (news.kind === 'digest') return { ...digestText(news.digest, timezone), tone: 'digest' };
  return noticeText(news.notice, timezone);
}

/** The instant of the run that it comes from, ISO 8601. */
export function newsAt(news: News): string {
  return news.kind === 'digest' ? news.digest.at : news.notice.at;
}

function noticeText(notice: HealthNotice, timezone: string): NewsText {
  const { title, named, found, said, remedy, hashtags, likely } = causeText(notice, timezone);
  const sections = [
    { heading: 'Without a reading', items: hashtags },
    { heading: 'New names, perhaps', items: likely },
  ];
  return {
    tone: notice.kind === 'over' ? 'recovered' : 'trouble',
    title,
    named: named.slice(0, NAMED_MAX),
    more: Math.max(0, named.length - NAMED_MAX),
    lead: found,
    sections: sections.filter(({ items }) => items.length > 0),
    ...(said !== undefined && { said }),
    ...(remedy !== undefined && { remedy }),
  };
}
