/**
 * How to check a bag without our verifier: shell commands with words in both languages, for any
 * system with sha256sum, openssl 3, base64, jq, xxd and Python 3.
 *
 * Source: RFC 8410 (the key's DER), C2SP signed-note, RFC 9162 §2.1.3.2 (inclusion).
 */
export function checkingByHand(bag: string, example: string | undefined): string[] {
  return [
    '手工核对 Checking by hand',
    '='.repeat(40),
    '在解开的文件夹里运行；中间文件放在上一层。',
    'Run in the unpacked folder; what is made on the way lies one folder up.',
    '',
    '  # 1 清单与封存条目一致：以下两组摘要应相同。',
    '  #   The manifests are those of the sealing entry: the same digests twice.',
    '  sha256sum manifest-sha256.txt README.txt bag-info.txt verify.mjs',
    '  sha512sum manifest-sha512.txt',
    `  jq -r .leaf proof/sealed.json | jq .facts.bags.${bag}`,
    '',
    '  # 2 公钥：key.txt 为 名称+短码+base64（1 字节类型，32 字节 Ed25519 公钥）。',
    '  #   指纹是这 32 字节的 SHA-256，应与另行保存的相同。',
    '  #   The key: name+hash+base64 of one type byte and the 32 bytes of an Ed25519 key,',
    '  #   whose SHA-256 is the fingerprint: compare it with one kept elsewhere.',
    '  cut -d+ -f3- proof/key.txt | base64 -d | tail -c 32 > ../key.raw',
    '  sha256sum ../key.raw',
    "  (printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000'; cat ../key.raw) > ../key.der",
    '',
    '  # 3 签名：前三行（日志名、条目数、根哈希）连换行是被签的内容；末行为 名称 base64（4 字节短码，64 字节签名）。',
    '  #   The signature: over the first three lines (log, number of entries, root hash) with',
    '  #   their line feeds; the last line holds base64 of a 4-byte hash and the 64 bytes of it.',
    '  head -n 3 proof/checkpoint.txt > ../body',
    "  tail -n 1 proof/checkpoint.txt | cut -d' ' -f3 | base64 -d | tail -c 64 > ../signature",
    '  openssl pkeyutl -verify -pubin -keyform DER -inkey ../key.der \\',
    '    -rawin -in ../body -sigfile ../signature',
    '',
    '  # 4 封存条目与本包各条目都在这个日志里。 The sealing entry and all others are in that log.',
    "  python3 - <<'END'",
    '  import base64, hashlib, json',
    '  sha = lambda data: hashlib.sha256(data).digest()',
    "  size, root = open('proof/checkpoint.txt', encoding='utf-8').read().split('\\n')[1:3]",
    "  lines = [*open('proof/sealed.json'), *open('proof/entries.jsonl', encoding='utf-8')]",
    '  for entry in map(json.loads, lines):',
    "      at, last = entry['seq'], int(size) - 1",
    "      node = sha(b'\\0' + entry['leaf'].encode())",
    "      for other in map(base64.b64decode, entry['path']):",
    '          if at % 2 or at == last:',
    "              node = sha(b'\\1' + other + node)",
    '              while at and at % 2 == 0: at, last = at // 2, last // 2',
    "          else: node = sha(b'\\1' + node + other)",
    '          at, last = at // 2, last // 2',
    "      if last or node != base64.b64decode(root): print('不在日志里 not in the log', entry['seq'])",
    "  print(len(lines), '条已核对 entries checked')",
    '  END',
    ...(example === undefined ? [] : oneRecord(example)),
    '',
  ];
}

function oneRecord(number: string): string[] {
  return [
    '',
    '  # 5 一条记录：盐（32 字节，十六进制）接 content（规范 JSON，文件里即如此书写）的 SHA-256，',
    '  #   等于其日志条目的 digest；更正、作废、附件各有自己的 seq、salt、content，算法相同。',
    '  #   One record: SHA-256 of the salt (32 bytes in hexadecimal) and `content` (canonical JSON,',
    '  #   as it is written here) is the digest in its entry; so for corrections, voids, files.',
    `  grep '"number":"${number}"' data/records.jsonl | head -n 1 > ../line`,
    '  (jq -j .filing.salt ../line | xxd -r -p; jq -cj .filing.content ../line) | sha256sum',
    '  grep "^{\\"seq\\":$(jq .filing.seq ../line)," proof/entries.jsonl | jq -r .leaf | jq .digest',
  ];
}
