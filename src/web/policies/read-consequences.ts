import { z } from 'zod';
import type { Requester } from '../../access/model.ts';
import { can } from '../../access/rules.ts';
import { postedInHandbook } from '../../catalogue/charts.ts';
import type { LocalDate } from '../../core/month.ts';
import { priceListOf } from '../../core/price-list.ts';
import type { Home } from '../../home/open.ts';
import { countOwing } from '../../learning/queries/owing.ts';
import { demandDay, getPolicy, getVersion, todayOf } from '../../policies/queries/policies.ts';
import { listStatements } from '../../policies/queries/statements.ts';
import { dutiesAt } from '../../walls/queries/dated.ts';
import { dutyKey, sheetsAt } from '../../walls/queries/sheets.ts';
import { titleOf } from '../../walls/queries/titles.ts';
import { isPlaceOf } from '../../walls/rules.ts';

/** All that follows from putting a version in force from a day on. */
export const Consequences = z
  .strictObject({
    inForceFrom: z.string().meta({ title: '生效日', example: '2026-11-10' }),
    ends: z.number().int().nullable().meta({ title: '由它取代的版本' }),
    posters: z
      .array(
        z.strictObject({
          site: z.string(),
          place: z.string(),
          placeTitle: z.string(),
          hanging: z.number().int().nullable().meta({ title: '墙上的版本' }),
        }),
      )
      .meta({ title: '要换的张贴稿', description: '已先挂上这一版的不列' }),
    learning: z.strictObject({
      people: z.number().int().meta({ title: '要学的人数' }),
      dueOn: z.string().meta({ title: '最晚学完的日期' }),
    }),
    handbook: z.boolean().meta({ title: '《工作手册》要重印' }),
    prices: z.boolean().meta({ title: '价目随之更换' }),
    dutiesOf: z.string().nullable().meta({ title: '是哪个岗位的岗位职责（岗位代码）' }),
  })
  .meta({ title: '发布以后' });
export type Consequences = z.infer<typeof Consequences>;

type ConsequenceHome = Pick<Home, 'store' | 'catalogue' | 'clock'>;

/**
 * What publishing a version from a day on would bring with it, at every site that the reader may
 * see. Nothing is changed.
 *
 * Errors: `forbidden`, `not-found`, `invalid` (no day). Source: POL-03, POL-06, POL-08, POL-10.
 */
export async function readConsequences(
  home: ConsequenceHome,
  who: Requester,
  asked: { code: string; version: number; inForceFrom?: LocalDate | undefined },
): Promise<Consequences> {
  const { code, version, inForceFrom = todayOf(home) } = asked;
  demandDay(inForceFrom, 'inForceFrom');
  const policy = await getPolicy(home, who, code);
  const { text } = await getVersion(home, who, { code, version });
  const last = policy.versions.findLast((one) => one.inForceFrom !== null && one.version < version);
  const isOver = last?.inForceUntil != null && last.inForceUntil <= inForceFrom;
  const tie = (await listStatements(home.store.read)).find((one) => one.code === code);
  return {
    inForceFrom,
    ends: last === undefined || isOver ? null : last.version,
    posters: policy.posted ? await sheetsToHang(home, who, { code, version }) : [],
    learning: await countOwing(home, { code, version, from: inForceFrom }),
    handbook: !policy.posted || postedInHandbook(home.catalogue.document),
    prices: priceListOf(text) !== undefined,
    dutiesOf: tie?.post ?? null,
  };
}

/** The walls at which another version hangs, or none. */
async function sheetsToHang(
  home: ConsequenceHome,
  who: Requester,
  { code, version }: { code: string; version: number },
): Promise<Consequences['posters']> {
  const { document } = home.catalogue;
  const at = home.clock.now();
  const db = home.store.read;
  const duties = (await dutiesAt(db, at)).filter((duty) => duty.code === code);
  const posters: Consequences['posters'] = [];
  for (const { code: site } of document.sites) {
    if (can(who, 'policy.read', { site }) !== undefined) continue;
    const sheets = await sheetsAt(db, { site, at });
    for (const duty of duties) {
      if (!isPlaceOf(document, duty.place, site)) continue;
      const sheet = sheets.get(dutyKey(duty));
      const hanging = sheet === undefined || sheet.condition === 'missing' ? null : sheet.version;
      if (hanging === version) continue;
      const placeTitle = titleOf(document, duty.place);
      posters.push({ site, place: duty.place, placeTitle, hanging });
    }
  }
  return posters;
}
