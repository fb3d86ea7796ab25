/** A part of a bag: its path, and what it is in Chinese and in English. */
export type ReadmePart = readonly [file: string, zh: string, en: string];

/** What each part of the payload is, for somebody who has nothing but the bag. */
export const payloadParts: readonly ReadmePart[] = [
  [
    'data/volumes/',
    '各类别的分卷，PDF，可直接打印；index.json 列各分册的页数与起始页',
    'volumes as PDF, one for each category; index.json lists their pages',
  ],
  ['data/records.jsonl', '全部记录，一行一条，按编号排列', 'all records, one JSON object a line'],
  [
    'data/csv/',
    "同样的记录，表格（UTF-8，带 BOM）；以 = + - @ 开头的单元格前加了 '，以免被当作公式",
    "the same records as tables; cells that begin with = + - @ have a ' in front",
  ],
  [
    'data/attachments/',
    '附件原件，文件名是内容的 SHA-256；原名在所属记录的 attachments 里',
    'attached files as they came, named by their SHA-256; the record has their own names',
  ],
  [
    'data/schema/',
    '各 .jsonl 文件每一行的格式与各栏含义（JSON Schema）：record 为记录，NN-vM 为第 NN 类的栏目',
    'what the lines of each .jsonl file mean (JSON Schema); NN-vM: the columns of category NN',
  ],
  [
    'data/statistics.json',
    '各类别统计：records 件数、void 作废、open 未办结、kinds 按类型、deadlines 时限（due 应计，kept 按时）、counted 计入与不计入',
    'counts: records, void, open, by kind; deadlines (due, and kept of them); counted or not',
  ],
  [
    'data/dispatch/',
    '派工单登记簿（register.pdf）、数据（orders.jsonl）、缺号报告（gap-report：gaps 缺号，notReturned 未收回）',
    'dispatch orders: register, data, and the report of missing numbers (gaps) and slips',
  ],
  ['data/sign-offs.jsonl', '主管每日审阅签字', 'supervisors’ signatures under each day'],
  [
    'data/access-log.jsonl',
    '查档的申请、批准、不批准，以及下载档案包；同名 .pdf 可打印',
    'asks to see an archive, decisions, and bags taken out; .pdf to print',
  ],
  [
    'data/look-log.jsonl',
    '谁在何时看了哪一户档案的哪几栏；同名 .pdf 可打印',
    'who looked at which columns of which archive; .pdf to print',
  ],
  [
    'data/policies/',
    '当月生效的制度全文（.md）和正文引用的图（charts/）；in-force.json 列版本与月末上墙情况（posted 应上墙，walls 各处张贴）',
    'policies in force, charts/ they show; in-force.json: versions, walls (posted: must hang; walls: where)',
  ],
  [
    'data/later.jsonl',
    '以前各月（boundIn）的记录、派工单、审阅签字在本月的更正、作废、附件、收回、补签',
    'what happened this month to what earlier months (boundIn) hold: corrections, voids, files …',
  ],
  ['data/report/', '四性检测报告', 'report on the four properties (DA/T 70)'],
];

/** The tag files of a bag. */
export const proofParts: readonly ReadmePart[] = [
  ['bagit.txt', '说明本文件夹是 BagIt 格式', 'says that this folder is in BagIt layout'],
  ['bag-info.txt', '包的来历：单位、名称、日期、日志名', 'where the bag comes from'],
  [
    'manifest-sha256.txt, manifest-sha512.txt',
    'data/ 下每个文件的摘要',
    'digest of every file below data/',
  ],
  [
    'tagmanifest-sha256.txt, tagmanifest-sha512.txt',
    'data/ 以外各文件的摘要',
    'digest of the other files',
  ],
  [
    'proof/sealed.json',
    '封卷条目：清单、README.txt、bag-info.txt、verify.mjs 的摘要已记入日志',
    'the sealing entry: digests of the manifests, README.txt, bag-info.txt, verify.mjs',
  ],
  ['proof/entries.jsonl', '本包各条的日志条目与证明', 'log entries of this bag, with proofs'],
  ['proof/checkpoint.txt', '签名的日志检查点', 'signed checkpoint of the log'],
  ['proof/key.txt', '签名公钥', 'the public key that signed it'],
  ['verify.mjs', '校验程序，只需 Node.js 20 以上', 'verifier; needs Node.js 20 or newer only'],
];
