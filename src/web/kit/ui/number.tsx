interface RecordNumberProps {
  readonly number: string;
  readonly href?: string | undefined;
}

/** The number of a record, an order or a volume, in figures of one width that never break. */
export function RecordNumber({ number, href }: RecordNumberProps) {
  return href === undefined ? (
    <span class="number">{number}</span>
  ) : (
    <a class="number" href={href}>
      {number}
    </a>
  );
}
