import type { AppError } from '../../core/app-error.ts';
import type { AssetPaths } from '../kit/page/page.ts';
import { paths } from '../kit/page/paths.ts';
import { PlainPage } from '../kit/page/plain-page.tsx';
import type { Lang } from '../kit/page/words.ts';
import { signInWords } from './words.ts';

/** What the sign-in page shows. */
export interface SignInView {
  readonly assets: AssetPaths;
  readonly lang: Lang;
  /** Whose office it is. */
  readonly company: string;
  readonly username: string;
  /** Where to go afterwards, and the draft that waits there. */
  readonly next: string;
  readonly draft: string;
  readonly ended: boolean;
  readonly out: boolean;
  readonly error: AppError | null;
}

/** Signing in: a name and a password, nothing else. */
export function SignInPage(view: SignInView) {
  const { lang, error } = view;
  const say = signInWords(lang);
  const other = lang === 'zh' ? 'en' : 'zh';
  const { next, draft } = view;
  return (
    <PlainPage
      assets={view.assets}
      lang={lang}
      title={say(error === null ? 'title' : 'titleWrong')}
      heading={say('title')}
    >
      <p class="quiet">{view.company}</p>
      {view.ended ? (
        <p class="notice notice-info">{say(draft === '' ? 'endedPlain' : 'ended')}</p>
      ) : null}
      {view.out ? <p class="notice notice-good">{say('signedOut')}</p> : null}
      {error === null ? null : (
        <div class="summary" role="alert" tabindex={-1} data-focus>
          <h2 class="summary-title">{say('wrong')}</h2>
          <p lang="zh-CN">{error.message}</p>
        </div>
      )}
      <form method="post" action={paths.signIn()} class="form">
        <input type="hidden" name="next" value={next} />
        <input type="hidden" name="draft" value={draft} />
        <div class="field">
          <label class="field-label" for="f-username">
            {say('username')}
          </label>
          <input
            id="f-username"
            class="input"
            name="username"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            value={view.username}
            autofocus={error === null}
            required
          />
        </div>
        <div class="field">
          <label class="field-label" for="f-password">
            {say('password')}
          </label>
          <input
            id="f-password"
            class="input"
            name="password"
            type="password"
            autocomplete="current-password"
            required
          />
        </div>
        <div class="form-actions">
          <button type="submit" class="button button-primary">
            {say('submit')}
          </button>
        </div>
      </form>
      <p class="quiet">{say('forgot')}</p>
      <p>
        <a href={paths.signIn({ lang: other, next, draft })} lang={other === 'en' ? 'en' : 'zh-CN'}>
          {say(other === 'en' ? 'english' : 'chinese')}
        </a>
      </p>
    </PlainPage>
  );
}
