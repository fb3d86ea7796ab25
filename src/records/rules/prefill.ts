import type { Category } from '../../catalogue/model.ts';
import type { Instant } from '../../core/clock.ts';
import { localDateOf, localMinuteOf } from '../../core/month.ts';

/**
 * The fields of a record filed by a person, completed by what was said beside them: when it
 * happened, in which room, and who files it. Nothing that was typed is replaced.
 */
export function prefill(
  category: Category,
  raw: Readonly<Record<string, unknown>>,
  known: { occurredAt?: Instant; room?: string; filer?: string; zone: string },
): Record<string, unknown> {
  const filled: Record<string, unknown> = { ...raw };
  const fill = (name: string, value: string | undefined) => {
    const given = filled[name];
    if (value !== undefined && (given === undefined || given === null || given === '')) {
      filled[name] = value;
    }
  };
  if (known.occurredAt !== undefined)
    fill(category.time.field, timeText(category, known.occurredAt, known.zone));
  if (category.room !== undefined) fill(category.room, known.room);
  if (category.filer === true) fill(category.responsible, known.filer);
  return filled;
}

function timeText(category: Category, at: Instant, zone: string): string {
  const type = category.fields.find(({ name }) => name === category.time.field)?.type;
  if (type === 'minute') return localMinuteOf(at, zone);
  const day = localDateOf(at, zone);
  return type === 'date' ? day : `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月`;
}
