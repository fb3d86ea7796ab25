import type { FormState } from '../kit/page/form.ts';
import type { Page } from '../kit/page/page.ts';
import { TicksField } from '../kit/ui/form-choice.tsx';
import { TextField } from '../kit/ui/form-text.tsx';
import { postTitle } from '../posts/post-title.ts';
import { placesFor, postsField } from './read-form.ts';
import { saidAt, siteTitle } from './role-fields.tsx';
import { peopleWords } from './words.ts';

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
            form={site === first ? saidAt(form, 'posts', postsField(site)) : form}
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
