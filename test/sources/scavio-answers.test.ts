import { describe, expect, test } from 'vitest';
import { readListing } from '../../src/sources/scavio/listing.ts';
import { readNumbers } from '../../src/sources/scavio/numbers.ts';

/** TikTok's web shape with any of its three places. */
function web(places: { readonly challenge?: object; readonly stats?: object; readonly statsV2?: object }) {
  const { challenge, ...rest } = places;
  return {
    data: {
      challengeInfo: {
        challenge: { id: '229207', title: 'x', ...(challenge && { stats: challenge }) },
        ...rest,
      },
    },
  };
}

const asItIs = (text: string): string => text;

describe('the numbers of a hashtag', () => {
  test.each<readonly [string, unknown, object]>([
    [
      'web: the API reference',
      web({ challenge: { videoCount: 0, viewCount: 119178100000000 } }),
      { views: 119178100000000, id: '229207', name: 'x' },
    ],
    [
      'web: statsV2 is more precise than stats, and has the videos',
      web({
        stats: { viewCount: 954800000000, videoCount: 0 },
        statsV2: { viewCount: '954780316160', videoCount: '56953998' },
      }),
      { views: 954780316160, videos: 56953998, id: '229207', name: 'x' },
    ],
    [
      'web: statsV2 may be rounded and stats exact',
      web({
        stats: { viewCount: 1234567, videoCount: 56_953_998 },
        statsV2: { viewCount: '1200000', videoCount: '57000000' },
      }),
      { views: 1234567, videos: 56_953_998, id: '229207', name: 'x' },
    ],
    [
      'web: statsV2 of zeros is not given',
      web({ stats: { viewCount: 3400000 }, statsV2: { viewCount: '0', videoCount: '0' } }),
      { views: 3400000, id: '229207', name: 'x' },
    ],
    [
      'workflow page, without an id',
      { data: { stats: { view_count: 1234, video_count: 56 } } },
      { views: 1234, videos: 56 },
    ],
    [
      'workflow page, an id as a number',
      { data: { id: 42, stats: { view_count: '1234' } } },
      { views: 1234, id: '42' },
    ],
    [
      'mobile',
      { data: { ch_info: { cid: '7', cha_name: 'x', view_count: 1234, user_count: 56 } } },
      { views: 1234, videos: 56, id: '7', name: 'x' },
    ],
    [
      'extra keys and nulls beside them',
      { data: { ch_info: null, challengeInfo: null, extra: 1, stats: { view_count: 5 } } },
      { views: 5 },
    ],
    [
      'a count that is no count beside one that is',
      web({ stats: { viewCount: 77 }, statsV2: { viewCount: '1.2M' } }),
      { views: 77, id: '229207', name: 'x' },
    ],
  ])('%s', (_why, body, numbers) => {
    expect(readNumbers(body)).toEqual({ kind: 'numbers', numbers });
  });

  test.each<readonly [string, unknown]>([
    ['null', { data: null }],
    ['empty', { data: {} }],
  ])('are not there in data that is %s: TikTok gave nothing', (_why, body) => {
    expect(readNumbers(body)).toMatchObject({ kind: 'none', code: 'empty-answer' });
  });

  test('zeros alone are no numbers: TikTok gives them when it gives none', () => {
    expect(readNumbers({ data: { stats: { view_count: 0, video_count: 0 } } })).toMatchObject({
      kind: 'none',
      code: 'zero-views',
    });
  });

  test.each<readonly [string, unknown, string]>([
    ['no challengeInfo', { data: { statusCode: 10205 } }, '{"data":{"statusCode":10205}}'],
    ['a negative count', { data: { stats: { view_count: -5 } } }, '-5'],
    ['a fraction', { data: { stats: { view_count: 1.5 } } }, '1.5'],
    ['an absurd count', { data: { stats: { view_count: 1e30 } } }, '1e+30'],
    ['a count in words', { data: { stats: { view_count: '1.2M' } } }, '1.2M'],
    ['a list', { data: [1, 2] }, '[1,2]'],
    ['an error with status 200', { error: 'blocked' }, 'blocked'],
    ['a page of HTML', '<html>captcha</html>', 'captcha'],
    ['nothing', undefined, 'nothing'],
    ['an empty text', '', 'nothing'],
  ])('%s is an error that shows what came, never a zero', (_why, body, shown) => {
    const answer = readNumbers(body);
    expect(answer).toMatchObject({ kind: 'none', code: 'unreadable-answer' });
    expect(answer.kind === 'none' && answer.message).toContain(shown);
  });

  test('what came is shown on one short line', () => {
    const answer = readNumbers({ data: { flood: 'x\n'.repeat(5_000) } });
    expect(answer.kind === 'none' && answer.message.length).toBeLessThan(260);
    expect(answer.kind === 'none' && answer.message).not.toContain('\n');
  });
});

