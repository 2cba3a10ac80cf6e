import type { TrackedHashtag } from '../detector/tracked-hashtag.ts';
import type { Mute } from './mute.ts';

/** What is known of one hashtag between runs: what its readings say, and what people asked for. */
export interface HashtagState extends TrackedHashtag {
  readonly mute?: Mute;
}
