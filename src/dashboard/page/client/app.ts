import type { Summary } from '../../schema/site.ts';
import { formatAddress, type PageAddress, parseAddress } from './address.ts';
import { compareView } from './compare/compare.ts';
import { openPieces } from './data.ts';
import { byId, element } from './dom.ts';
import { formatMinute } from './format.ts';
import { foundView } from './found/found.ts';
import { hashtagView } from './hashtag/hashtag.ts';
import { healthView } from './health/health.ts';
import { nowView } from './now/now.ts';
import { tickAges } from './time-tag.ts';
import { drawnTrouble, troubleNote } from './trouble.ts';
import type { ViewContext } from './view-context.ts';

const TICK_MS = 30_000;

void start();

async function start(): Promise<void> {
  byId('skip').addEventListener('click', (event) => {
    event.preventDefault();
    byId('main').focus();
  });
  const pieces = openPieces(window);
  const piece = await pieces.load<Summary>('summary');
  if (piece.kind !== 'here') {
    byId('main').replaceChildren(element('h1', {}, 'Nothing to show'), troubleNote(piece, 'The summary'));
    return;
  }
  const summary = piece.value;
  const made = Date.parse(summary.madeAt);
  // Made-up records have a present of their own; and no reader's clock is behind the site that it reads.
  const now = () => (summary.origin === 'simulated' ? made : Math.max(made, Date.now()));
  byId('made').textContent = `Site made ${formatMinute(made)}`;
  setInterval(() => tickAges(document, now()), TICK_MS);
  route(() => ({ summary, pieces, now: now() }));
}

/** Shows the view that the address names, now and whenever it changes. */
function route(stage: () => ViewContext): void {
  const frontTitle = document.title;
  let turn = 0;
  let shown: string | undefined;
  const show = async () => {
    turn += 1;
    const mine = turn;
    const address = parseAddress(location.hash);
    const nodes = await viewOf(stage(), address);
    // The reader may have gone on while a piece was on its way.
    if (mine !== turn) return;
    const main = byId('main');
    main.replaceChildren(...nodes);
    document.title = address.view === 'now' ? frontTitle : `${nameOf(address)} · Hashtag radar`;
    markCurrent(address);
    const place = placeOf(address);
    if (shown !== undefined && shown !== place) {
      window.scrollTo(0, 0);
      main.querySelector('h1')?.focus();
    }
    shown = place;
  };
  window.addEventListener('hashchange', () => void show());
  void show();
}

async function viewOf(stage: ViewContext, address: PageAddress): Promise<readonly Node[]> {
  try {
    switch (address.view) {
      case 'now':
        // Typing into the search must neither fill the browser’s history nor draw the view again.
        return nowView(stage, address, (choice) =>
          history.replaceState(null, '', formatAddress({ view: 'now', ...choice })),
        );
      case 'hashtag':
        return await hashtagView(stage, address);
      case 'compare':
        return await compareView(stage, address);
      case 'found':
        return await foundView(stage);
      case 'health':
        return await healthView(stage);
    }
  } catch (error) {
    // Data that keeps to no shape can fail anywhere in a view. The reader gets a word, whoever looks for it the error.
    reportError(error);
    return [element('h1', { tabindex: -1 }, nameOf(address)), drawnTrouble('This view')];
  }
}

function nameOf(address: PageAddress): string {
  switch (address.view) {
    case 'now':
      return 'Now';
    case 'hashtag':
      return `#${address.hashtag}`;
    case 'compare':
      return 'Compare';
    case 'found':
      return 'Not on your list';
    case 'health':
      return 'Health';
  }
}

/** What counts as the same place: there the reader is left where they are. */
function placeOf(address: PageAddress): string {
  return address.view === 'hashtag' ? `#${address.hashtag}` : address.view;
}

function markCurrent({ view }: PageAddress): void {
  const current = view === 'hashtag' ? '' : view === 'now' ? '#/' : `#/${view}`;
  for (const link of byId('views').querySelectorAll('a')) {
    if (link.getAttribute('href') === current) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}
