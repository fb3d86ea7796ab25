import { Readable } from 'node:stream';
import type { Requester } from '../../access/model.ts';
import { actorText } from '../../core/actor.ts';
import { AppError } from '../../core/app-error.ts';
import type { Instant } from '../../core/clock.ts';
import { digestOf } from '../../core/digest.ts';
import type { Once } from '../../ledger/transact.ts';
import { policyKey } from '../../policies/rows.ts';
import { demandInHouse } from '../../policies/rules.ts';
import { type BoundHandbook, typesetHandbook } from '../../print/handbook.ts';
import { openPrinter } from '../../print/printer.ts';
import type { StoredFile } from '../../store/files.ts';
import type { BuildHandbook } from '../model.ts';
import { newestRow } from '../queries/editions.ts';
import { type ReadPlan, readPlan } from '../queries/plan.ts';
import { insertEdition } from '../rows.ts';
import type { HandbookHome } from './handbook-home.ts';
import { printedHandbook } from './printed-handbook.ts';

/** A built edition, or the newest one, which already holds the same. */
export interface BuiltEdition {
  readonly state: 'built' | 'same';
  readonly edition: number;
}

/**
 * Builds an edition of the handbook from what is in force now, in a process of its own. Where the
 * newest edition holds the same, it stays the newest, unless another is asked for all the same.
 *
 * Errors: `forbidden`, `conflict` (nothing is in force, or another edition came first).
 * Source: POL-08, C-4.2, C-4.3.
 */
export async function buildHandbook(
  home: HandbookHome,
  who: Requester,
  input: BuildHandbook = {},
  once?: Once,
): Promise<BuiltEdition> {
  demandInHouse(who, 'policy.publish', home.catalogue.document);
  const plan = await readPlan(home);
  const newest = await newestRow(home.store.read);
  if (newest?.material === plan.material && input.again !== true) {
    return { state: 'same', edition: newest.number };
  }
  if (plan.policies.size === 0) throw nothingInForce();
  const number = (newest?.number ?? 0) + 1;
  const at = home.clock.now();
  const bound = await bind(home, who, plan, { number, at });
  const file = await home.files.put(policyKey, Readable.from([bound.pdf]));
  return keep(home, who, { plan, number, at, bound, file, again: input.again === true }, once);
}

/** The refusal where no policy is in force. */
export function nothingInForce(): AppError {
  return new AppError('conflict', '还没有施行中的制度，手册里没有可编的内容；请先启用制度。');
}

async function bind(
  home: HandbookHome,
  who: Requester,
  plan: ReadPlan,
  edition: { readonly number: number; readonly at: Instant },
): Promise<BoundHandbook> {
  const printer = openPrinter(undefined, 1);
  try {
    return await typesetHandbook(printer, printedHandbook(home, who, plan, edition));
  } finally {
    await printer.close();
  }
}

interface Bound {
  readonly plan: ReadPlan;
  readonly number: number;
  /** When it was begun, as its cover says. */
  readonly at: Instant;
  readonly bound: BoundHandbook;
  readonly file: StoredFile;
  readonly again: boolean;
}

function keep(
  home: HandbookHome,
  who: Requester,
  { plan, number, at, bound, file, again }: Bound,
  once: Once | undefined,
): Promise<BuiltEdition> {
  const { lines, missing, material, asOf, catalogueVersion } = plan;
  const { pages, chapterPages } = bound;
  const contents = lines.map((line, at) => ({ ...line, page: chapterPages[at] ?? 0 }));
  const { sha256 } = file;
  return home.ledger.transact(
    who.actor,
    async ({ db, seq }) => {
      const newest = await newestRow(db);
      if ((newest?.number ?? 0) + 1 !== number) {
        const words = newest?.material === material && !again ? '内容相同' : '请再编一次';
        throw new AppError('conflict', `另一位刚刚编成了第 ${newest?.number} 版，${words}。`);
      }
      const edition = { number, asOf, catalogueVersion, contents, missing, material, file, pages };
      const blind = home.ledger.keyring.blind(sha256);
      const filed = { at, seq, blind };
      await insertEdition(db, { ...edition, builtBy: actorText(who.actor) }, filed);
      const facts = {
        edition: number,
        sha256,
        pages,
        material,
        chapters: contents.length,
        contents: digestOf(JSON.stringify(contents)),
        catalogueVersion,
      };
      return {
        result: { state: 'built' as const, edition: number },
        entries: [{ kind: 'handbook.built', subject: `handbook-${number}`, facts }],
      };
    },
    once,
  );
}