describe('a listing', () => {
  const mobile = {
    aweme_id: '7300000000000000001',
    create_time: 1_764_000_000,
    desc: 'caption',
    statistics: { play_count: 12_345, digg_count: 1 },
    author: { unique_id: 'ann', nickname: 'Ann' },
  };
  const webEntry = {
    id: '7300000000000000001',
    createTime: 1_764_000_000,
    desc: 'caption',
    stats: { playCount: 12_345 },
    author: { uniqueId: 'ann' },
  };
  const web = {
    id: '7300000000000000001',
    postedAt: 1_764_000_000_000,
    views: 12_345,
    creator: 'ann',
    caption: 'caption',
  };
  const video = { ...web, likes: 1 };

  test.each<readonly [string, unknown, readonly object[]]>([
    ['mobile', { data: { aweme_list: [mobile], cursor: 20, has_more: 1 } }, [video]],
    ['web', { data: { videos: [webEntry] } }, [web]],
    ['web, at the top', { videos: [webEntry] }, [web]],
    ['empty', { data: { aweme_list: [] } }, []],
    ['repeated entries, as they came', { data: { aweme_list: [mobile, mobile] } }, [video, video]],
    [
      'an id as a number, times and counts as strings',
      { videos: [{ ...webEntry, id: 42, createTime: '1764000000', stats: { playCount: '7' } }] },
      [{ ...web, id: '42', views: 7 }],
    ],
    [
      'without statistics',
      { data: { aweme_list: [{ ...mobile, statistics: undefined }] } },
      [{ id: video.id, postedAt: video.postedAt, creator: 'ann', caption: 'caption' }],
    ],
    [
      'without author or caption',
      { data: { aweme_list: [{ ...mobile, author: null, desc: '' }] } },
      [{ id: video.id, postedAt: video.postedAt, views: 12_345, likes: 1 }],
    ],
    [
      'an entry without an id among good ones',
      { data: { aweme_list: [{ ...mobile, aweme_id: undefined }, mobile, null, 5] } },
      [video],
    ],
  ])('%s', (_why, body, videos) => {
    expect(readListing(body, asItIs)).toEqual({ kind: 'listing', videos });
  });

  test.each<readonly [string, unknown]>([
    [
      'mobile',
      {
        data: {
          aweme_list: [
            {
              ...mobile,
              desc: 'caption #BookTok',
              statistics: { play_count: 12_345, digg_count: 90, comment_count: 0, share_count: '7' },
              author: { unique_id: 'ann', follower_count: 1200 },
              text_extra: [{ hashtag_name: 'booktok' }, { user_id: '1' }, null],
              cha_list: [{ cha_name: 'Romantasy' }],
              music: { mid: '7123', title: 'original sound' },
              region: 'DE',
              desc_language: 'de',
            },
          ],
        },
      },
    ],
    [
      'web',
      {
        videos: [
          {
            ...webEntry,
            desc: 'caption #BookTok',
            stats: { playCount: 12_345, diggCount: 90, commentCount: 0, shareCount: 7 },
            authorStats: { followerCount: 1200 },
            textExtra: [{ hashtagName: 'booktok' }],
            challenges: [{ title: 'Romantasy' }],
            music: { id: '7123', title: 'original sound' },
            locationCreated: 'DE',
            textLanguage: 'de',
          },
        ],
      },
    ],
  ])('%s, with all that stands beside the views', (_why, body) => {
    expect(readListing(body, asItIs)).toEqual({
      kind: 'listing',
      videos: [
        {
          ...web,
          caption: 'caption #BookTok',
          hashtags: ['booktok', 'romantasy'],
          sound: { id: '7123', title: 'original sound' },
          ...{ likes: 90, comments: 0, shares: 7, followers: 1200, region: 'DE', language: 'de' },
        },
      ],
    });
  });

  test('passes over what stands beside the views in another shape', () => {
    const odd = { music: 5, region: 'Germany', desc_language: 'un', text_extra: 'x', cha_list: [7] };
    const body = { data: { aweme_list: [{ ...mobile, ...odd }] } };
    expect(readListing(body, asItIs)).toEqual({ kind: 'listing', videos: [video] });
  });

  test('bounds strangers’ text, at whole characters', () => {
    const flood = {
      ...mobile,
      desc: '🙂'.repeat(500),
      author: { unique_id: `${'a'.repeat(63)}🙂${'b'.repeat(500)}` },
    };
    const answer = readListing({ data: { aweme_list: [flood] } }, asItIs);
    const [read] = answer.kind === 'listing' ? answer.videos : [];
    expect(read?.caption?.length).toBeLessThanOrEqual(200);
    expect(read?.creator?.length).toBeLessThanOrEqual(64);
    expect(`${read?.creator}${read?.caption}`.isWellFormed()).toBe(true);
  });

  test.each<readonly [string, unknown]>([
    ['no list', { data: {} }],
    ['a list that is null, as blocked answers have it', { data: { aweme_list: null, has_more: 0 } }],
    ['a list that is none', { data: { aweme_list: 'x' } }],
    ['entries of no known shape', { data: { aweme_list: [{ foo: 1 }] } }],
    ['entries without post times', { data: { videos: [{ ...webEntry, createTime: 0 }] } }],
    ['text', 'upstream timeout'],
  ])('%s is an error', (_why, body) => {
    expect(readListing(body, asItIs)).toMatchObject({ kind: 'none', code: 'unreadable-answer' });
  });
});
