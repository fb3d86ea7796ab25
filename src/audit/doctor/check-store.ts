import { createPrivateKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SiteDocument } from '../../catalogue/model.ts';
import type { Instant } from '../../core/clock.ts';
import { isSignedBy } from '../../home/own-keys.ts';
import { hasDataKey } from '../../home/stored-files.ts';
import { formatVerifierKey, verifierKeyOf } from '../../ledger/checkpoint.ts';
import type { Reader } from '../../store/tables.ts';
import { type Check, good, named, notice, wrong } from './finding.ts';

/** How long something may wait in the outbox before it counts as stuck. Units: ms (an hour). */
const stuckAfterMs = 3_600_000;

/** How long the log is and how far it is signed. */
export async function checkSigned(home: string, read: Reader): Promise<Check> {
  const { size } = await read.selectFrom('ledger_head').select('size').executeTakeFirstOrThrow();
  const newest = await read
    .selectFrom('checkpoint')
    .select(['size', 'at'])
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (newest === undefined) return notice('log', `日志 ${size} 条，还没有签名检查点；启动一次即有`);
  const reach = `签名检查点覆盖到 ${newest.size} 条（${newest.at}）`;
  if (newest.size > size) return wrong('log', `日志只有 ${size} 条，而${reach}：尾部被截断`);
  if (!(await isSignedHere(home, read))) {
    return wrong('log', '最近的检查点不是用这个数据目录的密钥签的：数据库与数据目录不是同一套');
  }
  return good('log', `日志 ${size} 条，${reach}；逐条核验请用 log verify`);
}

/** Whether the keys of a home signed the log; a key that is missing is another check's matter. */
async function isSignedHere(home: string, read: Reader): Promise<boolean> {
  const pem = join(home, 'keys', 'log.pem');
  const origin = await read
    .selectFrom('installation')
    .select('value')
    .where('name', '=', 'origin')
    .executeTakeFirst();
  if (!existsSync(pem) || origin === undefined) return true;
  const key = verifierKeyOf(origin.value, createPrivateKey(readFileSync(pem)));
  return isSignedBy(read, formatVerifierKey(key));
}

/** Every data key that content lies under is there. */
export async function checkDataKeys(home: string, read: Reader): Promise<Check> {
  const rows = await read.selectFrom('content').select('key_name').distinct().execute();
  const missing = rows
    .map((row) => row.key_name)
    .filter((name) => !hasDataKey(home, name))
    .sort();
  if (missing.length === 0) return good('data-keys', `内容用到的数据密钥 ${rows.length} 个，都在`);
  return wrong('data-keys', `缺少数据密钥 ${named(missing)}，其内容无法读取，请从密钥备份恢复`);
}

/** Nothing waits in the outbox beyond its time, or says why. */
export async function checkOutbox(read: Reader, now: Instant): Promise<Check> {
  const waiting = await read
    .selectFrom('outbox')
    .select(['kind', 'due_at', 'last_error'])
    .where('done_at', 'is', null)
    .orderBy('due_at')
    .execute();
  const limit = Date.parse(now) - stuckAfterMs;
  const stuck = waiting.filter(({ due_at }) => Date.parse(due_at) < limit);
  const [first] = stuck;
  if (first === undefined) return good('outbox', `待发 ${waiting.length} 件，没有积压`);
  const reason = first.last_error === null ? '服务未运行' : first.last_error;
  const kinds = named([...new Set(stuck.map(({ kind }) => kind))]);
  return wrong(
    'outbox',
    `待发积压 ${stuck.length} 件（${kinds}），最早应于 ${first.due_at} 发出：${reason}`,
  );
}

/** What is not set up yet: nothing is broken by it. */
export function checkSettings({ mail, publicUrl }: SiteDocument): Check[] {
  const address = URL.canParse(publicUrl) ? new URL(publicUrl).hostname : '';
  const loopback = /^(localhost|127\.|\[::1\])/.test(address);
  return [
    mail.host === '' || mail.to.length === 0
      ? notice('mail', '邮件未设置，提醒发不出去；请在 site.json 的 mail 填 host、from、to')
      : good('mail', `邮件经 ${mail.host} 发出`),
    address === '' || loopback
      ? notice('public-url', '公开网址未设置，张贴稿与标签不能打印；请在 site.json 填 publicUrl')
      : good('public-url', `公开网址 ${publicUrl}`),
  ];
}
