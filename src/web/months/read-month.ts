import { demand } from '../../access/rules.ts';
import { fingerprintHex } from '../../bundles/build/context.ts';
import { type BagsCheck, findBagsCheck } from '../../bundles/check/check-bags.ts';
import type { MonthDraft, MonthSeal } from '../../bundles/model.ts';
import {
  type CategoryCount,
  checkpointAfter,
  countCategories,
  draftOfScope,
  standingOf,
} from '../../bundles/queries.ts';
import type { Home } from '../../home/open.ts';
import { openCheckpoint, parseVerifierKey } from '../../ledger/checkpoint.ts';
import { type BundleLine, getMonth } from '../kit/bindings.ts';
import type { Page } from '../kit/page/page.ts';
import { type FirstSignature, findFirstSignature } from './reasons.ts';

/** A sealing as its page tells it. */
export interface ShownSeal {
  readonly seal: MonthSeal;
  readonly volumes: readonly CategoryCount[];
  /** The root of the log as first signed after it, in hexadecimal; undefined until it is signed. */
  readonly root: { readonly hex: string; readonly size: number; readonly at: string } | undefined;
}

/** All that the page of a month tells. */
export interface MonthView {
  readonly line: BundleLine;
  readonly draft: MonthDraft | undefined;
  /** The volumes of what would be sealed next. */
  readonly volumes: readonly CategoryCount[];
  readonly first: FirstSignature | undefined;
  readonly seals: readonly ShownSeal[];
  readonly check: BagsCheck | undefined;
  readonly fingerprint: string;
}

/** Reads a month. Errors: `forbidden`, `invalid`, `not-due`. */
export async function readMonth(home: Home, page: Page, month: string): Promise<MonthView> {
  const { site } = page;
  demand(page.who, 'bundle.read', { site });
  const { next, seals } = await standingOf(home, { site, month });
  const line = await getMonth(home, site, month);
  // While a binding reads the whole month, the page does not do the same beside it.
  const isFree = next !== undefined && line.state !== 'running';
  return {
    line,
    draft: isFree ? await draftOfScope(home, next) : undefined,
    volumes: isFree ? await countCategories(home, next) : [],
    first: isFree ? await findFirstSignature(home, { site, month }) : undefined,
    seals: await Promise.all(seals.map((seal) => shownSeal(home, seal))),
    check: await findBagsCheck(home, { site, month }),
    fingerprint: fingerprintHex(home),
  };
}

async function shownSeal(home: Home, seal: MonthSeal): Promise<ShownSeal> {
  const volumes = await countCategories(home, { ...seal, size: seal.plan.size });
  const signed = await checkpointAfter(home, seal);
  const key = parseVerifierKey(home.log.verifierKey);
  if (signed === undefined || 'fault' in key) return { seal, volumes, root: undefined };
  const opened = openCheckpoint(signed.note, key.value);
  if ('fault' in opened) return { seal, volumes, root: undefined };
  const hex = Buffer.from(opened.value.root).toString('hex');
  return { seal, volumes, root: { hex, size: signed.size, at: signed.at } };
}
