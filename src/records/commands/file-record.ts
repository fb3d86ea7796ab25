import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { AppError } from '../../core/app-error.ts';
import type { Instant } from '../../core/clock.ts';
import type { Home } from '../../home/open.ts';
import type { Once } from '../../ledger/transact.ts';
import type { FiledRecord, FileRecord } from '../model.ts';
import { prefill } from '../rules/prefill.ts';
import { checkRecord, openFrame, refusalOf, warningsOf } from './check-record.ts';
import { writeRecord } from './write-record.ts';

/**
 * Files a record under the next number of its category and month.
 *
 * A late record of a sealed month goes to that month's next supplement. `asks.lateReason` refuses
 * what happened more than a day ago without a reason, as whoever asks a person does.
 * Errors: `forbidden`, `not-found` (site), `invalid` (each field at fault), `conflict` (a dispatch
 * number that belongs to something else).
 */
export async function fileRecord(
  home: Pick<Home, 'ledger' | 'catalogue' | 'index'>,
  who: Requester,
  input: FileRecord,
  once?: Once,
  asks: { lateReason?: boolean } = {},
): Promise<FiledRecord> {
  demand(who, 'record.file', { site: getSite(home.catalogue.document, input.site).code });
  const frame = await openFrame(home, { site: input.site, category: input.category });
  const occurredAt = input.occurredAt && utcOf(input.occurredAt);
  const raw = prefill(frame.category, input.fields, {
    ...(occurredAt === undefined ? {} : { occurredAt }),
    ...(input.room === undefined ? {} : { room: input.room }),
    ...(who.actor.kind === 'person' ? { filer: who.name } : {}),
    zone: frame.context.zone,
  });
  const { record, findings } = checkRecord(frame, raw, {
    occurredAt,
    room: input.room,
    lateReason: input.lateReason,
    asksReason: asks.lateReason,
  });
  const refusal = refusalOf(findings);
  if (refusal !== undefined) throw refusal;
  if (record === undefined) throw new Error('a record without a finding has a time');
  const { number } = await home.ledger.transact(
    who.actor,
    (tx) =>
      writeRecord(home, tx, {
        frame,
        record,
        actor: who.actor,
        source: 'desk',
        lateReason: input.lateReason,
      }),
    once,
  );
  return { number, warnings: warningsOf(findings) };
}

function utcOf(text: string): Instant {
  try {
    return Temporal.Instant.from(text).toString({ smallestUnit: 'millisecond' });
  } catch (cause) {
    const message = `“${text}”不是带时区的时刻，请写成 2026-10-02T10:53:00+08:00`;
    const problems = [{ field: 'occurredAt', rule: 'type', message }];
    throw new AppError('invalid', `${message}。`, { problems, cause });
  }
}
