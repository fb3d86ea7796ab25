import type { SiteDocument } from '../../catalogue/model.ts';
import type { Home } from '../../home/open.ts';
import { fingerprintOf, parseVerifierKey } from '../../ledger/checkpoint.ts';
import type { Printer } from '../../print/printer.ts';
import type { Sources } from '../data/records.ts';
import type { OpenPlan, ReportProgress } from '../model.ts';

/** The parts of a home that reading and building a month needs. */
export type BindingHome = Pick<
  Home,
  | 'path'
  | 'store'
  | 'keyring'
  | 'ledger'
  | 'log'
  | 'catalogue'
  | 'files'
  | 'index'
  | 'clock'
  | 'entropy'
>;

/** Everything that a bag's bytes follow from, and where its files are put meanwhile. */
export interface BuildContext {
  readonly home: BindingHome;
  readonly sources: Sources;
  readonly plan: OpenPlan;
  /** The site document in force at the sealing. */
  readonly document: SiteDocument;
  readonly siteName: string;
  /** 64 hexadecimal digits. */
  readonly fingerprint: string;
  readonly printer: Printer;
  readonly progress: ReportProgress;
  readonly nameOf: (actor: string) => string;
}

/** What reading a home's evidence takes. */
export function sourcesOf(home: Pick<BindingHome, 'store' | 'keyring' | 'catalogue'>): Sources {
  const { store, keyring, catalogue } = home;
  return { db: store.read, keyring, catalogue, zone: catalogue.document.timeZone };
}

/** The fingerprint of the key that signs this home's log. Shape: 64 hexadecimal digits. */
export function fingerprintHex(home: Pick<Home, 'log'>): string {
  const parsed = parseVerifierKey(home.log.verifierKey);
  if ('fault' in parsed) throw new Error(parsed.fault.en);
  return fingerprintOf(parsed.value).replaceAll(' ', '');
}

/** The context of one building, from its plan alone. */
export async function contextOf(
  home: BindingHome,
  plan: OpenPlan,
  tools: { readonly printer: Printer; readonly progress: ReportProgress },
): Promise<BuildContext> {
  const document = await home.catalogue.at(plan.catalogueVersion);
  return {
    home,
    sources: { ...sourcesOf(home), zone: document.timeZone },
    plan,
    document,
    siteName: document.sites.find(({ code }) => code === plan.site)?.name ?? plan.site,
    fingerprint: fingerprintHex(home),
    nameOf: (actor) => plan.names[actor] ?? actor,
    ...tools,
  };
}
