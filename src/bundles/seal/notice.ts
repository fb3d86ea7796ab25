import { enqueueMail } from '../../mail/outbox.ts';
import { type BindingHome, fingerprintHex } from '../build/context.ts';
import type { BagFile, BindingKey, Exception, MonthDraft } from '../model.ts';

/** Tells those responsible that a month is bound: bags, exceptions, fingerprint. */
export async function announceBound(
  home: BindingHome,
  bound: BindingKey & {
    readonly bags: readonly BagFile[];
    readonly exceptions: readonly Exception[];
  },
): Promise<void> {
  const fingerprint = (fingerprintHex(home).match(/.{4}/g) ?? []).join(' ');
  const lines = [
    `${titleOf(home, bound)}已封卷，档案包如下：`,
    '',
    ...bound.bags.map((bag) => `${bag.file}　${bag.sizeBytes} 字节\n  SHA-256 ${bag.sha256}`),
    '',
    `封卷例外 ${bound.exceptions.length} 项`,
    ...bound.exceptions.map((one) => `- ${one.title}（${one.subjects.length}）：${one.reason}`),
    '',
    `签名密钥指纹：${fingerprint}`,
    '请另行保存这封邮件；日后核对档案包时，用它与包里的指纹比较。',
  ];
  await enqueue(home, `【案卷】${titleOf(home, bound)}已封卷`, lines.join('\n'));
}

/** Tells those responsible that a month waits to be sealed, and what stands in the way. */
export async function announceDraft(home: BindingHome, draft: MonthDraft): Promise<void> {
  const { sealDay } = home.catalogue.document;
  const lines = [
    `${titleOf(home, draft)}的装订草稿已备好：${draft.records} 条记录，${draft.orders} 张派工单。`,
    `请在 ${sealDay} 日前封卷。还有 ${draft.blockers.length} 类问题：`,
    '',
    ...draft.blockers.map(({ title, subjects }) => `- ${title}：${subjects.join('、')}`),
  ];
  await enqueue(home, `【案卷】${titleOf(home, draft)}待装订`, lines.join('\n'));
}

/** Says loudly that a binding failed, and why. */
export async function announceFailure(
  home: BindingHome,
  key: Pick<BindingKey, 'site' | 'month'>,
  reason: string,
): Promise<void> {
  const title = titleOf(home, { ...key, supplement: 0 });
  const text = `${title}装订失败：\n\n${reason}\n\n排除后请再运行装订，已完成的部分不会重做。`;
  await enqueue(home, `【案卷】${title}装订失败`, text);
}

function titleOf(home: BindingHome, key: BindingKey): string {
  const { sites } = home.catalogue.document;
  const name = sites.find(({ code }) => code === key.site)?.name ?? key.site;
  const supplement = key.supplement === 0 ? '' : ` 补卷 ${key.supplement}`;
  return `${name} ${key.month}${supplement} `;
}

async function enqueue(home: BindingHome, subject: string, text: string): Promise<void> {
  const { to } = home.catalogue.document.mail;
  if (to.length === 0) return; // nobody has asked to be told
  await home.store.scratch(async (db) => {
    await enqueueMail(db, home, { to, subject, text });
  });
}
