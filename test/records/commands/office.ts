import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addPerson } from '../../../src/access/commands.ts';
import type { Requester, Role } from '../../../src/access/model.ts';
import { getRequester } from '../../../src/access/queries.ts';
import type { Clock } from '../../../src/core/clock.ts';
import { systemEntropy } from '../../../src/core/ids.ts';
import { type Home, localOperator, openHome } from '../../../src/home/open.ts';
import { testDatabase } from '../../kit/postgres.ts';
import { testClock } from '../../kit/time.ts';

export const engines = ['sqlite', 'postgres'] as const;

/** An open home with people in it, on one of the engines. */
export interface Office {
  readonly home: Home;
  readonly clock: Clock & { advance(milliseconds: number): void };
  readonly operator: Requester;
  person(username: string): Promise<Requester>;
  close(): Promise<void>;
}

const staff: Readonly<Record<string, Role>> = {
  wangfang: 'clerk',
  lijing: 'clerk',
  heguang: 'supervisor',
  zhangxin: 'supervisor',
  zhoumin: 'engineer',
};

/** Opens a new home and adds its staff. */
export async function openOffice(
  engine: (typeof engines)[number],
  options: { staff?: readonly string[]; now?: string } = {},
): Promise<Office> {
  const database = engine === 'postgres' ? await testDatabase() : undefined;
  const clock = testClock(options.now);
  const folder = mkdtempSync(join(tmpdir(), 'anjuan-test-'));
  const home = await openHome({
    path: join(folder, 'home'),
    clock,
    entropy: systemEntropy,
    ...(database === undefined ? {} : { databaseUrl: database.url }),
  });
  const operator: Requester = { actor: localOperator(), name: '本机操作员', roles: [] };
  for (const username of options.staff ?? []) {
    const roles = [{ site: 'A', role: staff[username] ?? 'clerk' }] as const;
    const password = `${username}-password`;
    await addPerson(home.ledger, operator, { username, name: `姓${username}`, password, roles });
  }
  return {
    home,
    clock,
    operator,
    person: (username) => getRequester(home.store.read, username),
    async close() {
      await home.close();
      await database?.drop();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Fields of a repair that pass every check. */
export function repair(more: Record<string, string> = {}): Record<string, string> {
  return {
    登记时间: '2026-10-02 10:53',
    房号: '3-2-0602',
    报修人: '贾芳芳',
    联系电话: '13900001234',
    报修部位: '阳台',
    故障现象: '窗户关不严',
    首问责任人: '王芳',
    ...more,
  };
}
