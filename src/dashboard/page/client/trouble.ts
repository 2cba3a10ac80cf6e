import type { DataFile } from './data.ts';
import { element } from './dom.ts';

/** The clear word in the place of what could not be shown. The rest of the page goes on. */
export function troubleNote(piece: Exclude<DataFile<never>, { kind: 'here' }>, what: string): HTMLElement {
  const [head, then] =
    piece.kind === 'missing'
      ? [`${what} could not be loaded.`, `The file ${piece.name}.js is not there, or the connection is gone.`]
      : [`${what} could not be read.`, `The file ${piece.name}.js is damaged, or another version made it.`];
  return note(head, `${then} Reload the page; if that does not help, the site has to be built again.`);
}

/** The same for what was loaded but could not be drawn. */
export function drawnTrouble(what: string): HTMLElement {
  return note(`${what} could not be drawn.`, 'The data may come from another version: reload the page.');
}

function note(head: string, then: string): HTMLElement {
  return element('p', { class: 'trouble', role: 'alert' }, element('strong', {}, head), ` ${then}`);
}
