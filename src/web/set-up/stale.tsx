import type { FormState } from '../kit/page/form.ts';
import type { Lang } from '../kit/page/words.ts';
import { ButtonLink } from '../kit/ui/button.tsx';
import { DataTable } from '../kit/ui/data-table.tsx';
import { Notice } from '../kit/ui/panel.tsx';
import { setUpWords } from './words.ts';

interface StaleProps {
  readonly form: FormState;
  readonly version: number;
  readonly current: Readonly<Record<string, string>>;
}

/** Both texts of every setting that differs: what another saved meanwhile, and what was typed. */
export function Stale({ form, version, current }: StaleProps) {
  const { page, values } = form;
  const say = setUpWords(page.lang);
  const names = [...new Set([...Object.keys(current), ...values.fields.map(([name]) => name)])];
  const rows = names
    .filter((name) => !name.startsWith('_') && name !== 'expects')
    .map((name) => ({ name, now: current[name] ?? '', mine: values.get(name) }))
    .filter(({ now, mine }) => now !== mine);
  return (
    <Notice tone="warn" title={say('staleTitle')}>
      <p>{say(rows.length === 0 ? 'staleSame' : 'staleHelp')}</p>
      {rows.length === 0 ? null : (
        <DataTable
          caption={say('staleTitle')}
          rows={rows}
          columns={[
            {
              title: say('staleField'),
              cell: ({ name }) => settingTitle(page.lang, name, current),
            },
            { title: say('staleNow', { version }), cell: ({ now }) => now || say('empty') },
            { title: say('staleMine'), cell: ({ mine }) => mine || say('empty') },
          ]}
        />
      )}
      <ButtonLink href={page.path.split('?')[0] ?? page.path}>{say('reopen')}</ButtonLink>
    </Notice>
  );
}

/** What a setting is called where it is filled in: a place of a list with its own name before it. */
function settingTitle(lang: Lang, name: string, current: StaleProps['current']): string {
  const say = setUpWords(lang);
  const [part, at, field] = name.split('.');
  if (isOwn(name)) return say(name);
  if (field === undefined || !isOfList(field)) return name;
  const title = current[`${part}.${at}.title`] ?? current[`${part}.${at}.name`] ?? say('added');
  return `${title} · ${say(listWords[field])}`;
}

const own = [
  'company',
  'timeZone',
  'publicUrl',
  'sealDay',
  'mail.host',
  'mail.port',
  'mail.from',
  'mail.to',
] as const;

const listWords = {
  title: 'placeTitle',
  en: 'english',
  department: 'department',
  role: 'role',
  name: 'siteName',
  shape: 'shape',
  roomPattern: 'pattern',
  code: 'code',
} as const;

function isOwn(name: string): name is (typeof own)[number] {
  return own.some((one) => one === name);
}

function isOfList(field: string): field is keyof typeof listWords {
  return Object.hasOwn(listWords, field);
}
