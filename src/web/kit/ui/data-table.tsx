import type { Child } from 'hono/jsx';

/** One column: its heading, how a row fills it, and whether it holds figures or long words. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => Child;
  readonly numeric?: boolean | undefined;
  readonly wide?: boolean | undefined;
  /** Whether its words, such as a time or a room, stand on one line. */
  readonly unbroken?: boolean | undefined;
  /** Whether it holds what can be done, which paper cannot. */
  readonly acts?: boolean | undefined;
}

interface DataTableProps<Row> {
  readonly caption: string;
  /** Whether the caption only repeats the heading above it, and is for screen readers. */
  readonly captioned?: 'unseen' | undefined;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly empty?: Child;
  readonly rowLink?: ((row: Row) => string | undefined) | undefined;
  readonly rowClass?: ((row: Row) => string | undefined) | undefined;
  readonly footer?: Child;
}

/**
 * A real table that becomes cards on a narrow screen.
 *
 * The first column names the row; where `rowLink` is given and that cell is plain words, the words
 * are the link. `footer` is one or more `<tr>`. Without rows, `empty` is shown in its place.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, captioned, columns, rows, empty, rowLink, rowClass, footer } = props;
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;
  return (
    <div class="table-frame">
      <table class="table">
        <caption class={captioned}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) =>
              column.title === '' ? (
                <td />
              ) : (
                <th scope="col" class={classOf(column)}>
                  {column.title}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TableRow columns={columns} row={row} href={rowLink?.(row)} class={rowClass?.(row)} />
          ))}
        </tbody>
        {footer === undefined ? null : <tfoot>{footer}</tfoot>}
      </table>
    </div>
  );
}

interface TableRowProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly row: Row;
  readonly href: string | undefined;
  readonly class: string | undefined;
}

function TableRow<Row>({ columns, row, href, class: className }: TableRowProps<Row>) {
  return (
    <tr class={className} data-row-link={href}>
      {columns.map((column, index) => {
        const content = column.cell(row);
        if (index > 0) {
          return (
            <td class={classOf(column)} data-label={column.title || undefined}>
              {content}
            </td>
          );
        }
        const linked = href !== undefined && typeof content === 'string';
        return (
          <th scope="row" class={classOf(column)} data-label={column.title}>
            {linked ? <a href={href}>{content}</a> : content}
          </th>
        );
      })}
    </tr>
  );
}

function classOf<Row>(column: Column<Row>): string | undefined {
  const names = [
    column.numeric === true ? 'numeric' : '',
    column.wide === true ? 'wide' : '',
    column.unbroken === true ? 'unbroken' : '',
    column.acts === true ? 'screen-only' : '',
  ];
  return names.filter((name) => name !== '').join(' ') || undefined;
}
