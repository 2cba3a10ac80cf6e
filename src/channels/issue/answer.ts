import { answerName, type MuteAnswer } from '../../alerts/mute-requests.ts';
import { isoUtc } from '../../text/time.ts';
import { formatTime } from '../../text/times.ts';
import { codeSpan } from '../../text/untrusted.ts';
import type { IssueComment } from './comments.ts';
import { hashtagSpan, personSpan } from './markdown.ts';
import { answerMarker } from './markers.ts';

const SAID_CHARS_MAX = 60;

/**
 * The answer to a person's request. Nobody is mentioned, and no line of it reads as a request again.
 * @param hashtags those that the issue tells of; none for one about the radar’s own health
 */
export function answerComment(
  answer: MuteAnswer,
  hashtags: readonly string[],
  timezone: string,
): IssueComment {
  const marker = answerMarker(answerName(answer));
  const subject = hashtags.length === 0 ? 'this' : hashtags.map(hashtagSpan).join(', ');
  return {
    marker,
    body: `${marker}\n\n${answerText(answer, subject, timezone)}`,
  };
}

function answerText(answer: MuteAnswer, subject: string, timezone: string): string {
  const person = personSpan(answer.request.person);
  switch (answer.kind) {
    case 'muted': {
      const until = formatTime(isoUtc(answer.until), timezone);
      return (
        `**Muted until ${until}** by ${person}: until then no channel gets a message about ${subject}. It is measured ` +
        'as before, and the numbers above stay current. While this issue is open, a comment `unmute` takes it back.'
      );
    }
    case 'unmuted':
      return `**No longer muted**, says ${person}: messages about ${subject} are sent again.`;
    case 'unclear':
      return (
        `${codeSpan(answer.said, SAID_CHARS_MAX)} is no time to mute for. Write \`mute 12h\`, \`mute 3d\` or \`mute 2w\`, ` +
        'from 1 hour to 90 days, on a line of its own; `unmute` takes it back while this issue is open.'
      );
  }
}
