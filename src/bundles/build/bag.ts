import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sitePrefix } from '../../catalogue/catalogue.ts';
import { localDateOf } from '../../core/month.ts';
import type { Tags } from '../bagit/tags.ts';
import { completeBag, inFolder, infoFile, textFile } from '../bagit/write.ts';
import { zipMinuteOf } from '../container/form.ts';
import { type BagFile, measure } from '../container/source.ts';
import { writeContainer } from '../container/write.ts';
import type { BagFile as BagDescription, BagSeal, MonthSeal } from '../model.ts';
import { oneFileVerifier } from '../verify/one-file.ts';
import type { BuildContext } from './context.ts';
import { bagName } from './names.ts';
import type { BuiltPayload } from './payload.ts';
import { proveEntries } from './proofs.ts';
import { readmeText } from './readme.ts';

/** The sealing as the bag proves it. */
export interface SealProof {
  readonly seal: MonthSeal;
  /** When the sealing entry was written; every file of the container carries its minute. */
  readonly at: string;
  readonly checkpoint: { readonly size: number; readonly note: string };
}

/** Adds the proof to a built payload and writes the container, whole or not at all. */
export async function writeBag(
  context: BuildContext,
  built: BuiltPayload,
  proof: SealProof,
  folder: string,
): Promise<BagDescription> {
  const name = nameOfBag(context, built);
  const all = await completeBag(built.payload, {
    info: infoOf(context, built),
    files: [...explainingFiles(context, built), ...(await proofFiles(context, built, proof))],
  });
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.zip`);
  await writeContainer(path, inFolder(name, all), zipMinuteOf(proof.at));
  return describeBag(path, built.class);
}

/** A bag on disk: its name, size and digest. */
export async function describeBag(
  path: string,
  bag: BagDescription['class'],
): Promise<BagDescription> {
  const { sizeBytes, sha256 } = await measure({ path });
  return { class: bag, file: path.slice(dirname(path).length + 1), sizeBytes, sha256 };
}

/**
 * What the seal states of a bag: the digests of its payload manifests, and of the tag files that
 * do not follow from the seal. So a verifier or a README put in later is named.
 */
export async function sealOf(context: BuildContext, built: BuiltPayload): Promise<BagSeal> {
  const info = infoFile(built.payload, infoOf(context, built));
  const tags: Record<string, string> = {};
  for (const { name, source } of [...explainingFiles(context, built), info]) {
    tags[name] = (await measure(source)).sha256;
  }
  return { ...built.payload.seal, tags };
}

function nameOfBag({ document, plan }: BuildContext, built: BuiltPayload): string {
  return bagName(sitePrefix(document, plan.site), plan, built.class);
}

function infoOf(context: BuildContext, built: BuiltPayload): Tags {
  const { plan, document } = context;
  return [
    ['Source-Organization', document.company.trim()],
    ['External-Identifier', nameOfBag(context, built)],
    ['External-Description', `${context.siteName.trim()} ${plan.month} ${built.class}`],
    ['Bagging-Date', localDateOf(plan.sealedAt, document.timeZone)],
    ['Bag-Software-Agent', 'Anjuan'],
    ['Anjuan-Log', context.home.log.origin],
    ['Anjuan-Key-Fingerprint', context.fingerprint],
  ];
}

function explainingFiles(context: BuildContext, built: BuiltPayload): BagFile[] {
  return [
    textFile('README.txt', readmeText(context, built, nameOfBag(context, built))),
    textFile('verify.mjs', oneFileVerifier()),
  ];
}

async function proofFiles(
  context: BuildContext,
  built: BuiltPayload,
  proof: SealProof,
): Promise<BagFile[]> {
  const { home } = context;
  const { size, note } = proof.checkpoint;
  const db = home.store.read;
  const lines: string[] = [];
  for await (const line of proveEntries(db, built.seqs, size)) {
    lines.push(`${JSON.stringify(line)}\n`);
  }
  let sealed = '';
  for await (const line of proveEntries(db, [proof.seal.entrySeq], size)) {
    sealed = `${JSON.stringify(line)}\n`;
  }
  return [
    textFile('proof/checkpoint.txt', note),
    textFile('proof/key.txt', `${home.log.verifierKey}\n`),
    textFile('proof/sealed.json', sealed),
    textFile('proof/entries.jsonl', lines.join('')),
  ];
}
