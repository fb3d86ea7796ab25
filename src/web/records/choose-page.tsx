import type { Category } from '../../catalogue/model.ts';
import { Frame } from '../kit/page/frame.tsx';
import type { Page } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { Button } from '../kit/ui/button.tsx';
import { Notice } from '../kit/ui/panel.tsx';
import type { Initials } from './choose.ts';
import { newWords } from './new-words.ts';
import { titleIn } from './titles.ts';

interface ChooseProps {
  readonly page: Page;
  readonly words: string;
  readonly found: readonly Category[];
  readonly initials: Initials;
}

/** Every register that may be filed into, by a few letters or by its link. */
export function ChoosePage({ page, words, found, initials }: ChooseProps) {
  const say = newWords(page.lang);
  const shown = found.length === 0 ? page.document.categories : found;
  return (
    <Frame
      page={page}
      title={say('choose')}
      current="records"
      crumbs={[{ title: say('records'), href: paths.records() }]}
    >
      {words === '' ? null : (
        <Notice
          tone="warn"
          title={say(found.length === 0 ? 'chooseNone' : 'chooseMany', { words })}
        />
      )}
      <ChooseForm page={page} initials={initials} words={words} autofocus={true} />
      <RegisterLinks page={page} categories={shown} />
    </Frame>
  );
}

interface ChooseFormProps {
  readonly page: Page;
  readonly initials: Initials;
  readonly words?: string;
  readonly autofocus?: boolean;
}

/** One line into which a register's letters are typed; it works without script. */
export function ChooseForm(props: ChooseFormProps) {
  const { page, initials, words = '', autofocus } = props;
  const say = newWords(page.lang);
  return (
    <form method="get" action={paths.chooseRecord()} class="choose">
      <label for="f-category">{say('choose')}</label>
      <input
        id="f-category"
        name="category"
        class="input"
        list="f-category-list"
        autocomplete="off"
        value={words}
        aria-describedby="f-category-hint"
        data-hotkey="Alt+0"
        data-autofocus={autofocus}
      />
      <Button>{say('open')}</Button>
      <span class="quiet" id="f-category-hint">
        {say('chooseHint')} <kbd class="hotkey">Alt+0</kbd>
      </span>
      <datalist id="f-category-list">
        {page.document.categories.map((category) => (
          <option value={`${category.prefix} ${category.title}`}>
            {`${initials.get(category.code) ?? ''} ${category.code} ${titleIn(page.lang, category)}`}
          </option>
        ))}
      </datalist>
    </form>
  );
}

/** Links to the forms of categories, the 29 apart from what an office adds. */
export function RegisterLinks(props: { page: Page; categories: readonly Category[] }) {
  const { page, categories } = props;
  const say = newWords(page.lang);
  const groups = [
    { title: say('ofRegisters'), members: categories.filter(({ extra }) => extra !== true) },
    { title: say('ofExtras'), members: categories.filter(({ extra }) => extra === true) },
  ];
  return (
    <>
      {groups
        .filter(({ members }) => members.length > 0)
        .map(({ title, members }) => (
          <section class="registers">
            <h2>{title}</h2>
            <ul>
              {members.map((category) => (
                <li>
                  <a href={paths.newRecord(category.prefix)}>
                    <span class="number">{category.code}</span> {titleIn(page.lang, category)}{' '}
                    <span class="quiet">{category.prefix}</span>
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
    </>
  );
}
