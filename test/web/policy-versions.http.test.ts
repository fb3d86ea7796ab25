import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localOperator } from '../../src/home/open.ts';
import { approveVersion } from '../../src/policies/commands/approve-version.ts';
import { seedPolicies } from '../../src/policies/commands/seed-policies.ts';
import type { ComparedClause } from '../../src/policies/compare/model.ts';
import type { PolicyLine, PolicyView, VersionView } from '../../src/policies/model.ts';
import type { Consequences } from '../../src/web/policies/read-consequences.ts';
import { type Office, openOffice, type Problem, passwordOf } from './office.ts';
import { type PolicyHands, policyHands, text } from './policy-hands.ts';

let office: Office;
let hands: PolicyHands;

beforeEach(async () => {
  office = await openOffice();
  hands = await policyHands(office);
});

afterEach(() => office.close());

const told = ({ status, body }: { status: number; body: Problem }) => [status, body.code];

describe('the life of a version', () => {
  it('[POL-03] refuses every step out of turn, and says where the version stands', async () => {
    const path = await hands.added();
    expect(told(await hands.writer.post<Problem>(`${path}/versions`, { text: '  \n' }))).toEqual([
      422,
      'invalid',
    ]);
    const first = await hands.versionAt(path, 'draft');
    const steps = {
      submit: () => hands.writer.post<Problem>(`${first}/submit`),
      approve: () => hands.approver.post<Problem>(`${first}/approve`),
      return: () => hands.approver.post<Problem>(`${first}/return`, { reason: '第二条不清楚' }),
      publish: () =>
        hands.publisher.post<Problem>(`${first}/publish`, { inForceFrom: '2026-11-10' }),
    };
    const refused = async (...names: (keyof typeof steps)[]) => {
      for (const name of names) expect(told(await steps[name]()), name).toEqual([409, 'conflict']);
    };
    await refused('approve', 'return', 'publish');
    expect((await steps.submit()).status).toBe(201);
    await refused('submit', 'publish');
    expect((await steps.return()).status).toBe(201);
    expect((await hands.writer.get<VersionView>(first)).body.status).toBe('draft');
    await steps.submit();
    expect((await steps.approve()).status).toBe(201);
    await refused('submit', 'approve', 'return');
    expect((await steps.publish()).status).toBe(201);
    await refused('submit', 'approve', 'return', 'publish');
    const bare = await hands.writer.post<Problem>(`${path}/versions`, { text: '另一版' });
    expect(bare).toMatchObject({ status: 422, body: { problems: [{ field: 'reason' }] } });
    const early = await hands.versionAt(path, 'approved', '另一版');
    const before = await hands.publisher.post<Problem>(`${early}/publish`, {
      inForceFrom: '2026-11-09',
    });
    expect(told(before)).toEqual([422, 'invalid']);
    expect(before.body.detail).toContain('2026-11-10');
  });

  it('[POL-03] begins and ends within two years: a slip in the year could never be taken back', async () => {
    const path = await hands.added();
    const first = await hands.versionAt(path, 'approved');
    const publish = (inForceFrom: string) =>
      hands.publisher.post<Problem>(`${first}/publish`, { inForceFrom });
    const far = await publish('2062-11-10');
    expect(far).toMatchObject({ status: 422, body: { problems: [{ field: 'inForceFrom' }] } });
    expect(far.body.problems[0]?.message).toContain('2028-11-03');
    const none = await publish('2027-02-29');
    expect(none.body.problems).toMatchObject([{ message: '请写成 2026-11-01 这样' }]);
    expect((await publish('2026-11-10')).status).toBe(201);
    const retire = { on: '9999-12-31', reason: '并入别的制度' };
    expect(await hands.publisher.post(`${path}/retire`, retire)).toMatchObject({
      status: 422,
      body: { problems: [{ field: 'on' }] },
    });
    const adopt = await hands.publisher.post('/policies/adopt', { from: '2062-11-10' });
    expect(adopt).toMatchObject({ status: 422, body: { problems: [{ field: 'from' }] } });
  });

  it('has a name that is seen, in one line', async () => {
    for (const title of ['\u200b\u200b', '夜间\n值班', '\u202e班值']) {
      const policy = { title, posted: false, department: '客服部' };
      const refused = await hands.writer.post<Problem>('/policies', policy);
      expect(refused).toMatchObject({ status: 422, body: { problems: [{ field: 'title' }] } });
    }
  });

  it('takes a code of six digits at most, and after the greatest says to choose one', async () => {
    const add = (code?: string) =>
      hands.writer.post<Problem & PolicyView>('/policies', {
        title: '夜间值班',
        posted: false,
        department: '客服部',
        ...(code === undefined ? {} : { code }),
      });
    const long = await add(`ZD-${'9'.repeat(21)}`);
    expect(long).toMatchObject({ status: 422, body: { problems: [{ field: 'code' }] } });
    expect((await add('ZD-0041')).status).toBe(201);
    expect((await add()).body.code).toBe('ZD-42');
    expect((await add('ZD-999999')).status).toBe(201);
    expect(await add()).toMatchObject({ status: 409, body: { problems: [{ field: 'code' }] } });
    expect((await add('ZD-43')).status).toBe(201);
  });

  it('[POL-03] is approved by another person only, who read the very text that is the newest', async () => {
    const path = await hands.added();
    const deputy = await office.as('deputy');
    await deputy.post(`${path}/versions`, { text });
    const first = `${path}/versions/1`;
    await deputy.post(`${first}/submit`);
    expect(told(await deputy.post<Problem>(`${first}/approve`))).toEqual([403, 'forbidden']);
    expect(told(await hands.writer.post<Problem>(`${first}/approve`))).toEqual([403, 'forbidden']);
    const operator = { actor: localOperator(), name: '本机', roles: [] };
    const [, code = ''] = path.split('/policies/');
    const alone = approveVersion(office.home, operator, { code, version: 1 });
    await expect(alone).rejects.toMatchObject({ code: 'forbidden' });
    const other = { sha256: `sha256:${'0'.repeat(64)}` };
    const unread = await hands.approver.post<Problem>(`${first}/approve`, other);
    expect(told(unread)).toEqual([409, 'stale-version']);
    await hands.writer.post(`${path}/versions`, { text: `${text} 改过`, reason: '改过' });
    const changed = await hands.approver.post<Problem>(`${first}/approve`);
    expect(told(changed)).toEqual([409, 'stale-version']);
    const log = await office.home.store.read
      .selectFrom('entry')
      .select('kind')
      .where('kind', '=', 'policy.approval-refused')
      .execute();
    expect(log).toHaveLength(5);
  });

  it('[POL-03] ends with a reason, which stands in its history', async () => {
    const path = await hands.added();
    await hands.versionAt(path, { from: '2026-11-03' });
    const silent = await hands.publisher.post<Problem>(`${path}/retire`, { on: '2026-11-20' });
    expect(silent).toMatchObject({ status: 422, body: { problems: [{ field: 'reason' }] } });
    const end = { on: '2026-11-20', reason: '并入夜班规程' };
    const { body } = await hands.publisher.post<PolicyView>(`${path}/retire`, end);
    expect(body.retirements).toMatchObject([{ version: 1, ...end, retiredBy: '管理员' }]);
    const again = await hands.publisher.post<Problem>(`${path}/retire`, end);
    expect(told(again)).toEqual([409, 'conflict']);
  });
});

