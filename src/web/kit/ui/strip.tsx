/** Where one number of the month stands; a `gap` may stand for a whole range. */
export type StripState = 'filed' | 'out' | 'void' | 'lost' | 'gap' | 'next';

/** One square of the strip: `label` is what is printed in it, `words` what it means. */
export interface StripCell {
  readonly number: string;
  readonly label: string;
  readonly state: StripState;
  readonly href?: string | undefined;
  readonly words: string;
}

const signs: Readonly<Record<StripState, string>> = {
  filed: '■',
  out: '□',
  void: '╳',
  lost: '△',
  gap: '?',
  next: '▷',
};

interface NumberStripProps {
  readonly label: string;
  readonly cells: readonly StripCell[];
  readonly legend?: readonly { readonly state: StripState; readonly words: string }[] | undefined;
}

/** A month's numbers at one glance: each a small square whose shape and words tell its state. */
export function NumberStrip({ label, cells, legend }: NumberStripProps) {
  return (
    <div class="strip">
      <ol class="strip-cells" aria-label={label}>
        {cells.map((cell) => (
          <li class={`strip-cell strip-${cell.state}`}>
            <StripFace cell={cell} />
          </li>
        ))}
      </ol>
      {legend === undefined ? null : (
        <ul class="strip-legend">
          {legend.map((entry) => (
            <li class={`strip-${entry.state}`}>
              <span class="strip-sign" aria-hidden="true">
                {signs[entry.state]}
              </span>
              {entry.words}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function StripFace({ cell }: { readonly cell: StripCell }) {
  const title = `${cell.number} ${cell.words}`;
  const face = (
    <>
      <span class="strip-sign" aria-hidden="true">
        {signs[cell.state]}
      </span>
      <span class="strip-label" aria-hidden="true">
        {cell.label}
      </span>
      <span class="unseen">{title}</span>
    </>
  );
  return cell.href === undefined ? (
    <span class="strip-face" title={title}>
      {face}
    </span>
  ) : (
    <a class="strip-face" href={cell.href} title={title}>
      {face}
    </a>
  );
}
