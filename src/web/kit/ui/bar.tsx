import type { Child } from 'hono/jsx';
import type { Lang } from '../page/words.ts';
import { uiWords } from './words.ts';

/** One condition of a query: words, a day, a month, or one of several options. */
export interface FilterField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly kind?: 'text' | 'date' | 'month' | 'select' | undefined;
  readonly options?: readonly { readonly value: string; readonly title: string }[] | undefined;
  readonly wide?: boolean | undefined;
}

/** One condition in force, in words, and the address of the list without it. */
export interface FilterChip {
  readonly words: string;
  readonly href: string;
}

interface FilterBarProps {
  readonly lang: Lang;
  readonly action?: string | undefined;
  readonly fields: readonly FilterField[];
  readonly chips?: readonly FilterChip[] | undefined;
  readonly clear?: string | undefined;
  readonly hidden?: Readonly<Record<string, string>> | undefined;
  readonly children?: Child;
}

/** The query above a list: the address is the query, and each condition in force can be removed. */
export function FilterBar(props: FilterBarProps) {
  const { lang, action, fields, chips = [], clear, hidden = {}, children } = props;
  const t = uiWords(lang);
  return (
    <search class="filter-bar">
      <form method="get" action={action} class="filter-form" aria-label={t('filters')}>
        {Object.entries(hidden).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        {fields.map((field) => (
          <FilterInput field={field} />
        ))}
        {children}
        <button type="submit" class="button button-primary">
          {t('search')}
        </button>
      </form>
      {chips.length === 0 ? null : (
        <ul class="chips">
          {chips.map((chip) => (
            <li>
              <a
                class="chip"
                href={chip.href}
                aria-label={t('removeFilter', { words: chip.words })}
              >
                {chip.words} <span aria-hidden="true">×</span>
              </a>
            </li>
          ))}
          {clear === undefined ? null : (
            <li>
              <a class="chip-clear" href={clear}>
                {t('clearAll')}
              </a>
            </li>
          )}
        </ul>
      )}
    </search>
  );
}

function FilterInput({ field }: { readonly field: FilterField }) {
  const id = `q-${field.name}`;
  return (
    <div class={field.wide === true ? 'filter-field filter-wide' : 'filter-field'}>
      <label for={id}>{field.label}</label>
      {field.kind === 'select' ? (
        <select id={id} name={field.name}>
          {(field.options ?? []).map((option) => (
            <option value={option.value} selected={option.value === field.value}>
              {option.title}
            </option>
          ))}
        </select>
      ) : (
        <input id={id} name={field.name} type={field.kind ?? 'text'} value={field.value} />
      )}
    </div>
  );
}
