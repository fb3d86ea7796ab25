import type { Child } from 'hono/jsx';

/** One line of facts: what it is called, and what it is. */
export interface Fact {
  readonly label: string;
  readonly value: Child;
  readonly wide?: boolean | undefined;
}

/** Labels and values, side by side where there is room; a `wide` one takes the whole line. */
export function Facts({ pairs }: { readonly pairs: readonly Fact[] }) {
  return (
    <dl class="facts">
      {pairs.map((pair) => (
        <div class={pair.wide === true ? 'fact fact-wide' : 'fact'}>
          <dt>{pair.label}</dt>
          <dd>{pair.value}</dd>
        </div>
      ))}
    </dl>
  );
}
