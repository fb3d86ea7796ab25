import { element } from './page.ts';

/** One line of a list to choose from. */
export interface Choice {
  readonly title: string;
  readonly detail?: string | undefined;
  /** What choosing it gives: a value for a field, or an address. */
  readonly value: string;
}

/** Choices under one heading; without a heading they stand alone. */
export interface ChoiceGroup {
  readonly title?: string;
  readonly choices: readonly Choice[];
}

/**
 * The list under a field that one chooses from with the arrow keys, while the focus stays in it.
 *
 * Shape: `ul.listbox` of `li.option`; the chosen one has `aria-selected`.
 */
export class ChoiceList {
  readonly list: HTMLUListElement;
  readonly #field: HTMLInputElement;
  readonly #name: string;
  #at = -1;

  constructor(field: HTMLInputElement, name: string, label: string) {
    this.#field = field;
    this.#name = name;
    this.list = element('ul', { class: 'listbox', role: 'listbox', id: name, 'aria-label': label });
    this.list.hidden = true;
    const roles = { role: 'combobox', 'aria-controls': name, 'aria-autocomplete': 'list' };
    for (const [key, value] of Object.entries(roles)) field.setAttribute(key, value);
    field.setAttribute('aria-expanded', 'false');
    field.autocomplete = 'off';
    // A press on a choice would take the focus from the field before it can choose.
    this.list.addEventListener('mousedown', (event) => event.preventDefault());
  }

  /** Shows the groups anew; `at` is the line that is chosen at first, none if negative. */
  show(groups: readonly ChoiceGroup[], at: number): void {
    let count = 0;
    const lines = groups.flatMap(({ title, choices }) => [
      ...(title === undefined
        ? []
        : [element('li', { class: 'listbox-title', role: 'presentation' }, title)]),
      ...choices.map((choice) => {
        count += 1;
        return this.#line(choice, `${this.#name}-${count}`);
      }),
    ]);
    this.list.replaceChildren(...lines);
    this.list.hidden = count === 0;
    this.#field.setAttribute('aria-expanded', String(count > 0));
    this.#mark(at);
  }

  hide(): void {
    this.show([], -1);
  }

  get isOpen(): boolean {
    return !this.list.hidden;
  }

  /** Goes to the next or the previous line, round the ends. */
  move(by: 1 | -1): void {
    const count = this.#lines().length;
    if (count > 0) this.#mark(this.#at < 0 && by < 0 ? count - 1 : (this.#at + by + count) % count);
  }

  /** The value of the line that is chosen now. */
  get value(): string | undefined {
    return this.#lines()[this.#at]?.dataset.value;
  }

  /** The value of the line that was clicked. */
  valueAt(target: EventTarget | null): string | undefined {
    const line = target instanceof Element ? target.closest('li') : null;
    return line?.dataset.value;
  }

  #line({ title, detail, value }: Choice, id: string): HTMLLIElement {
    const line = element('li', { class: 'option', role: 'option', id, 'data-value': value });
    line.append(element('span', { class: 'option-title' }, title));
    if (detail) line.append(' ', element('span', { class: 'option-detail' }, detail));
    return line;
  }

  #lines(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>('[role=option]')];
  }

  #mark(at: number): void {
    this.#at = at;
    for (const [index, line] of this.#lines().entries()) {
      line.setAttribute('aria-selected', String(index === at));
      if (index !== at) continue;
      line.scrollIntoView({ block: 'nearest' });
      this.#field.setAttribute('aria-activedescendant', line.id);
    }
    if (at < 0) this.#field.removeAttribute('aria-activedescendant');
  }
}
