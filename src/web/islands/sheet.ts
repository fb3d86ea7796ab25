import { element, say } from './page.ts';

/**
 * A dialog over the page, made by script, with its title and a button that closes it.
 *
 * Shape: `<dialog class="sheet">`; Escape closes it, and the focus goes back by itself.
 */
export function newSheet(title: string, name: string, ...children: Node[]): HTMLDialogElement {
  const close = element('button', { type: 'button', class: 'sheet-close' }, say('close'));
  const head = element('div', { class: 'sheet-head' });
  head.append(element('h2', { id: `${name}-title` }, title), close);
  const sheet = element('dialog', { class: `sheet ${name}`, 'aria-labelledby': `${name}-title` });
  sheet.append(head, element('div', { class: 'sheet-body' }, ...children));
  close.addEventListener('click', () => sheet.close());
  sheet.addEventListener('click', (event) => {
    if (event.target === sheet) sheet.close();
  });
  document.body.append(sheet);
  return sheet;
}
