import { ChoiceList } from './choices.ts';
import { htmx } from './htmx.ts';
import { isComposing } from './keys.ts';
import { LatestAnswer } from './latest.ts';
import { all } from './page.ts';

/** One of what `data-lookup` with `?q=` answers: a room, and the line that tells it from others. */
interface RoomLine {
  room: string;
  line: string;
}

const known = new WeakSet<HTMLInputElement>();

/**
 * Makes `input[data-island=room]` offer rooms as one types, and then show the room's card.
 *
 * Shape: `data-lookup` is where rooms are asked for, `/rooms` if it does not say; the card comes
 * from `/card?room=` below it, into the element whose id is `data-card`.
 */
export function offerRooms(): void {
  for (const field of all<HTMLInputElement>('input[data-island=room]')) {
    if (known.has(field)) continue;
    known.add(field);
    offer(field, document.getElementById(field.dataset.card ?? '') ?? undefined);
  }
}

function offer(field: HTMLInputElement, card: HTMLElement | undefined): void {
  const label = field.labels?.[0]?.textContent?.trim() ?? '';
  const name = `${field.id || field.name}-choices`;
  document.getElementById(name)?.remove();
  const choices = new ChoiceList(field, name, label);
  const answers = new LatestAnswer();
  (field.closest('.room') ?? field).after(choices.list);

  const rooms = field.dataset.lookup ?? '/rooms';
  // A card that came with the page is not fetched again under the fingers of who tabs into it.
  let shown = card?.childElementCount ? field.value.trim() : '';
  const showCard = () => {
    const room = field.value.trim();
    if (card === undefined || room === shown || room === '') return;
    shown = room;
    const path = `${rooms}/card?room=${encodeURIComponent(room)}`;
    void htmx()?.ajax('GET', path, { target: card, swap: 'innerHTML' });
  };
  const find = () => {
    const words = field.value.trim();
    // The card of another room is no longer true, and nobody should tab into it.
    if (words !== shown) {
      card?.replaceChildren();
      shown = '';
    }
    if (words === '') {
      answers.drop();
      return choices.hide();
    }
    void answers.ask(`${rooms}?q=${encodeURIComponent(words)}`, (answer) => {
      if (document.activeElement === field) choices.show([{ choices: linesOf(answer) }], -1);
    });
  };
  const choose = (room: string | undefined) => {
    answers.drop();
    choices.hide();
    if (room === undefined) return;
    field.value = room;
    // Not `input`: that would ask again; `change` is what drafts and others listen for.
    field.dispatchEvent(new Event('change', { bubbles: true }));
    showCard();
  };

  field.addEventListener('input', (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) find();
  });
  field.addEventListener('compositionend', find);
  field.addEventListener('keydown', (event) => {
    if (isComposing(event)) return;
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && choices.isOpen)
      choices.move(event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'ArrowDown') find();
    else if (event.key === 'Enter' && choices.value !== undefined) choose(choices.value);
    else if (event.key === 'Escape' && choices.isOpen) choose(undefined);
    else return;
    event.preventDefault();
  });
  choices.list.addEventListener('click', (event) => choose(choices.valueAt(event.target)));
  field.addEventListener('blur', () => {
    choose(choices.value);
    showCard();
  });
  if (card?.childElementCount === 0) showCard();
}

function linesOf(answer: unknown) {
  if (!Array.isArray(answer)) return [];
  return answer.filter(isLine).map(({ room, line }) => ({
    title: room,
    detail: line === room ? undefined : line,
    value: room,
  }));
}

function isLine(one: unknown): one is RoomLine {
  return typeof one === 'object' && one !== null && 'room' in one && 'line' in one;
}
