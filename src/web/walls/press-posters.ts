import type { Requester } from '../../access/model.ts';
import { demand } from '../../access/rules.ts';
import { getSite } from '../../catalogue/catalogue.ts';
import { siteChartsOf } from '../../catalogue/charts.ts';
import { AppError } from '../../core/app-error.ts';
import type { Home } from '../../home/open.ts';
import { todayOf } from '../../policies/queries/policies.ts';
import {
  fitPosters,
  type PosterFit,
  type PosterInput,
  type PosterPaper,
  type PosterText,
  typesetPosters,
} from '../../print/poster.ts';
import type { PrintPosters } from '../../walls/model.ts';
import { humanCode, sheetAddress, tokenOf, whyNoPoster } from '../../walls/poster-code.ts';
import {
  findSheet,
  findSheetText,
  type SheetText,
  type SheetView,
} from '../../walls/queries/prints.ts';
import { titleOf } from '../../walls/queries/titles.ts';
import { withPress } from '../kit/press.ts';

/** The paper that is left to the system: the smallest on which the text stands on one sheet. */
export const smallestPaper = 'auto';

/** A sheet to be printed, as a form or a caller asks for it. */
export type SheetWish = Omit<PrintPosters['sheets'][number], 'size'> & {
  readonly size: PosterPaper | typeof smallestPaper;
};

/** A sheet with its paper, and whether its text stands on one of them. */
export interface SizedSheet {
  readonly sheet: PrintPosters['sheets'][number];
  readonly fit: PosterFit;
}

/**
 * Chooses the paper of sheets that are to be printed. Texts of which nothing is published are left for
 * the command to refuse.
 */
export async function sizeSheets(
  home: Home,
  { site, sheets }: { site: string; sheets: readonly SheetWish[] },
): Promise<SizedSheet[]> {
  const on = todayOf(home);
  const texts = new Map<string, { text: PosterText; sizes: readonly PosterPaper[] }>();
  const keyOf = ({ code, version, part, size }: SheetWish) => [code, version, part, size].join('/');
  for (const wish of sheets) {
    const shown = await findSheetText(home.store.read, { ...wish, on });
    if (shown === undefined || texts.has(keyOf(wish))) continue;
    const { place, part = 'whole', size } = wish;
    const sizes = size === smallestPaper ? undefined : [size];
    const text = posterText(home, shown, { site, place, part });
    texts.set(keyOf(wish), { text, sizes: sizes ?? ['a4', 'a3', 'a2'] });
  }
  const fits = await fitAll([...texts]);
  const none = { paper: 'a4', textSize: 0, fits: true } as const;
  return sheets.map((wish) => {
    const fit = fits.get(keyOf(wish)) ?? none;
    return { sheet: { ...wish, size: fit.paper }, fit };
  });
}

/** How each text stands on its papers; texts with the same choice of papers are measured at once. */
async function fitAll(
  texts: readonly (readonly [string, { text: PosterText; sizes: readonly PosterPaper[] }])[],
): Promise<Map<string, PosterFit>> {
  const fits = new Map<string, PosterFit>();
  const groups = Map.groupBy(texts, ([, { sizes }]) => sizes.join());
  await withPress(async (printer) => {
    for (const group of groups.values()) {
      const sizes = group[0]?.[1].sizes;
      const found = await fitPosters(
        printer,
        group.map(([, { text }]) => text),
        sizes,
      );
      for (const [index, [key]] of group.entries()) {
        const fit = found[index];
        if (fit !== undefined) fits.set(key, fit);
      }
    }
  });
  return fits;
}

/**
 * Typesets prints into one PDF, in the order in which they are named; asked for again, they are the
 * same sheets and no new ones. Errors: `not-found`, `forbidden`, `unavailable`.
 */
export async function pressPosters(home: Home, who: Requester, ids: readonly string[]) {
  const { document } = home.catalogue;
  const on = todayOf(home);
  const sheets: SheetView[] = [];
  for (const id of ids) {
    const sheet = await findSheet(home.store.read, id, on);
    if (sheet === undefined) {
      throw new AppError('not-found', '没有这张张贴稿，请从“上墙与张贴”印一张。');
    }
    demand(who, 'posting.post', { site: sheet.print.site });
    sheets.push(sheet);
  }
  if (sheets.length === 0) throw new AppError('not-found', '请写明要哪几张张贴稿。');
  const refusal = whyNoPoster(document.publicUrl);
  if (refusal !== undefined) throw new AppError('unavailable', refusal);
  const inputs = sheets.map((sheet): PosterInput => {
    const { print } = sheet;
    return {
      ...posterText(home, sheet, print),
      address: sheetAddress(document.publicUrl, tokenOf(home.keyring, print.id)),
      humanCode: humanCode(print.id),
      size: print.size,
      createdAt: print.printedAt,
    };
  });
  const result = await withPress((printer) => typesetPosters(printer, inputs));
  return { ...result, prints: sheets.map(({ print }) => print) };
}

function posterText(
  { catalogue }: Pick<Home, 'catalogue'>,
  { title, posted, department, shown, approver }: SheetText,
  at: { site: string; place: string; part: 'whole' | 'prices' },
): PosterText {
  const { document } = catalogue;
  return {
    company: document.company,
    site: getSite(document, at.site).name,
    code: shown.code,
    title,
    version: shown.version,
    posted,
    department,
    approver,
    inForceFrom: shown.inForceFrom ?? '',
    place: titleOf(document, at.place),
    text: shown.text,
    part: at.part,
    charts: siteChartsOf(document),
  };
}
