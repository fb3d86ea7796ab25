interface ProgressBarProps {
  readonly value: number;
  readonly max: number;
  readonly label: string;
  readonly note?: string | undefined;
}

/** How far a piece of work has come: a bar, and the same in figures. */
export function ProgressBar({ value, max, label, note }: ProgressBarProps) {
  return (
    <div class="progress">
      <span class="progress-label">{label}</span>
      <progress value={value} max={max} aria-label={label}>
        {`${value} / ${max}`}
      </progress>
      <span class="progress-words">{note ?? `${value} / ${max}`}</span>
    </div>
  );
}
