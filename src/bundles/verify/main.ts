import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from './finding.ts';
import { reportJson, reportText } from './report.ts';
import { verifyBag } from './verify-bag.ts';

/** Where the command line finds its own folder and puts its words. */
export interface VerifyDoor {
  /** The folder of the verifier itself: an unpacked bag, when it lies in one. */
  readonly here: string;
  print(text: string): void;
  complain(text: string): void;
}

const usage = `用法 usage: node verify.mjs [BUNDLE.zip|FOLDER] [--key FILE] [--json]
  BUNDLE 省略时检查本文件所在的包 without BUNDLE, the bag that this file lies in
  --key  您从别处得到的公钥 (key.txt 或 PEM) a public key you got another way
  --json 输出一行 JSON prints one line of JSON
  退出码 exit code: 0 通过 good, 1 不通过 no, 2 用法不对 wrong use
`;

/** The verifier's command line. Shape: exit code 0 good, 1 no, 2 wrong use. */
export async function verifyCommand(argv: readonly string[], door: VerifyDoor): Promise<number> {
  const words = parseWords(argv);
  if (words === undefined) return wrongUse(door, '');
  if (words.help) {
    door.print(usage);
    return 0;
  }
  const source = words.source ?? (existsSync(join(door.here, 'bagit.txt')) ? door.here : undefined);
  if (source === undefined) return wrongUse(door, '');
  if (!existsSync(source)) return wrongUse(door, `没有这个文件 no such file: ${source}\n`);
  let key: string | undefined;
  try {
    key = words.keyFile === undefined ? undefined : readFileSync(words.keyFile, 'utf8');
  } catch (error) {
    return wrongUse(door, `无法读取密钥 the key cannot be read: ${messageOf(error)}\n`);
  }
  const report = await verifyBag(source, key === undefined ? {} : { key });
  if (report.findings.some((finding) => finding.code === 'key.given')) {
    return wrongUse(door, reportText(report));
  }
  door.print(words.json ? reportJson(report) : reportText(report));
  return report.intact ? 0 : 1;
}

function wrongUse(door: VerifyDoor, reason: string): number {
  door.complain(reason + usage);
  return 2;
}

interface Words {
  readonly source: string | undefined;
  readonly keyFile: string | undefined;
  readonly json: boolean;
  readonly help: boolean;
}

function parseWords(argv: readonly string[]): Words | undefined {
  let source: string | undefined;
  let keyFile: string | undefined;
  let [json, help] = [false, false];
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? '';
    if (word === '--json') json = true;
    else if (word === '--help' || word === '-h') help = true;
    else if (word.startsWith('--key=')) keyFile = word.slice('--key='.length);
    else if (word === '--key') {
      at += 1;
      keyFile = argv[at];
      if (keyFile === undefined) return undefined;
    } else if (word.startsWith('-') || source !== undefined) return undefined;
    else source = word;
  }
  return { source, keyFile, json, help };
}
