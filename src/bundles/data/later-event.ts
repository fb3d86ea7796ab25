import type { BagClass } from '../model.ts';
import type { Proven } from './records.ts';

/** What happened to something bound after its month was sealed; bound in the month it happened. */
export interface LaterEvent {
  readonly kind: 'correction' | 'void' | 'attachment' | 'order-copy' | 'order-void' | 'sign-off';
  /** Of the record or the order; of a sign-off the day. */
  readonly number: string;
  readonly month: string;
  readonly class: BagClass;
  readonly at: string;
  readonly by: string;
  readonly seq: number;
  /** Of an order's copy only: which one came back. */
  readonly copy: string | undefined;
  readonly proven: Proven | undefined;
  /** Of an attachment only: where its bytes lie. */
  readonly file: { readonly keyName: string; readonly address: string } | undefined;
}
