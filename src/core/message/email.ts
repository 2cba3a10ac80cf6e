import type { Message } from '../alert/outbox.ts';
import { letterHtml } from './email-html.ts';
import { type LetterPlace, letterOf } from './email-letter.ts';
import { letterText } from './email-text.ts';

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
