import type { FormState } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { TicksField } from '../kit/ui/form-choice.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { placesFor, postsField } from './read-form.ts';
import { siteTitle } from './role-fields.tsx';
import { peopleWords } from './words.ts';

/** A post as its reader calls it. */
export function postTitle({ document, lang }: Page, code: string): string {
  const post = document.posts.find((one) => one.code === code);
  return (lang === 'en' ? post?.en : post?.title) ?? code;
}

/** A post with its site, where there is more than one. */
export function heldPostTitle(page: Page, { site, post }: { site: string; post: string }): string {
  const title = postTitle(page, post);
  if (page.document.sites.length === 1) return title;
  return page.lang === 'zh'
    ? `${title}（${siteTitle(page, site)}）`
    : `${title} (${siteTitle(page, site)})`;
}

/** Where somebody can be written to, and the posts they hold at each of the reader's sites. */
export function DetailFields({ form }: { form: FormState }) {
  const { page } = form;
  const say = peopleWords(page.lang);
  const own = placesFor(page).filter((site) => site !== '*');
  const [first] = own;
  const isOne = page.document.sites.length === 1;
  return (
    <>
      <TextField
        form={form}
        name="email"
        label={say('email')}
        hint={say('emailHint')}
        type="email"
        inputmode="email"
      />
      <div class="role-fields">
        {own.map((site) => (
          <TicksField
            form={site === first ? { ...form, problems: aliased(form, site) } : form}
            name={postsField(site)}
            label={isOne ? say('posts') : say('postsAt', { site: siteTitle(page, site) })}
            hint={site === first ? say('postsHint') : undefined}
            options={page.document.posts.map(({ code, department }) => ({
              value: code,
              title: postTitle(page, code),
              hint: page.lang === 'zh' ? department : undefined,
            }))}
            wide
          />
        ))}
      </div>
    </>
  );
}

/** What is wrong with the posts as a whole is said at the first boxes. */
function aliased(form: FormState, site: string): FormState['problems'] {
  return form.problems.map((one) =>
    one.field === 'posts' ? { ...one, field: postsField(site) } : one,
  );
}
