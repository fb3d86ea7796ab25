import { type Finding, fault, note } from './finding.ts';
import type { BagReport } from './report.ts';

/**
 * Bags of one folder must tell one story: one log, one key, no fork, each under its own name, none
 * missing. `names` is everything that lies in the folder.
 */
export function checkSisters(bags: readonly BagReport[], names: readonly string[]): Finding[] {
  return [...logFaults(bags), ...nameFaults(bags), ...missingFaults(bags, names)];
}

function logFaults(bags: readonly BagReport[]): Finding[] {
  const findings: Finding[] = [];
  const roots = new Map<number, string>();
  const [first] = bags.filter((bag) => bag.checkpoint !== undefined);
  for (const { name, checkpoint, key } of bags) {
    if (checkpoint === undefined) continue;
    const strange = [
      [first?.checkpoint?.origin, checkpoint.origin],
      [first?.key?.fingerprint, key?.fingerprint],
    ].find(([expected, found]) => expected !== found);
    if (strange !== undefined) {
      const words = [
        '与同一文件夹的别的包不是同一日志或同一把密钥',
        'of another log or key than the other bags in this folder',
      ] as const;
      findings.push(
        fault('bundle.stranger', name, words, { expected: strange[0], found: strange[1] }),
      );
      continue;
    }
    const other = roots.get(checkpoint.size) ?? checkpoint.root;
    if (other !== checkpoint.root) {
      const words = [
        '与另一个包的检查点矛盾：日志分叉',
        'contradicts another bag: the log forked',
      ] as const;
      findings.push(fault('bundle.fork', name, words, { expected: other, found: checkpoint.root }));
    }
    roots.set(checkpoint.size, other);
  }
  return findings;
}

/** A bag of another month, or one without proof, may not stand where a bag was sealed. */
function nameFaults(bags: readonly BagReport[]): Finding[] {
  const sealed = new Set(bags.flatMap((bag) => sealedNames(bag)));
  return bags.flatMap(({ name, seal }) => {
    const expected = seal === undefined ? undefined : `${seal.name}.zip`;
    if (expected === name) return [];
    if (expected === undefined && !sealed.has(withoutEnding(name))) return [];
    const words = [
      '不是封卷时这个名字的包',
      'not the bag that was sealed under this name',
    ] as const;
    const found = expected === undefined ? 'no proof of ours' : name;
    return [fault('bundle.misnamed', name, words, { expected: expected ?? name, found })];
  });
}

function missingFaults(bags: readonly BagReport[], names: readonly string[]): Finding[] {
  const present = new Set(bags.flatMap(({ seal }) => seal?.name ?? []));
  const missing = [...new Set(bags.flatMap((bag) => sealedNames(bag)))].filter(
    (name) => !present.has(name),
  );
  return missing.sort().map((name) => {
    // Disposition removes a bag and leaves papers under its name; without these it just vanished.
    const papers = names.some(
      (one) => one !== `${name}.zip` && (one.startsWith(`${name}-`) || one.startsWith(`${name}.`)),
    );
    const words = papers
      ? (['已处置，只留证明', 'disposed of; its papers are left'] as const)
      : (['封卷时有此包，现在没有', 'was sealed with the others and is not here'] as const);
    return (papers ? note : fault)('bundle.missing', name, words);
  });
}

/** The names of all bags of a bag's sealing. */
function sealedNames({ seal }: BagReport): string[] {
  if (seal?.ownClass === undefined) return [];
  const stem = seal.name.slice(0, -seal.ownClass.length);
  return seal.classes.map((one) => `${stem}${one}`);
}

function withoutEnding(name: string): string {
  return name.replace(/\.zip$/, '');
}
