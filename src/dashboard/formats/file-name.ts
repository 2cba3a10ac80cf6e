import { createHash } from 'node:crypto';

/** Names that Windows keeps for devices, with any ending. Source: Microsoft Learn, "Naming Files, Paths, and Namespaces". */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;
/** A plain name has no `-`, so it cannot be mistaken for one with a digest. */
const PLAIN = /^[a-z0-9][a-z0-9_]{0,59}$/;
const READABLE_CHARS = 40;
const DIGEST_CHARS = 16;

/**
 * A hashtag in names of files: itself where every disk and address keeps it as it is, else its plain part and a digest.
 * Two hashtags never share one, not on a disk that ignores case either.
 */
export function fileNameOf(hashtag: string): string {
  if (PLAIN.test(hashtag) && !DEVICE.test(hashtag)) return hashtag;
  const readable = hashtag.replaceAll(/[^a-z0-9]/g, '').slice(0, READABLE_CHARS);
  const digest = createHash('sha256').update(hashtag).digest('hex').slice(0, DIGEST_CHARS);
  return `${readable === '' ? 'hashtag' : readable}-${digest}`;
}