describe('what was in force on a day', () => {
  it('[POL-03] changes at midnight of the site, to the second', async () => {
    const path = await hands.added();
    await hands.versionAt(path, { from: '2026-11-03' });
    await hands.versionAt(path, { from: '2026-11-04' }, `${text}\n\n雨天加一次。`);
    const midnight = Date.parse('2026-11-03T16:00:00.000Z');
    office.clock.advance(midnight - 1 - Date.parse(office.clock.now()));
    // Whoever signed in by day is signed out by now.
    const night = await office.as('clerk');
    const now = async () => (await night.get<VersionView>(`${path}/in-force`)).body.version;
    expect(await now()).toBe(1);
    office.clock.advance(1);
    expect(await now()).toBe(2);
    office.clock.advance(1);
    expect(await now()).toBe(2);
    const { body } = await night.get<PolicyView>(path);
    expect(body.versions.map(({ status }) => status)).toEqual(['superseded', 'published']);
  });

  it('[POL-03] is told for the whole library, without what was not there yet or any more', async () => {
    const [one, other] = [await hands.added(), await hands.added({ title: '托管钥匙' })];
    await hands.versionAt(one, { from: '2026-11-10' });
    await hands.versionAt(one, { from: '2026-12-01' }, '新办法');
    await hands.versionAt(other, { from: '2026-11-20' });
    await hands.publisher.post(`${other}/retire`, { on: '2026-12-10', reason: '不再托管' });
    const on = async (day: string) => {
      const { body } = await hands.writer.get<{ items: PolicyLine[] }>(`/policies?on=${day}`);
      return body.items.map(({ code, inForce }) => `${code} v${inForce?.version}`);
    };
    const [a, b] = [one, other].map((path) => path.replace('/policies/', ''));
    expect(await on('2026-11-09')).toEqual([]);
    expect(await on('2026-11-10')).toEqual([`${a} v1`]);
    expect(await on('2026-11-20')).toEqual([`${a} v1`, `${b} v1`]);
    expect(await on('2026-12-01')).toEqual([`${a} v2`, `${b} v1`]);
    expect(await on('2026-12-10')).toEqual([`${a} v2`]);
    expect(await on('9999-12-31')).toEqual([`${a} v2`]);
    const wrong = await hands.writer.get<Problem>('/policies?on=2026-02-30');
    expect(wrong).toMatchObject({ status: 422, body: { problems: [{ field: 'on' }] } });
  });
});

