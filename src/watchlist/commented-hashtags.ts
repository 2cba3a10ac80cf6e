import { quoted } from './advice/advice.ts';
import type { Finding } from './problem.ts';
import type { Place, Tree } from './tree.ts';

/** `#booktok`, or several such, with nothing else: nobody writes a comment like this, and many write hashtags so. */
const HASHTAGS_ONLY = /^(?:#[\p{L}\p{N}_]{1,100}[,;\]\s]*){1,20}$/u;

/** Comments among the hashtags that were probably meant as hashtags: warnings, since YAML has dropped them in silence. */
export function commentedHashtagFindings(root: Place, comments: Tree['comments']): readonly Finding[] {
  const keys = [...(root.entries?.values() ?? [])].map(({ key }) => key);
  const begin = keys.find(({ value }) => value === 'hashtags')?.start;
  if (begin === undefined) return [];
  const end = Math.min(...keys.map(({ start }) => start).filter((start) => start > begin));
  return comments
    .filter(({ start, text }) => start > begin && start < end && HASHTAGS_ONLY.test(text))
    .map(({ start, text }) => {
      const shown = text.replace(/[,;\]\s]+$/u, '');
      const tell = () => ({
        message: `${quoted(shown)} is a comment in YAML, so it is not watched`,
        remedy: 'write it without the `#`, as an entry of its own; in a comment put a space after the `#`',
      });
      return { start, end: start + shown.length, tell };
    });
}
