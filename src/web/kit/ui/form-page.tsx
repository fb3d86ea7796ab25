import type { Child } from 'hono/jsx';
import type { FormState } from '../page/form.ts';

interface PageFormProps {
  readonly form: FormState;
  readonly action?: string | undefined;
  readonly enctype?: 'multipart/form-data' | undefined;
  readonly draft?: string | undefined;
  /** Answered with a file: this page stays. */
  readonly takesFile?: boolean | undefined;
  readonly id?: string | undefined;
  readonly children?: Child;
}

/**
 * A form that posts, with the key that makes a second click the same act.
 *
 * `draft` names the draft that the server keeps while the form is being filled in.
 */
export function PageForm(props: PageFormProps) {
  const { form, action, enctype, draft, takesFile, id, children } = props;
  return (
    <form
      id={id}
      method="post"
      action={action}
      enctype={enctype}
      class="form"
      novalidate
      data-draft={draft}
      data-takes-file={takesFile ? 'yes' : undefined}
    >
      <input type="hidden" name="_key" value={form.key} />
      {children}
    </form>
  );
}

/** Fields beside each other where there is room. */
export function Fields({ children }: { readonly children?: Child }) {
  return <div class="fields">{children}</div>;
}

/** The buttons of a form; on a phone the bar at the bottom of the screen. */
export function FormActions({ children }: { readonly children?: Child }) {
  return <div class="form-actions">{children}</div>;
}
