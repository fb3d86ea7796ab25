import type { FormState } from '../kit/page/form.ts';
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
            { title: say('staleField'), cell: ({ name }) => name },
            { title: say('staleNow', { version }), cell: ({ now }) => now || say('empty') },
            { title: say('staleMine'), cell: ({ mine }) => mine || say('empty') },
          ]}
        />
      )}
      <ButtonLink href={page.path.split('?')[0] ?? page.path}>{say('reopen')}</ButtonLink>
    </Notice>
  );
}
