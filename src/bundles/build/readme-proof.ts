/**
 * How to check a bag without our verifier: commands that can be copied as they stand, with words in
 * both languages, for any system with a shell, sha256sum, openssl 3 and Python 3.
 *
 * Source: RFC 8410 (the key's DER), C2SP signed-note, RFC 9162 §2.1.3.2 (inclusion).
 */
export function checkingByHand(bag: string): string {
  return `手工核对 Checking by hand
========================================
以下各行可照抄到本文件夹的命令行运行；中间文件放在上一层文件夹。
Copy these lines to a shell in this folder; what they make on the way lies one folder up.

# 1 封卷条目与文件：上下两组摘要应相同。
#   The sealing entry and the files: the same digests twice.
sha256sum manifest-sha256.txt README.txt bag-info.txt verify.mjs
sha512sum manifest-sha512.txt
python3 - <<'END'
import json
sealed = json.load(open('proof/sealed.json', encoding='utf-8'))
print(json.dumps(json.loads(sealed['leaf'])['facts']['bags']['${bag}'], indent=2))
END

# 2 公钥：key.txt 是 名称+短码+base64，其中 1 字节类型，32 字节 Ed25519 公钥。
#   指纹是这 32 字节的 SHA-256，应与另行保存的相同。
#   The key: name+hash+base64 of one type byte and the 32 bytes of an Ed25519 public key; the
#   SHA-256 of these 32 bytes is the fingerprint: compare it with one that was kept elsewhere.
cut -d+ -f3- proof/key.txt | base64 -d | tail -c 32 > ../key.raw
sha256sum ../key.raw
printf '\\060\\052\\060\\005\\006\\003\\053\\145\\160\\003\\041\\000' > ../key.der
cat ../key.raw >> ../key.der

# 3 签名：被签的是前三行（日志名、条目数、根哈希）连同换行；末行的 base64 是 4 字节短码、64 字节签名。
#   The signature: what is signed is the first three lines (log, number of entries, root hash)
#   with their line feeds; the base64 in the last line is a 4-byte hash and the 64-byte signature.
head -n 3 proof/checkpoint.txt > ../body
tail -n 1 proof/checkpoint.txt | cut -d' ' -f3 | base64 -d | tail -c 64 > ../signature
openssl pkeyutl -verify -pubin -keyform DER -inkey ../key.der -rawin -in ../body -sigfile ../signature

# 4 条目与记录：各条目都在这个日志里；盐（32 字节）接 content 的规范 JSON，其 SHA-256 等于条目的 digest。
#   更正、作废、附件、派工单各有自己的 seq、salt、content，算法相同。
#   Entries and records: every entry is in that log; SHA-256 of the salt (32 bytes) and canonical
#   JSON of \`content\` is the digest in its entry; so for corrections, voids, files and orders.
python3 - <<'END'
import base64, hashlib, json
sha = lambda data: hashlib.sha256(data).digest()
size, root = open('proof/checkpoint.txt', encoding='utf-8').read().split('\\n')[1:3]
digests = {}
for name in ['proof/sealed.json', 'proof/entries.jsonl']:
    for entry in map(json.loads, open(name, encoding='utf-8')):
        at, last = entry['seq'], int(size) - 1
        node = sha(b'\\0' + entry['leaf'].encode())
        for other in map(base64.b64decode, entry['path']):
            if at % 2 or at == last:
                node = sha(b'\\1' + other + node)
                while at and at % 2 == 0: at, last = at // 2, last // 2
            else: node = sha(b'\\1' + node + other)
            at, last = at // 2, last // 2
        if last or node != base64.b64decode(root): print('不在日志里 not in the log:', entry['seq'])
        digests[entry['seq']] = json.loads(entry['leaf']).get('digest')
print(len(digests), '条目已核对 entries checked')
count = 0
for record in map(json.loads, open('data/records.jsonl', encoding='utf-8')):
    filing = record['filing']
    text = json.dumps(filing['content'], ensure_ascii=False, sort_keys=True, separators=(',', ':'))
    digest = 'sha256:' + sha(bytes.fromhex(filing['salt']) + text.encode()).hex()
    if digest != digests.get(filing['seq']): print('内容不符 not what was filed:', record['number'])
    count += 1
print(count, '条记录已核对 records checked')
END
`;
}
