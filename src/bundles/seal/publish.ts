import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { sitePrefix } from '../../catalogue/catalogue.ts';
import { AppError } from '../../core/app-error.ts';
import type { Json } from '../../core/canonical-json.ts';
import { writeDurably } from '../../store/durable-file.ts';
import { describeBag, type SealProof, sealOf, writeBag } from '../build/bag.ts';
import { type BindingHome, fingerprintHex } from '../build/context.ts';
import { bagName, bindingName, folderName } from '../build/names.ts';
import { writeOverview } from '../build/overview.ts';
import { jsonText } from '../build/registers.ts';
import {
  type BagClass,
  type BagFile as BagDescription,
  bagClasses,
  type MonthSeal,
} from '../model.ts';
import { type BuildTools, type BuiltMonth, buildMonth } from './build.ts';

/** The files of one sealing, and whether they are all there. */
export async function placesOf(home: BindingHome, seal: MonthSeal) {
  const document = await home.catalogue.at(seal.plan.catalogueVersion);
  const prefix = sitePrefix(document, seal.site);
  const folder = join(home.path, 'bundles', folderName(prefix, seal));
  const bags = bagClasses
    .filter((bag) => seal.plan.bags[bag] !== undefined)
    .map((bag) => ({ class: bag, path: join(folder, `${bagName(prefix, seal, bag)}.zip`) }));
  const overview = join(folder, `${bindingName(prefix, seal)}-overview.pdf`);
  const files = [...bags.map((bag) => bag.path), overview, join(folder, 'index.json')];
  return { folder, bags, overview, isComplete: files.every((file) => existsSync(file)) };
}

/**
 * Writes the bags of a sealed binding, from what was just built or built again from its plan.
 *
 * Errors: `tampered` if building again does not give what was sealed.
 */
export async function publish(
  home: BindingHome,
  seal: MonthSeal,
  tools: BuildTools,
  fresh?: BuiltMonth,
): Promise<void> {
  const built = fresh ?? (await buildMonth(home, seal.plan, tools));
  await compareWithSeal(seal, built);
  const { folder } = await placesOf(home, seal);
  await mkdir(folder, { recursive: true });
  const proof = await proofOf(home, seal);
  // A plan that just was made lacks what building found out; the bags state the sealed one.
  const context = { ...built.context, plan: seal.plan };
  let done = 0;
  for (const bag of built.bags) {
    tools.progress({ step: '写档案包', done, total: built.bags.length });
    await writeBag(context, bag, proof, folder);
    done += 1;
  }
  tools.progress({ step: '写总览', done: 0, total: 1 });
  await writeOverview(context, built.bags, folder);
  await rm(built.folder, { recursive: true, force: true });
}

/** Lists all bags of a month beside them, written last: where it stands, all else is there. */
export async function writeIndex(
  home: BindingHome,
  seals: readonly MonthSeal[],
): Promise<readonly BagDescription[]> {
  const all: BagDescription[] = [];
  const sealings: Json[] = [];
  let folder = '';
  for (const seal of seals) {
    const places = await placesOf(home, seal);
    folder = places.folder;
    const bags: BagDescription[] = [];
    for (const { class: bag, path } of places.bags) bags.push(await describeBag(path, bag));
    all.push(...bags);
    sealings.push({
      supplement: seal.supplement,
      sealedAt: seal.sealedAt,
      sealers: seal.plan.sealers,
      entry: seal.entrySeq,
      exceptions: seal.plan.exceptions,
      overview: places.overview.slice(folder.length + 1),
      bags: bags.map((bag) => ({ ...bag })),
    });
  }
  const [first] = seals;
  if (first === undefined) return all;
  const index = {
    format: 'anjuan-bundle/1',
    site: first.site,
    month: first.month,
    log: home.log.origin,
    key: home.log.verifierKey,
    fingerprint: fingerprintHex(home),
    sealings,
  };
  writeDurably(join(folder, 'index.json'), jsonText(index));
  return all;
}

async function compareWithSeal(seal: MonthSeal, { bags, context }: BuiltMonth): Promise<void> {
  const names = new Set<BagClass>([
    ...bags.map((bag) => bag.class),
    ...(Object.keys(seal.plan.bags) as BagClass[]),
  ]);
  for (const name of names) {
    const sealed = seal.plan.bags[name];
    const bag = bags.find((one) => one.class === name);
    const found = bag && (await sealOf(context, bag));
    if (isDeepStrictEqual(sealed, found)) continue;
    const [expected, actual] = [sealed, found].map((one) => JSON.stringify(one ?? null));
    throw new AppError(
      'tampered',
      `${seal.month} 的 ${name} 包重建后与封卷时不一致，未写出` +
        `（应为 ${expected}，实为 ${actual}）。` +
        '若封卷后升级过程序，请用当时的版本重建；否则请运行 log verify 核对日志。',
    );
  }
}

/** The sealing's entry time, and the first checkpoint signed after it; it never changes again. */
async function proofOf(home: BindingHome, seal: MonthSeal): Promise<SealProof> {
  const db = home.store.read;
  const entry = await db
    .selectFrom('entry')
    .select('at')
    .where('seq', '=', seal.entrySeq)
    .executeTakeFirstOrThrow();
  const find = () =>
    db
      .selectFrom('checkpoint')
      .select(['size', 'note'])
      .where('size', '>', seal.entrySeq)
      .orderBy('size')
      .limit(1)
      .executeTakeFirst();
  if ((await find()) === undefined) await home.log.checkpoint();
  const checkpoint = await find();
  if (checkpoint === undefined) throw new Error('a checkpoint that was just made is there');
  return { seal, at: entry.at, checkpoint };
}
