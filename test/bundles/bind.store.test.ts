import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bindMonth } from '../../src/bundles/commands.ts';
import { draftOf } from '../../src/bundles/queries.ts';
import { verifyBag } from '../../src/bundles/verify/verify-bag.ts';
import { checkIn } from '../../src/dispatch/commands.ts';
import { openPrinter, type Printer } from '../../src/print/printer.ts';
import { correctRecord } from '../../src/records/commands/correct-record.ts';
import { fileRecord } from '../../src/records/commands/file-record.ts';
import { signOffDay } from '../../src/records/commands/sign-off-day.ts';
import { engines, type Office, openOffice } from '../records/commands/office.ts';
import { dispatched, fileMonth, readData, sha256 } from './month.ts';

const month = '2026-10';

for (const engine of engines) {
  describe(`binding a month (${engine})`, () => {
    let office: Office;
    let printer: Printer;
    let folder: string;

    beforeAll(() => {
      printer = openPrinter();
    });

    afterAll(async () => {
      await printer.close();
    });

    beforeEach(async () => {
      office = await openOffice(engine, { staff: ['wangfang', 'heguang'] });
      folder = join(office.home.path, 'bundles', month);
      await fileMonth(office);
    });

    afterEach(async () => {
      await office.close();
    });

    const bind = (progress?: () => void) =>
      bindMonth(office.home, office.operator, { month }, { printer, progress });
    const digests = () =>
      Object.fromEntries(
        readdirSync(folder)
          .sort()
          .map((file) => [file, sha256(readFileSync(join(folder, file)))]),
      );
    const lines = (bag: string, file: string) =>
      readData(join(folder, `${month}-${bag}.zip`), `${month}-${bag}/data/${file}`)
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));

    it('gives three bags, an index and an overview, all of which verify', async () => {
      const bound = await bind();
      expect(bound.outcome).toBe('sealed');
      expect(Object.keys(digests())).toEqual([
        '2026-10-long.zip',
        '2026-10-overview.pdf',
        '2026-10-y10.zip',
        '2026-10-y5.zip',
        'index.json',
      ]);
      const report = await verifyBag(folder, { key: office.home.log.verifierKey });
      expect(report.bags.flatMap((bag) => bag.findings)).toEqual([]);
      expect(report.bags.map((bag) => bag.verdict)).toEqual(['intact', 'intact', 'intact']);
      const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
      expect(index.fingerprint).toBe(bound.fingerprint);
      for (const bag of index.sealings[0].bags) expect(bag.sha256).toBe(digests()[bag.file]);
      expect(readdirSync(join(office.home.path, 'bundles'))).toEqual([month]);
    });

    it('holds each record whole: correction, void, attachments, retention, proof', async () => {
      await bind();
      const records = lines('y10', 'records.jsonl');
      expect(records.map((one) => [one.number, one.status, one.retention.through])).toEqual([
        ['BX-202610-0001', 'closed', '2036-12-31'],
        ['BX-202610-0002', 'closed', '2036-12-31'],
        ['BX-202610-0003', 'open', null],
        ['BX-202610-0004', 'void', '2036-12-31'],
        ['MY-202610-0001', 'closed', '2036-12-31'],
      ]);
      const [first, second, third, fourth] = records;
      expect(first.attachments.map((one: { name: string }) => one.name)).toEqual([
        '现场 1.jpg',
        '报价.pdf',
      ]);
      expect(first.attachments[0].path).toBe(`data/attachments/${first.attachments[0].sha256}.jpg`);
      expect(second.fields.故障现象).toBe('窗扇脱落');
      expect(second.filing.content.fields.故障现象).toBe('窗户关不严');
      expect(second.corrections[0].content.reason).toBe('听错了');
      expect(third.carriedOver).toBe(true);
      expect(fourth.voided.proved[0].content.reason).toBe('重复登记');
      expect(lines('y5', 'records.jsonl').map((one) => one.number)).toEqual(['QT-202610-0001']);
    });

    it('counts by kind, deadlines kept, and surveys without a signature apart', async () => {
      await bind();
      const zip = join(folder, `${month}-y10.zip`);
      const statistics = JSON.parse(readData(zip, `${month}-y10/data/statistics.json`));
      const repairs = statistics.find((one: { code: string }) => one.code === '01');
      expect(repairs).toMatchObject({ records: 4, void: 1, open: 1 });
      expect(repairs.kinds).toEqual([{ kind: '阳台', count: 3 }]);
      expect(repairs.deadlines[0]).toMatchObject({ code: 'dispatch-5', kept: 2, due: 3 });
      const surveys = statistics.find((one: { code: string }) => one.code === '18');
      expect(surveys.counted).toMatchObject({ yes: 0, no: 1 });
      expect(statistics.find((one: { code: string }) => one.code === '02').records).toBe(0);
    });

    it('lists what stands in the way, links it, and seals it as exceptions', async () => {
      const draft = await draftOf(office.home, { month });
      const blockers = Object.fromEntries(
        (draft?.blockers ?? []).map((one) => [one.code, one.subjects]),
      );
      expect(blockers['order-number-missing']).toEqual(['PG-202610-0003']);
      expect(blockers['order-not-returned']).toEqual(['PG-202610-0004']);
      expect(blockers['matter-unanswered']).toEqual(['BX-202610-0003']);
      expect(blockers['day-unsigned']).toHaveLength(30);
      expect(blockers['day-unsigned']).not.toContain('2026-10-02');
      const bound = await bind();
      expect(bound.exceptions.map((one) => one.code)).toEqual(Object.keys(blockers));
      const zip = join(folder, `${month}-y10.zip`);
      const gaps = JSON.parse(readData(zip, `${month}-y10/data/dispatch/gap-report.json`));
      expect(gaps.gaps).toEqual([{ first: 'PG-202610-0003', last: 'PG-202610-0003', count: 1 }]);
      expect(await draftOf(office.home, { month })).toBeUndefined();
    });

    it('gives the same bytes when it is built again, whatever happened since', async () => {
      await bind();
      const before = digests();
      office.clock.advance(30 * 86_400_000);
      await correctRecord(office.home, office.operator, {
        number: 'BX-202610-0003',
        changes: { 回复业主时间: '2026-11-20 10:00' },
        reason: '已回复',
      });
      const { home } = office;
      await home.catalogue.save(office.operator.actor, {
        ...home.catalogue.document,
        company: '改名后的公司',
      });
      expect((await bind()).outcome).toBe('complete');
      rmSync(folder, { recursive: true });
      expect((await bind()).outcome).toBe('rebuilt');
      expect(digests()).toEqual(before);
      rmSync(join(folder, '2026-10-y5.zip'));
      await bind();
      expect(digests()).toEqual(before);
    });

    it('is sealed once and resumed after being broken off at any step', {
      timeout: 180_000,
    }, async () => {
      let steps = 0;
      for (let outcome = ''; outcome === ''; steps += 1) {
        let left = steps;
        const bound = await bind(() => {
          if (left === 0) throw new Error('broken off');
          left -= 1;
        }).catch((error: Error) => {
          expect(error.message).toBe('broken off');
          return undefined;
        });
        outcome = bound?.outcome ?? '';
      }
      expect(steps).toBeGreaterThan(8);
      const seals = await office.home.store.read
        .selectFrom('entry')
        .select('seq')
        .where('kind', '=', 'month.sealed')
        .execute();
      expect(seals).toHaveLength(1);
      const report = await verifyBag(folder, { key: office.home.log.verifierKey });
      expect(report.bags.map((bag) => bag.verdict)).toEqual(['intact', 'intact', 'intact']);
    });

    it('takes in a record that is filed while the month is being built', async () => {
      let filed: Promise<unknown> | undefined;
      const bound = await bindMonth(
        office.home,
        office.operator,
        { month },
        {
          printer,
          progress: ({ step }) => {
            if (!step.startsWith('装订分卷')) return;
            const input = { category: '01', fields: dispatched(6) };
            filed ??= fileRecord(office.home, office.operator, input);
          },
        },
      );
      await filed;
      expect(bound).toMatchObject({ outcome: 'sealed', supplement: 0 });
      const numbers = lines('y10', 'records.jsonl').map((one) => one.number);
      expect(numbers).toContain('BX-202610-0005');
      expect(await draftOf(office.home, { month })).toBeUndefined();
    });

    it('is bound by one at a time', async () => {
      const first = bind();
      await new Promise((resolve) => setTimeout(resolve, 50));
      await expect(bind()).rejects.toMatchObject({ code: 'conflict' });
      expect((await first).outcome).toBe('sealed');
    });

    it('puts only what was filed late into a numbered supplement', async () => {
      await bind();
      const before = digests();
      await fileRecord(office.home, office.operator, { category: '01', fields: dispatched(6) });
      const draft = await draftOf(office.home, { month });
      expect(draft).toMatchObject({ supplement: 1, records: 1, orders: 1, blockers: [] });
      expect(await bind()).toMatchObject({ outcome: 'sealed', supplement: 1 });
      const records = readData(
        join(folder, '2026-10-s1-y10.zip'),
        '2026-10-s1-y10/data/records.jsonl',
      );
      expect(
        records
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line).number),
      ).toEqual(['BX-202610-0005']);
      expect(existsSync(join(folder, '2026-10-s1-y5.zip'))).toBe(false);
      const { 'index.json': _before, ...bags } = before;
      expect(digests()).toMatchObject(bags);
      const report = await verifyBag(folder, { key: office.home.log.verifierKey });
      expect(report.bags.map((bag) => bag.verdict)).toEqual(Array(4).fill('intact'));
      expect((await bind()).outcome).toBe('complete');
    });

    it('binds what happened to a sealed record in the month it happened', async () => {
      await bind();
      office.clock.advance(10 * 86_400_000);
      await correctRecord(office.home, office.operator, {
        number: 'BX-202610-0003',
        changes: { 回复业主时间: '2026-11-13 10:00' },
        reason: '已回复业主',
      });
      const supervisor = await office.person('heguang');
      await checkIn(office.home, office.operator, { number: 'PG-202610-0004', copy: 'service' });
      await signOffDay(office.home, supervisor, { day: '2026-10-05', remark: '补签' });
      await signOffDay(office.home, supervisor, { day: '2026-11-05' });
      office.clock.advance(20 * 86_400_000);
      await bindMonth(office.home, office.operator, { month: '2026-11' }, { printer });
      const zip = join(office.home.path, 'bundles/2026-11/2026-11-y10.zip');
      const later = readData(zip, '2026-11-y10/data/later.jsonl').trim().split('\n');
      expect(later.map((line) => JSON.parse(line))).toMatchObject([
        { number: 'BX-202610-0003', boundIn: '2026-10', kind: 'correction' },
        { number: 'PG-202610-0004', boundIn: '2026-10', kind: 'order-copy', copy: 'service' },
        {
          number: '2026-10-05',
          boundIn: '2026-10',
          kind: 'sign-off',
          proved: [{ content: { remark: '补签' } }],
        },
      ]);
      const report = await verifyBag(zip, { key: office.home.log.verifierKey });
      expect(report.bags.map((bag) => bag.verdict)).toEqual(['intact']);
    });

    it('refuses to publish bags that are not the sealed ones', async () => {
      await bind();
      const before = digests();
      await office.home.store.scratch(async (db) => {
        // Somebody with the database takes its guard away and changes a row behind the log's back.
        const table = engine === 'postgres' ? ' ON record' : '';
        await sql.raw(`DROP TRIGGER record_no_update${table}`).execute(db);
        await sql.raw(`UPDATE record SET source = 'import' WHERE category = '29'`).execute(db);
      });
      rmSync(join(folder, '2026-10-y5.zip'));
      await expect(bind()).rejects.toMatchObject({ code: 'tampered' });
      expect(existsSync(join(folder, '2026-10-y5.zip'))).toBe(false);
      const { '2026-10-y5.zip': _gone, ...rest } = before;
      expect(digests()).toEqual(rest);
      const job = await office.home.store.read.selectFrom('job').selectAll().executeTakeFirst();
      expect(job).toMatchObject({ kind: 'bind', period: 'A/2026-10', state: 'failed' });
    });

    it('refuses a month that is not over, and a person alone', async () => {
      const inNovember = bindMonth(office.home, office.operator, { month: '2026-11' });
      await expect(inNovember).rejects.toMatchObject({ code: 'not-due' });
      const alone = bindMonth(office.home, await office.person('heguang'), { month });
      await expect(alone).rejects.toMatchObject({ code: 'forbidden' });
    });
  });
}