describe('two versions', () => {
  it('[POL-04] are compared clause by clause, whichever two', async () => {
    const path = await hands.added();
    await hands.versionAt(path, 'draft');
    await hands.versionAt(path, 'draft', text.replace('两小时', '一小时'));
    await hands.versionAt(path, 'draft', `${text}\n3. 雨天加一次。`);
    const compare = async (from: number, to: number) =>
      (
        await hands.writer.get<{ clauses: ComparedClause[] }>(
          `${path}/compare?from=${from}&to=${to}`,
        )
      ).body;
    const { clauses } = await compare(1, 2);
    expect(clauses.map(({ kind }) => kind)).toEqual(['same', 'changed', 'same']);
    expect(clauses[1]).toMatchObject({ after: { kind: 'point', marker: '1.' } });
    expect(clauses[1]?.parts).toContainEqual({ text: '一', kind: 'added' });
    expect((await compare(1, 3)).clauses.map(({ kind }) => kind)).toEqual([
      'same',
      'same',
      'same',
      'added',
    ]);
    expect((await compare(3, 1)).clauses.at(-1)?.kind).toBe('removed');
    expect((await hands.writer.get(`${path}/compare?from=1&to=9`)).status).toBe(404);
  });
});

describe('a publication', () => {
  it('[POL-06] is told beforehand: sheets to hang, people to learn it, the handbook', async () => {
    const path = await hands.added({ places: ['front-desk', 'gate'] });
    const [, code = ''] = path.split('/policies/');
    await hands.versionAt(path, { from: '2026-11-03' });
    const clerk = await office.as('clerk');
    await clerk.post('/postings', { code, place: 'front-desk' });
    const next = await hands.versionAt(path, 'approved', `${text}\n3. 雨天加一次。`);
    const ask = async (day: string) =>
      (await hands.publisher.get<Consequences>(`${next}/consequences?inForceFrom=${day}`)).body;
    const people = await office.home.store.read
      .selectFrom('person')
      .select('id')
      .where('active', '=', 1)
      .execute();
    const told = await ask('2026-11-10');
    expect(told).toMatchObject({
      inForceFrom: '2026-11-10',
      ends: 1,
      learning: { people: people.length, dueOn: '2026-11-17' },
      handbook: true,
      prices: false,
      dutiesOf: null,
    });
    const at = (place: string) => told.posters.find((one) => one.place === place);
    expect(at('front-desk')).toMatchObject({ site: 'A', hanging: 1 });
    expect(at('gate')).toMatchObject({ site: 'A', hanging: null });
    expect((await ask('2026-11-31')) as unknown).toMatchObject({ status: 422 });
    await clerk.post('/postings', { code, place: 'gate', version: 1 });
    expect((await hands.writer.get<VersionView>(next)).body.status).toBe('approved');
  });

  it('[POL-03] of many at once takes two signatures, over HTTP as on the page', async () => {
    await seedPolicies(office.home, localOperator());
    const adopt = (username: string, codes = ['ZD-04', 'ZD-05']) =>
      hands.publisher.post<Problem>('/policies/adopt-together', {
        from: '2026-09-01',
        codes,
        approver: { username, password: passwordOf(username) },
      });
    expect((await adopt('admin')).status).toBe(403);
    expect((await adopt('clerk')).status).toBe(403);
    const wrong = await hands.publisher.post<Problem>('/policies/adopt-together', {
      from: '2026-09-01',
      codes: ['ZD-04'],
      approver: { username: 'supervisor', password: 'guess' },
    });
    expect(wrong).toMatchObject({ status: 422, body: { problems: [{ field: 'approver' }] } });
    const done = await adopt('supervisor');
    expect(done).toMatchObject({ status: 201, body: { adopted: ['ZD-04', 'ZD-05'] } });
    const { body } = await hands.writer.get<VersionView>('/policies/ZD-04/in-force?on=2026-09-01');
    expect(body).toMatchObject({ adopted: true, approvedBy: '何光' });
    expect((await adopt('supervisor')).status).toBe(409);
  });
});
