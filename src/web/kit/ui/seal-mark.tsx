import type { Child } from 'hono/jsx';

interface SealMarkProps {
  readonly name: string;
  readonly at: string;
  readonly note?: Child;
}

/** A signature as the small square seal it replaces: the name in cinnabar, then when and for what. */
export function SealMark({ name, at, note }: SealMarkProps) {
  const length = [...name].length;
  return (
    <span class="signature">
      <span class={`seal seal-${length > 4 ? 'long' : length}`}>{name}</span>
      <span class="signature-words">
        {note === undefined ? null : <span class="signature-note">{note}</span>}
        <time class="signature-at">{at}</time>
      </span>
    </span>
  );
}
