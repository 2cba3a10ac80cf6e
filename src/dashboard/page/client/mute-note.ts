import type { SummaryRow } from '../../schema/site.ts';
import { element } from './dom.ts';
import { timeTag } from './time-tag.ts';

const BY = {
  closing: 'its issue was closed',
  label: 'by a label on its issue',
  comment: 'by a comment on its issue',
} as const;

/** Says that a hashtag is muted, until when, and by what. */
export function muteNote({ mute }: SummaryRow): HTMLElement | undefined {
  if (mute === undefined) return undefined;
  const until = mute.until === undefined ? ['it has cooled off'] : [timeTag(Date.parse(mute.until))];
  return element('span', { class: 'second quiet' }, 'Muted until ', ...until, ` (${BY[mute.by]}).`);
}
