import type { Child } from 'hono/jsx';

/** How loud a button is: the one thing to do, something else to do, something hard to undo. */
export type ButtonKind = 'primary' | 'plain' | 'danger';

interface ButtonProps {
  readonly kind?: ButtonKind | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly hotkey?: string | undefined;
  readonly formaction?: string | undefined;
  readonly formenctype?: 'multipart/form-data' | undefined;
  readonly form?: string | undefined;
  readonly type?: 'submit' | 'button' | undefined;
  readonly title?: string | undefined;
  readonly children?: Child;
}

/** Sends its form; `hotkey` such as `Ctrl+Enter` or `F8` is printed on it. */
export function Button(props: ButtonProps) {
  const { kind = 'plain', name, value, hotkey, formaction, formenctype, form, title } = props;
  return (
    <button
      type={props.type ?? 'submit'}
      class={`button button-${kind}`}
      name={name}
      value={value}
      formaction={formaction}
      formenctype={formenctype}
      form={form}
      title={title}
      data-hotkey={hotkey}
    >
      <span>{props.children}</span>
      <Hotkey keys={hotkey} />
    </button>
  );
}

interface ButtonLinkProps {
  readonly href: string;
  readonly kind?: ButtonKind | undefined;
  readonly hotkey?: string | undefined;
  readonly title?: string | undefined;
  readonly children?: Child;
}

/** Goes somewhere and looks like a button. */
export function ButtonLink({ href, kind = 'plain', hotkey, title, children }: ButtonLinkProps) {
  return (
    <a class={`button button-${kind}`} href={href} title={title} data-hotkey={hotkey}>
      <span>{children}</span>
      <Hotkey keys={hotkey} />
    </a>
  );
}

/** The keys that do the same, printed small; hidden where shortcuts are turned off. */
function Hotkey({ keys }: { readonly keys: string | undefined }) {
  return keys === undefined ? null : <kbd class="hotkey">{keys}</kbd>;
}
