import type { Notification } from '../../alerts/outbox.ts';

/** In a forum each breakout is a post of its own, and its later news stands in that post. */

/** @see https://docs.discord.com/developers/resources/webhook#execute-webhook */
const POST_NAME_UNITS_MAX = 100;

/** The name of the post that a message begins: its title, cut at a whole word where it is too long. */
export function postName(title: string): string {
  if (title.length <= POST_NAME_UNITS_MAX) return title;
  const cut = title.slice(0, POST_NAME_UNITS_MAX - 1).toWellFormed();
  return `${cut.slice(0, cut.lastIndexOf(' ') > 40 ? cut.lastIndexOf(' ') : undefined)}…`;
}

/** The ids of the notifications that may have begun the post in which this one belongs, the likeliest first. */
export function postBeganBy(notification: Notification): readonly string[] {
  if (notification.kind !== 'alert' || notification.alert.kind === 'opened') return [];
  const { episode, leader } = notification.alert;
  const episodes = leader === undefined ? [episode] : [leader.episode, episode];
  return episodes.map((one) => `${one}/opened/${notification.channel}`);
}

/** What the record keeps of a message: its number, and its post's where Discord says that it is in one. */
export function discordReceipt(message: string, post: string | undefined): string {
  return post === undefined ? `message ${message}` : `message ${message} in post ${post}`;
}

/** The number of the post that a receipt names. */
export function postIn(receipt: string | undefined): string | undefined {
  return / in post (\d{1,20})$/.exec(receipt ?? '')?.[1];
}
