/** Where a bot writes: a chat, and a topic in it where the chat has topics. */
export interface ChatPlace {
  /** A chat's number, or `@` and a public chat's name. */
  readonly chat: string;
  /** Number of the topic. */
  readonly topic?: string;
}

/** A chat by its number or public name, or by a link as Telegram copies it, of the chat, a topic or a message in one. */
export const CHAT_PATTERN =
  /^(?:-?\d{1,20}|@[A-Za-z]\w{3,31}|(?:https?:\/\/)?(?:t|telegram)\.me\/(?:c\/\d{1,20}|[A-Za-z]\w{3,31})(?:\/\d{1,15}){0,2}\/?(?:\?[\w=&%-]*)?|(?:https?:\/\/)?web\.telegram\.org\/[akz]\/#-?\d{1,20}(?:_\d{1,15})?)$/;

/**
 * The chat and the topic that a text names. In a link a private chat's number stands without the `-100` before it.
 * @param written as `CHAT_PATTERN` takes it
 */
export function chatPlace(written: string): ChatPlace {
  const [, chat = written, topic] = /#(-?\d+)(?:_(\d+))?$/.exec(written) ?? linked(written);
  return { chat, ...(topic !== undefined && { topic }) };
}

function linked(written: string): readonly (string | undefined)[] {
  const [all, id, name, topic] = /\.me\/(?:c\/(\d+)|([A-Za-z]\w+))(?:\/(\d+))?/.exec(written) ?? [];
  if (all === undefined) return [];
  return [all, id === undefined ? `@${name}` : `-100${id}`, topic];
}
