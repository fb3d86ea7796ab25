import { type ChoiceGroup, ChoiceList } from './choices.ts';
import { isComposing } from './keys.ts';
import { LatestAnswer } from './latest.ts';
import { all, announce, element, hasShortcuts, ownAddress, say } from './page.ts';
import { newSheet } from './sheet.ts';

/** What `GET /palette?q=` answers. */
interface PaletteAnswer {
  groups: { title: string; choices: { title: string; detail?: string; href: string }[] }[];
}

/** Opens with Ctrl+K, or a click on `.palette-open`, a field that finds and goes anywhere. */
export function startPalette(): void {
  let palette: (() => void) | undefined;
  for (const opener of all('.palette-open')) opener.hidden = false;
  const open = (event: Event) => {
    event.preventDefault();
    palette ??= newPalette();
    palette();
  };
  document.addEventListener('keydown', (event) => {
    const held = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!held || event.code !== 'KeyK' || isComposing(event) || !hasShortcuts()) return;
    if (document.querySelector('.palette-open') !== null) open(event);
  });
  document.addEventListener('click', (event) => {
    const { target, ctrlKey, metaKey, shiftKey } = event;
    const opener = target instanceof Element ? target.closest('.palette-open') : null;
    if (opener !== null && !ctrlKey && !metaKey && !shiftKey) open(event);
  });
}

function newPalette(): () => void {
  const field = element('input', { type: 'text', 'aria-label': say('palette') });
  const hint = element('p', { class: 'palette-hint', role: 'status' }, say('paletteHint'));
  const choices = new ChoiceList(field, 'palette-choices', say('palette'));
  const answers = new LatestAnswer();
  const sheet = newSheet(say('palette'), 'palette', field, hint, choices.list);
  let goesWhenFound = false;

  const find = (wait?: number) => {
    goesWhenFound = false;
    const path = `/palette?q=${encodeURIComponent(field.value.trim())}`;
    void answers.ask(path, show, wait);
  };
  const show = (answer: unknown) => {
    if (!isAnswer(answer)) {
      hint.textContent = say('unreachable');
      return choices.hide();
    }
    const groups = groupsOf(answer);
    const count = groups.reduce((sum, group) => sum + group.choices.length, 0);
    choices.show(groups, 0);
    hint.textContent = count === 0 ? say('none') : say('found', { count });
    if (goesWhenFound) go(choices.value);
  };
  field.addEventListener('input', (event) => {
    if (!(event instanceof InputEvent && event.isComposing)) find();
  });
  field.addEventListener('compositionend', () => find());
  field.addEventListener('keydown', (event) => {
    if (isComposing(event)) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp')
      choices.move(event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'Enter' && answers.isPending) goesWhenFound = true;
    else if (event.key === 'Enter') go(choices.value);
    else return;
    event.preventDefault();
  });
  choices.list.addEventListener('click', (event) => go(choices.valueAt(event.target)));
  sheet.addEventListener('close', () => answers.drop());
  return () => {
    if (sheet.open) return;
    field.value = '';
    choices.hide();
    hint.textContent = say('paletteHint');
    sheet.showModal();
    field.focus();
    find(0);
  };
}

function go(href: string | undefined): void {
  const address = href === undefined ? undefined : ownAddress(href);
  if (address === undefined) announce(say('none'));
  else location.assign(address);
}

function groupsOf({ groups }: PaletteAnswer): ChoiceGroup[] {
  return groups.map(({ title, choices }) => ({
    title,
    choices: choices.map((choice) => ({ ...choice, value: choice.href })),
  }));
}

function isAnswer(answer: unknown): answer is PaletteAnswer {
  return typeof answer === 'object' && answer !== null && 'groups' in answer;
}
