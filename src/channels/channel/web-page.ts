import type { Delivery } from '../../alerts/outbox.ts';
import { failed } from './sink.ts';

/** The beginning of a web page: a login, a proxy's notice, the page of a team. No place answers a webhook with one. */
const PAGE =
  /^\uFEFF?\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i;

/** Whether an answer is a web page, which is nobody's receipt. */
export function isWebPage(answer: string): boolean {
  return PAGE.test(answer);
}

/** @param place as people know it, with a capital: `Slack` */
export function pageInstead(id: string, place: string): Delivery {
  return failed(
    id,
    `${place} did not take it: a web page came for an answer, so the address is not that of a webhook, or something stands before it`,
  );
}
