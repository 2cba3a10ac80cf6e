import { createHash } from 'node:crypto';
import type { Notification } from '../../alerts/outbox.ts';

/** How a mail finds its conversation: RFC 5322, section 3.6.4. Ids stand in angle brackets. */
export interface EmailThread {
  readonly messageId: string;
  /** The mails that began the conversation, the first first; none for one that begins it. */
  readonly references: readonly string[];
}

/**
 * The ids are computed from what the mail tells, so that a mail which is sent again keeps its id, and a later one of the
 * same episode refers to the first without anything being remembered. An episode that joined another one belongs
 * to that one's conversation too.
 * @param origin what tells two senders of alike news apart: the repository
 * @param domain the sender's, under which the ids stand
 */
export function threadOf(notification: Notification, origin: string, domain: string): EmailThread {
  const idOf = (notificationId: string): string => {
    const digest = createHash('sha256').update(`${origin}\n${notificationId}`).digest('hex');
    return `<${digest.slice(0, 40)}.hashtag-radar@${domain}>`;
  };
  const messageId = idOf(notification.id);
  const references = firstMails(notification).map(idOf);
  return { messageId, references: references.filter((id) => id !== messageId) };
}

/** The notifications that began the conversation of this one. Their ids are computed in `src/alerts/outbox.ts`. */
function firstMails(notification: Notification): readonly string[] {
  if (notification.kind === 'digest') return [];
  if (notification.kind === 'health') return [`${notification.notice.story}/opened/${notification.channel}`];
  const { alert, channel } = notification;
  const { episode, leader } = alert;
  return leader === undefined
    ? [`${episode}/opened/${channel}`]
    : [`${leader.episode}/opened/${channel}`, `${episode}/joined/${channel}`];
}
