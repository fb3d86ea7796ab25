import { roles } from '../../access/model.ts';
import type { FormState } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { TicksField } from '../kit/ui/form-choice.tsx';
import { placesFor, rolesField } from './read-form.ts';
import { peopleWords } from './words.ts';

/** A role as its reader calls it. */
export function roleTitle({ document, lang }: Page, code: string): string {
  const role = document.roles.find((one) => one.code === code);
  return (lang === 'en' ? role?.en : role?.title) ?? code;
}

/** A place at which roles are held, in words. */
export function siteTitle(page: Page, site: string): string {
  if (site === '*') return peopleWords(page.lang)('everywhere');
  return page.document.sites.find(({ code }) => code === site)?.name ?? site;
}

/** A role with its place, where there is more than one. */
export function heldTitle(page: Page, held: { site: string; role: string }): string {
  const title = roleTitle(page, held.role);
  return page.document.sites.length === 1 && held.site !== '*'
    ? title
    : page.lang === 'zh'
      ? `${title}（${siteTitle(page, held.site)}）`
      : `${title} (${siteTitle(page, held.site)})`;
}

/** A box for every role, at each place where the reader may give it. */
export function RoleFields({ form }: { form: FormState }) {
  const { page } = form;
  const say = peopleWords(page.lang);
  const places = placesFor(page);
  const own = places.filter((site) => site !== '*');
  const isOne = page.document.sites.length === 1;
  const everywhere = rolesField('*');
  return (
    <div class="role-fields">
      {own.map((site, at) => (
        <RoleBoxes
          form={at === 0 ? saidAt(form, 'roles', rolesField(site)) : form}
          site={site}
          label={isOne ? say('roles') : say('rolesAt', { site: siteTitle(page, site) })}
          hint={at === 0 ? say('rolesHint') : undefined}
        />
      ))}
      {places.includes('*') ? (
        <details open={form.values.all(everywhere).length > 0}>
          <summary>{say('rolesEverywhere')}</summary>
          <RoleBoxes
            form={form}
            site="*"
            label={say('rolesEverywhere')}
            hint={say('everywhereHint')}
          />
        </details>
      ) : null}
    </div>
  );
}

function RoleBoxes(props: {
  form: FormState;
  site: string;
  label: string;
  hint?: string | undefined;
}) {
  const { form, site, label, hint } = props;
  const { page } = form;
  const say = peopleWords(page.lang);
  const options = roles.map((role) => ({
    value: role,
    title: roleTitle(page, role),
    hint: say(`what_${role}`),
  }));
  return <TicksField {...{ form, label, hint, options }} name={rolesField(site)} wide />;
}

/** The form, with what is wrong with a field as a whole said at one of its boxes. */
export function saidAt(form: FormState, field: string, name: string): FormState {
  const problems = form.problems.map((one) =>
    one.field === field ? { ...one, field: name } : one,
  );
  return { ...form, problems };
}
