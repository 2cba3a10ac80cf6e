import type { Message } from '../../alerts/outbox.ts';
import { letterHtml } from './html.ts';
import { type LetterPlace, letterOf } from './letter.ts';
import { letterText } from './text.ts';

/** A message as a mail: the subject is one line; the text and the HTML say the same. */
export interface EmailMessage {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export function emailMessage(message: Message, place: LetterPlace): EmailMessage {
  const letter = letterOf(message, place);
  return { subject: letter.subject, text: letterText(letter), html: letterHtml(letter) };
}
