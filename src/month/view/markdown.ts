import { CommandFailure } from '../../failure.ts';
import { escapeHtml } from '../../text/html.ts';
import { barChart } from './bar-chart.ts';
import { safeLink } from './safe-link.ts';

/** GitHub's Markdown as HTML. */
export type RenderMarkdown = (markdown: string) => string;

/** HTML that GitHub lets through, as far as texts of ours use it. */
const TAG = /^<\/?(?:sub|sup|br|kbd|details|summary)>$/;

/**
 * A renderer of GitHub's Markdown as issues, comments and job summaries have it: hidden comments are left out, other HTML is
 * shown as text, links lead to pages only, and a chart is drawn.
 * @throws {CommandFailure} where the package, which is one of development, is not installed
 */
export async function loadMarkdown(): Promise<RenderMarkdown> {
  const { Marked } = await importMarked();
  const marked = new Marked({
    gfm: true,
    breaks: true,
    renderer: {
      html: ({ text }) => htmlOf(text),
      link({ href, tokens }) {
        return safeLink(href, this.parser.parseInline(tokens));
      },
      image: ({ text }) => escapeHtml(text),
      code: ({ text, lang }) =>
        (lang === 'mermaid' ? barChart(text) : undefined) ?? `<pre>${escapeHtml(text)}</pre>`,
    },
  });
  return (markdown) => {
    const html = marked.parse(markdown);
    if (typeof html !== 'string') throw new TypeError('Nothing in it is asynchronous.');
    return html;
  };
}

function htmlOf(text: string): string {
  return text
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .split(/(<[^<>]*>)/)
    .map((piece) => (TAG.test(piece) ? piece : escapeHtml(piece)))
    .join('');
}

async function importMarked(): Promise<typeof import('marked')> {
  try {
    return await import('marked');
  } catch (cause) {
    throw new CommandFailure(
      'The month shows issues with a package of development, which is not installed here: run npm ci in a clone of the repository.',
      { cause },
    );
  }
}
