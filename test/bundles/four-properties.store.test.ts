import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BindingHome } from '../../src/bundles/build/context.ts';
import { draftOfScope, standingOf } from '../../src/bundles/queries.ts';
import {
  type BagEvidence,
  type ProvedJson,
  type RecordJson,
  readData,
} from '../../src/bundles/report/evidence.ts';
import {
  blockingFaults,
  checkFourProperties,
  fourPropertyChecks,
} from '../../src/bundles/report/report.ts';
import { buildMonth } from '../../src/bundles/seal/build.ts';
import { openPlan } from '../../src/bundles/seal/plan.ts';
import { openPrinter, type Printer } from '../../src/print/printer.ts';
import { type Office, openOffice } from '../records/commands/office.ts';
import { fileMonth } from './month.ts';

type Plant = (evidence: BagEvidence) => Promise<BagEvidence>;

/** The same bag with other bytes in one file, or without it. */
async function withFile(
  evidence: BagEvidence,
  name: string,
  change: (bytes: Buffer) => Buffer | string | undefined,
): Promise<BagEvidence> {
  const before = await readData(evidence, name);
  if (before === undefined) throw new Error(`the bag has no ${name}`);
  const after = change(before);
  const rest = evidence.files.filter((file) => file.name !== `data/${name}`);
  if (after === undefined) return { ...evidence, files: rest };
  const source = { bytes: Buffer.from(after) };
  return { ...evidence, files: [...rest, { name: `data/${name}`, source }] };
}

function withLine<Line = RecordJson>(
  evidence: BagEvidence,
  name: string,
  index: number,
  change: (line: Line) => unknown,
): Promise<BagEvidence> {
  return withFile(evidence, name, (bytes) => {
    const lines = bytes.toString().trimEnd().split('\n');
    const line = JSON.parse(lines[index] ?? '') as Line;
    lines[index] = JSON.stringify(change(line));
    return `${lines.join('\n')}\n`;
  });
}

const records = 'records.jsonl';

/** For every row of the report, the one fault that it must find. */
const plants: Readonly<Record<string, Plant>> = {
  '1.1': (bag) =>
    withLine(bag, records, 0, (line) => ({
      ...line,
      filing: {
        ...line.filing,
        salt: line.filing.salt.replace(/^./, (digit: string) => (digit === '0' ? '1' : '0')),
      },
    })),
  '1.2': (bag) =>
    withLine(bag, records, 0, (line) => ({ ...line, filedAt: '2026-11-01T00:00:00.000Z' })),
  '1.3': (bag) =>
    withLine(bag, records, 0, (line) => ({
      ...line,
      fields: { ...line.fields, 故障现象: '另一种说法' },
    })),
  '1.4': (bag) =>
    withLine<{ filing: ProvedJson }>(bag, 'dispatch/orders.jsonl', 0, (line) => ({
      ...line,
      filing: { ...line.filing, content: { ...line.filing.content, matter: '别的事' } },
    })),
  '2.1': async (bag) => ({
    ...bag,
    known: [...bag.known, { ...bag.known[0]!, number: 'BX-202610-0009' }],
  }),
  '2.2': async (bag) => ({
    ...bag,
    series: bag.series.map((one, index) => (index === 0 ? { ...one, last: one.last + 1 } : one)),
  }),
  '2.3': (bag) =>
    withFile(bag, 'dispatch/orders.jsonl', (bytes) =>
      bytes.toString().split('\n').slice(1).join('\n'),
    ),
  '2.4': async (bag) => {
    const name = bag.files.find((file) => file.name.endsWith('.jpg'))?.name ?? '';
    return withFile(bag, name.slice('data/'.length), (bytes) => bytes.subarray(1));
  },
  '2.5': (bag) =>
    withLine<{ day: string }>(bag, 'sign-offs.jsonl', 0, (line) => ({
      ...line,
      day: '2026-09-02',
    })),
  '2.6': (bag) => withFile(bag, 'volumes/18-业主满意度调查.pdf', () => undefined),
  '2.7': (bag) =>
    withFile(bag, 'csv/18-业主满意度调查.csv', (bytes) =>
      bytes.toString().replace('MY-202610-0001', 'MY-202610-0002'),
    ),
  '3.1': (bag) => withFile(bag, 'dispatch/register.pdf', () => 'not a PDF at all'),
  '3.2': (bag) =>
    withFile(bag, 'volumes/index.json', (bytes) => {
      const parts = JSON.parse(bytes.toString());
      return JSON.stringify([{ ...parts[0], firstPage: 2 }, ...parts.slice(1)]);
    }),
  '3.3': (bag) => withLine(bag, records, 0, (line) => ({ ...line, status: 'finished' })),
  '3.4': (bag) =>
    withFile(bag, 'dispatch/gap-report.csv', (bytes) =>
      Buffer.concat([bytes, Buffer.from([0xff, 0xfe])]),
    ),
  '3.5': async (bag) => ({ ...bag, missingGlyphs: ['U+1F600'] }),
  '4.1': async (bag) => ({
    ...bag,
    files: [
      ...bag.files,
      { name: 'data/attachments/a:b.jpg', source: { bytes: Buffer.from('x') } },
    ],
  }),
  '4.2': async (bag) => ({
    ...bag,
    files: [
      ...bag.files,
      {
        name: `data/attachments/${'0'.repeat(64)}.pdf`,
        source: { bytes: Buffer.from('%PDF-1.7 << /OpenAction << /S /JavaScript /JS (x) >> >>') },
      },
    ],
  }),
  '4.3': (bag) =>
    withLine(bag, records, 0, (line) => ({
      ...line,
      retention: { ...line.retention, through: '2031-12-31' },
    })),
  '4.4': (bag) => withLine(bag, records, 0, (line) => ({ ...line, site: 'B' })),
  '4.5': async (bag) => ({ ...bag, findsInIndex: async () => true }),
};

