import type { Instant } from '../../core/clock.ts';
import type { IndexedDocument } from '../../core/search/port.ts';
import type { Home } from '../../home/open.ts';

/** What the commands of this room work with. */
export type PolicyHome = Pick<Home, 'ledger' | 'catalogue' | 'index'>;

/** A policy as the text index knows it: one document a policy, at every site (`*`). */
export function indexedPolicy(
  policy: { code: string; title: string; text: string },
  at: Instant,
): IndexedDocument {
  const { code, title, text } = policy;
  return {
    id: code,
    kind: 'policy',
    site: '*',
    scope: 'policy',
    at,
    text: [code, title, text].join('\n'),
  };
}
