import type { PostsThreshold } from '../../settings/settings.ts';
import { type Advice, quoted } from '../advice/advice.ts';
import type { Quantity } from './quantity.ts';

const HOURS_MAX = 24;
const PERCENT_MAX = 1000;
const POSTS_MAX = 1_000_000;
const TEXT = /^(\d{1,7}(?:\.\d{1,3})?)( ?%)? ?\/ ?(\d{1,2}) ?h$/;

/** `50 %/6 h` and `200/6 h` ↔ growth of the number of videos in so many hours. */
export const POSTS: Quantity<PostsThreshold> = {
  examples: ['200/6 h', '50 %/6 h'],
  pattern: /^(?:\d{1,7}|\d{1,4}(?:\.\d{1,3})? ?%) ?\/ ?\d{1,2} ?h$/,
  // Whole numbers from 1 to a million, or over 0 and at most 1000 %, in 1 to 24 hours.
  exactPattern:
    '^(?:0*(?:[1-9]\\d{0,5}|1000000)|(?!0+(?:\\.0+)? ?%)(?:0?\\d{1,3}(?:\\.\\d{1,3})?|1000(?:\\.0{1,3})?) ?%) ?\\/ ?(?:0?[1-9]|1\\d|2[0-4]) ?h$',
  isFit: (text) => {
    const { hours, ...most } = readPosts(text);
    const amount = 'percent' in most ? most.percent / PERCENT_MAX : most.posts / POSTS_MAX;
    return hours >= 1 && hours <= HOURS_MAX && amount > 0 && amount <= 1;
  },
  read: readPosts,
  write: (posts) =>
    'percent' in posts ? `${posts.percent} %/${posts.hours} h` : `${posts.posts}/${posts.hours} h`,
  advise,
};

function readPosts(text: string): PostsThreshold {
  const [, amount = '', percent, hours = ''] = TEXT.exec(text) ?? [];
  const span = { hours: Number(hours) };
  return percent === undefined ? { posts: Number(amount), ...span } : { percent: Number(amount), ...span };
}

function advise(text: string): Advice {
  const [, number, sign = '', time] =
    /^\s*(\d{1,7}(?:[.,]\d{1,3})?)\s*(%?)(?:[^\d]{0,20}(\d{1,2}))?/.exec(text) ?? [];
  const amount = (number ?? '200').replace(',', '.');
  const unit = sign === '%' ? ' %' : '';
  const write = `\`${sign === '%' ? amount : amount.replace(/\..*/, '')}${unit}/${time ?? '6'} h\``;
  if (POSTS.pattern.test(text)) {
    return {
      message: `${quoted(text)} is out of range`,
      remedy: `write 1 to ${POSTS_MAX} new videos, or more than 0 and at most ${PERCENT_MAX} %, in 1 to ${HOURS_MAX} h: \`200/6 h\``,
    };
  }
  if (number !== undefined && time === undefined)
    return { message: `${quoted(text)} new videos in what time?`, remedy: `write ${write}` };
  const isFit = POSTS.pattern.test(write.slice(1, -1)) && POSTS.isFit?.(write.slice(1, -1)) === true;
  return {
    message: `${quoted(text)} does not say how many new videos in how many hours`,
    remedy: isFit
      ? `write ${write}`
      : 'write a number or percent, and hours up to 24: `200/6 h` or `50 %/6 h`',
  };
}