describe('the four properties of a bag', () => {
  let office: Office;
  let printer: Printer;
  let bag: BagEvidence;

  beforeAll(async () => {
    printer = openPrinter();
    office = await openOffice('sqlite', { staff: ['wangfang', 'heguang'] });
    await fileMonth(office);
    bag = await evidenceOf(office.home);
  });

  afterAll(async () => {
    await printer.close();
    await office.close();
  });

  async function evidenceOf(home: BindingHome): Promise<BagEvidence> {
    const { next } = await standingOf(home, { month: '2026-10' });
    if (next === undefined) throw new Error('the month is not sealed yet');
    const { blockers } = await draftOfScope(home, next);
    const wish = { sealers: ['测试员'], reasonOf: () => '测试' };
    const { plan, nameOf } = await openPlan(home, next, blockers, wish);
    const built = await buildMonth(home, plan, { printer, progress: () => undefined }, nameOf);
    const found = built.bags.find((one) => one.class === 'y10')?.evidence;
    if (found === undefined) throw new Error('a month has a ten-year bag');
    return found;
  }

  it('passes every row on a bag as it was built, with something looked at in each', async () => {
    const rows = await checkFourProperties(bag);
    expect(rows.filter((row) => row.passed !== true)).toEqual([]);
    expect(rows.filter((row) => row.checked === 0 && row.code !== '3.5')).toEqual([]);
    expect(rows.find((row) => row.code === '2.3')?.excepted).toEqual(['PG-202610-0003']);
    expect(rows.find((row) => row.code === '2.5')?.excepted).toHaveLength(30);
  });

  it('has a planted fault for each row', () => {
    expect(Object.keys(plants).sort()).toEqual(fourPropertyChecks.map(({ code }) => code).sort());
  });

  for (const { code, name, blocking } of fourPropertyChecks) {
    it(`turns exactly row ${code} red for its fault: ${name}`, async () => {
      const rows = await checkFourProperties((await plants[code]?.(bag)) ?? bag);
      const red = rows.filter((row) => row.passed === false);
      expect(red.map((row) => row.code)).toEqual([code]);
      expect(red[0]?.faults.length).toBeGreaterThan(0);
      expect(blockingFaults(rows)).toHaveLength(blocking ? 1 : 0);
    });
  }

  it('names a hole in the numbers even when another hole was excepted', async () => {
    const planted = await plants['2.3']?.(bag);
    const rows = await checkFourProperties(planted ?? bag);
    expect(rows.find((row) => row.code === '2.3')?.faults).toEqual(['缺号 PG-202610-0001']);
  });
});
