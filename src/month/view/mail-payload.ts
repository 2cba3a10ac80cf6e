import { z } from 'zod';

/** A mail as its reader's program has it. Its MIME boundaries and dates are the machine's, and left out. */
export const mailPayload = z.object({
  subject: z.string(),
  from: z.string(),
  to: z.string(),
  messageId: z.string(),
  inReplyTo: z.string().optional(),
  text: z.string(),
  html: z.string(),
});

export type MailPayload = z.infer<typeof mailPayload>;
