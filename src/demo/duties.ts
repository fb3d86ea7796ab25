import { priceListOf, withPrices } from '../core/price-list.ts';
import { approveVersion, submitVersion } from '../policies/commands/approve-version.ts';
import { publishVersion } from '../policies/commands/publish-version.ts';
import { readLibrary } from '../policies/commands/seed-policies.ts';
import { writeVersion } from '../policies/commands/write-version.ts';
import { postPolicy } from '../walls/commands/post-policy.ts';
import type { Scene, Stage } from './stage.ts';

/** The price list, which the office sets anew at once. */
const prices = { code: 'ZD-07', version: 2 } as const;

/** A post that the office has added and written no duty statement for. */
const added = {
  code: 'gardener',
  title: '绿化养护工',
  en: 'Gardener',
  department: '保洁部',
  role: 'cleaning',
  reportsTo: 'cleaning-supervisor',
} as const;

/** The prices that the office charges in place of the sample's; null takes a service off. */
const ownPrices: Readonly<Record<string, number | null>> = {
  日常保洁: 50,
  擦玻璃: 7,
  门禁卡工本费: 10,
  传真接收: null,
};

/** Prices and posts: the price list set anew, and a post for which no duties are written yet. */
export function dutyScenes(stage: Stage): Scene[] {
  const { home, cast, calendar, clock } = stage;
  const { earlier, last } = calendar.months;
  const from = `${earlier}-03`;
  return [
    {
      at: calendar.at(`${earlier}-01`, '14:20'),
      says: `价目核定：${prices.code} 第 ${prices.version} 版送审`,
      async play() {
        const reason = '三家同类价格比过：日常保洁涨、擦玻璃和门禁卡降，传真接收不再办';
        await writeVersion(home, cast.administrator, {
          code: prices.code,
          text: ownPriceList(),
          reason,
        });
        clock.wait(10);
        await submitVersion(home, cast.administrator, prices);
      },
    },
    {
      at: calendar.at(`${earlier}-01`, '16:40'),
      async play() {
        await approveVersion(home, cast.supervisor, prices);
        clock.wait(60);
        await publishVersion(home, cast.admin, { ...prices, inForceFrom: from });
      },
    },
    {
      at: calendar.at(`${earlier}-02`, '17:40'),
      async play() {
        const places = readLibrary().find(({ code }) => code === prices.code)?.places ?? [];
        for (const place of places) await postPolicy(home, cast.clerk, { ...prices, place });
      },
    },
    {
      at: calendar.at(`${last}-05`, '10:30'),
      says: `新设岗位“${added.title}”，还没有岗位职责`,
      async play() {
        const { document } = home.catalogue;
        await home.catalogue.save(cast.admin.actor, {
          ...document,
          posts: [...document.posts, added],
        });
      },
    },
  ];
}

function ownPriceList(): string {
  const text = readLibrary().find(({ code }) => code === prices.code)?.text ?? '';
  const list = priceListOf(text);
  if (list === undefined) throw new Error(`invariant broken: ${prices.code} holds a price list`);
  const groups = list.groups.map(({ title, prices: own }) => ({
    title,
    prices: own.flatMap((one) => {
      const price = ownPrices[one.name];
      return price === null ? [] : [{ ...one, price: price ?? one.price }];
    }),
  }));
  return withPrices(text, { groups });
}
