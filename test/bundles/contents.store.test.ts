import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { approveAccess, askAccess } from '../../src/archives/commands/access.ts';
import { importHouseholds } from '../../src/archives/commands/import-households.ts';
import { look } from '../../src/archives/commands/look.ts';
import { bindMonth } from '../../src/bundles/commands.ts';
import { downloadBag } from '../../src/bundles/download.ts';
import { draftOf } from '../../src/bundles/queries.ts';
import { schemaFaults } from '../../src/bundles/report/check-schema.ts';
import { verifyBag } from '../../src/bundles/verify/verify-bag.ts';
import { adoptPolicies } from '../../src/policies/commands/adopt-policies.ts';
import { seedPolicies } from '../../src/policies/commands/seed-policies.ts';
import { openPrinter, type Printer } from '../../src/print/printer.ts';
import { fileRecord } from '../../src/records/commands/file-record.ts';
import { requireTool } from '../kit/outside-tools.ts';
import { engines, type Office, openOffice, repair } from '../records/commands/office.ts';

const month = '2026-10';
const households = '房号,业主姓名,联系电话\n3-2-0602,贾芳芳,13900001234\n';

for (const engine of engines) {
  describe(`what lies in a month's bags (${engine})`, () => {
    let office: Office;
    let printer: Printer;

    beforeAll(() => {
      printer = openPrinter();
    });

    afterAll(async () => {
      await printer.close();
    });

    beforeEach(async () => {
      office = await openOffice(engine, {
        staff: ['wangfang', 'heguang', 'zhoumin'],
        now: '2026-10-20T02:00:00.000Z',
      });
    });

    afterEach(async () => {
      await office.close();
    });

    const toNovember = () => office.clock.advance(14 * 86_400_000);
    const bind = (site?: string) =>
      bindMonth(office.home, office.operator, { month, site }, { printer });
    const read = (zip: string, name: string) =>
      execFileSync(requireTool('unzip'), [
        '-p',
        join(office.home.path, 'bundles', zip),
        `${zip.split('/')[1]?.replace('.zip', '')}/data/${name}`,
      ]).toString();
    const printedText = (zip: string, name: string) => {
      const pdf = execFileSync(requireTool('unzip'), [
        '-p',
        join(office.home.path, 'bundles', zip),
        `${zip.split('/')[1]?.replace('.zip', '')}/data/${name}`,
      ]);
      const text = execFileSync(requireTool('pdftotext'), ['-raw', '-', '-'], { input: pdf });
      return text.toString().replaceAll('\n', '');
    };
    const lines = (zip: string, name: string) =>
      read(zip, name)
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line));

    it('keeps asks ten years and looks for good, each with its proof', async () => {
      const { home, operator } = office;
      const bytes = Buffer.from(households);
      await importHouseholds(home, operator, { fileName: 'households.csv', bytes });
      const engineer = await office.person('zhoumin');
      const ask = (reason: string) =>
        askAccess(home, engineer, {
          room: '3-2-0602',
          fields: ['联系电话'],
          purpose: 'repair',
          reason,
          minutes: 15,
        });
      const request = await ask('楼下漏水，要联系该户');
      await approveAccess(home, await office.person('heguang'), { request });
      await look(home, await office.person('wangfang'), { request });
      await ask('又漏水了');
      toNovember();
      const open = (await draftOf(home, { month }))?.blockers;
      const request2 = open?.find((one) => one.code === 'access-request-open');
      expect(request2?.subjects).toHaveLength(1);
      await bind();
      const asks = lines(`${month}/${month}-y10.zip`, 'access-log.jsonl');
      expect(asks.map((one) => one.kind)).toEqual([
        'archive.asked',
        'archive.approved',
        'archive.asked',
      ]);
      expect(asks[0].proved[0].content.reason).toBe('楼下漏水，要联系该户');
      const looks = lines(`${month}/${month}-long.zip`, 'look-log.jsonl');
      expect(looks.map((one) => [one.kind, one.by])).toEqual([['archive.looked', '姓wangfang']]);
      expect(JSON.stringify([asks, looks])).not.toContain('13900001234');
      const { bags } = await verifyBag(join(home.path, 'bundles', month), {
        key: home.log.verifierKey,
      });
      expect(bags.map((bag) => bag.verdict)).toEqual(['intact', 'intact', 'intact']);
      const printed = printedText(`${month}/${month}-y10.zip`, 'access-log.pdf');
      expect(printed).toContain(
        '栏目：联系电话；用途：报修；原因：楼下漏水，要联系该户；时限：15 分钟',
      );
      expect(printed).not.toMatch(/request|household|hh_|\{|"/);
    });

    it('names in the access log who took out a bag, which is plain inside', async () => {
      const { home, operator } = office;
      toNovember();
      await bind();
      const reason = '审计抽查';
      await downloadBag(home, operator, { month, class: 'y5', supplement: 0, reason });
      office.clock.advance(30 * 86_400_000);
      await bindMonth(home, operator, { month: '2026-11' }, { printer });
      const taken = lines('2026-11/2026-11-y10.zip', 'access-log.jsonl');
      expect(taken).toMatchObject([
        {
          kind: 'bundle.downloaded',
          subject: 'A/2026-10',
          facts: { class: 'y5' },
          proved: [{ content: { reason } }],
        },
      ]);
      const printed = printedText('2026-11/2026-11-y10.zip', 'access-log.pdf');
      expect(printed).toContain('下载档案包');
      expect(printed).toContain('保管类别：五年；原因：审计抽查');
    });

    it('says of a late entry why it came late, in its line, its schema and its volume', async () => {
      const { home, operator } = office;
      const fields = repair({ 登记时间: '2026-10-05 09:00' });
      const lateReason = '当天停电，先记在纸上';
      await fileRecord(home, operator, { category: '01', fields });
      await fileRecord(home, operator, { category: '01', fields, lateReason });
      toNovember();
      const bound = await bind();
      const zip = `${month}/${month}-y10.zip`;
      const [plain, late] = lines(zip, 'records.jsonl');
      expect(plain).not.toHaveProperty('lateReason');
      expect(plain.filing.content).not.toHaveProperty('lateReason');
      expect(late).toMatchObject({ lateReason, filing: { content: { lateReason } } });
      const schema = JSON.parse(read(zip, 'schema/record.schema.json'));
      expect(schema.required).not.toContain('lateReason');
      expect([plain, late].map((line) => schemaFaults(line, schema))).toEqual([[], []]);
      const volume = printedText(zip, 'volumes/01-业主日常报修.pdf');
      expect(volume.split(lateReason)).toHaveLength(2);
      expect(volume).toContain('补录原因');
      const { bags } = await verifyBag(bound.folder, { key: home.log.verifierKey });
      expect(bags.map((bag) => bag.verdict)).toEqual(['intact', 'intact', 'intact']);
    });

    it('holds the policies in force, their texts and walls, frozen at the sealing', async () => {
      const { home, operator } = office;
      await seedPolicies(home, operator.actor);
      await adoptPolicies(home, operator, { from: '2026-10-01' });
      toNovember();
      await bind();
      const zip = `${month}/${month}-long.zip`;
      const policies = JSON.parse(read(zip, 'policies/in-force.json'));
      expect(policies.length).toBeGreaterThan(20);
      const [first] = policies;
      expect(first.versions[0]).toMatchObject({ version: 1, inForceFrom: '2026-10-01' });
      expect(read(zip, first.versions[0].file.replace('data/', ''))).toContain('#');
      // A text that takes its chart from the settings has it beside it.
      expect(read(zip, 'policies/charts/repair.svg')).toMatch(/^<svg .*报修/s);
      const walls = policies.flatMap((one: { walls: { state: string }[] }) => one.walls);
      expect(new Set(walls.map((wall: { state: string }) => wall.state))).toEqual(
        new Set(['missing']),
      );
      const before = readFileSync(join(home.path, 'bundles', zip));
      await adoptPolicies(home, operator, { from: '2026-11-02' });
      rmSync(join(home.path, 'bundles', month), { recursive: true });
      await bind();
      expect(readFileSync(join(home.path, 'bundles', zip)).equals(before)).toBe(true);
    });

    it('keeps the sites apart, in folders and in evidence', async () => {
      const { home, operator } = office;
      const { document } = home.catalogue;
      const other = { ...document.sites[0], code: 'B', name: '二期', roomPattern: '^(.+)$' };
      await home.catalogue.save(operator.actor, {
        ...document,
        sites: [...document.sites, other],
      });
      const fields = repair({ 登记时间: '2026-10-05 09:00' });
      await fileRecord(home, operator, { category: '01', fields });
      await fileRecord(home, operator, { site: 'B', category: '01', fields });
      toNovember();
      const bound = await bind('B');
      expect(readdirSync(join(home.path, 'bundles'))).toEqual(['B-2026-10']);
      expect(bound.bags.map((bag) => bag.file)).toContain('B-2026-10-y10.zip');
      const records = lines('B-2026-10/B-2026-10-y10.zip', 'records.jsonl');
      expect(records.map((one) => one.number)).toEqual(['B-BX-202610-0001']);
      const { bags } = await verifyBag(bound.folder, { key: home.log.verifierKey });
      expect(bags.map((bag) => bag.verdict)).toEqual(['intact', 'intact', 'intact']);
    });

    it('reports a category whose catalogue title gives personal names to the search', async () => {
      const { home, operator } = office;
      const { document } = home.catalogue;
      const categories = document.categories.map((one) =>
        one.code === '01' ? { ...one, subject: ['报修人'] } : one,
      );
      await home.catalogue.save(operator.actor, { ...document, categories });
      const fields = repair({ 登记时间: '2026-10-05 09:00' });
      await fileRecord(home, operator, { category: '01', fields });
      toNovember();
      await bind();
      const report = JSON.parse(read(`${month}/${month}-y10.zip`, 'report/four-properties.json'));
      const red = report.rows.filter((row: { passed: boolean }) => row.passed === false);
      expect(red.map((row: { code: string }) => row.code)).toEqual(['4.5']);
      expect(red[0].faults).toEqual(['BX-202610-0001']);
      rmSync(join(home.path, 'bundles', month), { recursive: true });
      expect((await bind()).outcome).toBe('rebuilt');
    });

    it('mails those responsible the bags and the fingerprint, and loudly when it fails', async () => {
      const { home, operator } = office;
      const { document } = home.catalogue;
      const mail = { ...document.mail, to: ['zhuguan@example.com'] };
      await home.catalogue.save(operator.actor, { ...document, mail });
      toNovember();
      const broken = bindMonth(
        home,
        operator,
        { month },
        {
          printer,
          progress: () => {
            throw new Error('磁盘满');
          },
        },
      );
      await expect(broken).rejects.toThrow('磁盘满');
      office.clock.advance(1000);
      const bound = await bind();
      await bind();
      const rows = await home.store.read
        .selectFrom('outbox')
        .select('payload')
        .orderBy('id')
        .execute();
      const [failure, success, ...more] = rows.map((row) => JSON.parse(row.payload));
      expect(more).toEqual([]);
      expect(failure.subject).toContain('装订失败');
      expect(failure.text).toContain('磁盘满');
      expect(success.to).toEqual(['zhuguan@example.com']);
      expect(success.text).toContain((bound.fingerprint.match(/.{4}/g) ?? []).join(' '));
      for (const bag of bound.bags) expect(success.text).toContain(bag.sha256);
      const job = await home.store.read.selectFrom('job').selectAll().executeTakeFirst();
      expect(job).toMatchObject({ state: 'done', step: '完成' });
    });
  });
}
