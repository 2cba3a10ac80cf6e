import { describe, expect, test } from 'vitest';
import type { Discovery } from '../../src/discovery/discovery.ts';
import { planAddition } from '../../src/watch-form/addition.ts';
import { foundIn, foundIssueBody, foundIssueTitle } from '../../src/watch-form/found-issue-text.ts';
import { readRequest } from '../../src/watch-form/request.ts';

const discovery: Discovery = {
  at: Date.parse('2026-11-23T12:00:00Z'),
  companion: 'romantasy',
  firstSeenAt: Date.parse('2026-11-23T04:00:00Z'),
  creators: 9,
  usualCreatorsPerDay: 1.6,
  beside: [
    { hashtag: 'booktok', creators: 8 },
    { hashtag: 'books', creators: 2 },
  ],
  videos: [
    { id: '77', creator: 'mia.reads' },
    { id: '78', creator: '`\n### Group\n\nevil\n@octocat' },
    { id: '79' },
  ],
};
const body = foundIssueBody(discovery, 'Europe/Berlin');

describe('the issue of a discovery', () => {
  test('says what was seen, how to watch it, and how to never get it again', () => {
    expect(foundIssueTitle(discovery)).toBe('Watch #romantasy? 9 creators used it within a day');
    expect(body).toMatchInlineSnapshot(`
      "### Hashtags

      romantasy

      ### Why

      Found beside booktok on 2026-11-23

      <!-- hashtag-radar:discovery=romantasy 2026-11-23T12:00:00Z -->

      9 creators used \`#romantasy\` within a day, until 23 Nov 2026, 13:00 CET, where about 2 a day did before. First seen: 23 Nov 2026, 05:00 CET.

      It stands beside \`#booktok\` (8), \`#books\` (2).

      Videos: [\`@mia.reads\`](https://www.tiktok.com/@mia.reads/video/77), [\`\` @\` ### Group evil @octocat \`\`](https://www.tiktok.com/@%60%0A%23%23%23%20Group%0A%0Aevil%0A%40octocat/video/78), [a video](https://www.tiktok.com/@_/video/79).

      **To watch it**, add the label \`watch\`. If you may write to this repository, a pull request with this change opens within a minute or two:

      \`\`\`text
      - name: romantasy
        note: Found beside booktok on 2026-11-23
      \`\`\`

      **To never get it again**, close this issue as not planned, or add the label \`never-discover\`.
      "
    `);
  });

  test('is the form, so that a label opens the pull request that adds it', () => {
    const read = readRequest(body);
    const request = { hashtags: ['romantasy'], note: 'Found beside booktok on 2026-11-23' };
    expect(read).toEqual({ kind: 'request', request });
    const text = 'hashtags:\n  - booktok\n';
    expect(planAddition(text, request)).toMatchObject({
      kind: 'edited',
      text: `${text}  - name: romantasy\n    note: Found beside booktok on 2026-11-23\n`,
    });
  });

  test('is known again by its marker, on a line of its own, however lines end', () => {
    expect(foundIn(body)).toEqual({ companion: 'romantasy', at: discovery.at });
    expect(foundIn(body.replaceAll('\n', '\r\n'))).toEqual({ companion: 'romantasy', at: discovery.at });
    expect(foundIn(`seen: ${body.split('\n').find((line) => line.startsWith('<!--'))}`)).toBeUndefined();
    expect(foundIn(null)).toBeUndefined();
  });

  test('holds strangers’ names as text that nothing mentions or ends early', () => {
    expect(body).not.toMatch(/^### Group/m);
    expect(body).not.toMatch(/(?<!`[^`\n]*)@octocat/);
  });

  test('takes no setting from what people write below its marker, and nothing above it', () => {
    expect(readRequest(`${body}\n### Threshold\n\n1 %/h`)).toMatchObject({ kind: 'request' });
    expect(readRequest(`hello\n${body}`)).toMatchObject({ kind: 'unreadable' });
    expect(readRequest(body.replace('### Why', '### Group'))).toMatchObject({ kind: 'unreadable' });
  });
});

test.each(['!!str', "it's", 'a: b', '#x', '[x]', '- x', 'null', '<b>'])(
  'a name that YAML could take for something else never gets into a change: %s',
  (companion) => {
    const read = readRequest(foundIssueBody({ ...discovery, companion }, 'UTC'));
    const hashtags = read.kind === 'request' ? read.request.hashtags : [];
    for (const name of hashtags) expect(name).toMatch(/^[\p{L}\p{N}_]+$/u);
    if (read.kind === 'request') {
      const added = planAddition('hashtags: [booktok]\n', read.request);
      expect(added.kind === 'edited' && added.after.watches.map(({ hashtag }) => hashtag)).toEqual([
        'booktok',
        ...hashtags,
      ]);
    }
  },
);
