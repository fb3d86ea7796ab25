import { sitePrefix } from '../../catalogue/catalogue.ts';
import { localMinuteOf } from '../../core/month.ts';
import { typesetRegister } from '../../print/register.ts';
import { writeDurably } from '../../store/durable-file.ts';
import { type CategoryStatistics, shareText } from '../data/statistics.ts';
import { classTitles } from '../model.ts';
import type { BuildContext } from './context.ts';
import { bindingName } from './names.ts';
import type { BuiltPayload } from './payload.ts';
import { monthTitle } from './registers.ts';

/** Writes the month's overview beside its bags; resolves to its file name. */
export async function writeOverview(
  context: BuildContext,
  built: readonly BuiltPayload[],
  folder: string,
): Promise<string> {
  const { document, plan } = context;
  const fingerprint = (context.fingerprint.match(/.{4}/g) ?? []).join(' ');
  const result = await typesetRegister(context.printer, {
    company: document.company,
    site: context.siteName,
    title: '月度归档总览',
    subtitle: monthTitle(context),
    facts: [
      { label: '封卷时间', value: localMinuteOf(plan.sealedAt, document.timeZone) },
      { label: '封卷人', value: plan.sealers.join('、') },
      { label: '记录', value: `${built.reduce((sum, one) => sum + one.records, 0)} 条` },
    ],
    columns: [
      { title: '类别', width: 12, align: 'center' },
      { title: '名称' },
      { title: '件数', width: 14, align: 'end' },
      { title: '结转', width: 14, align: 'end' },
      { title: '作废', width: 14, align: 'end' },
      { title: '时限' },
    ],
    groups: built
      .filter(({ statistics }) => statistics.length > 0)
      .map((one) => ({
        title: `${classTitles[one.class]}（${one.class}）`,
        rows: one.statistics.map(overviewRow),
      })),
    notes: [
      { title: '签名密钥指纹', lines: [fingerprint] },
      {
        title: '封卷例外',
        lines:
          plan.exceptions.length === 0
            ? ['无']
            : plan.exceptions.map(
                (one) =>
                  `${one.title}（${one.subjects.length}）：${shortList(one.subjects)}。原因：${one.reason}`,
              ),
      },
      {
        title: '四性检测',
        lines: built.map((one) => {
          const failed = one.rows.filter((row) => row.passed === false);
          const words = failed.map((row) => `${row.code} ${row.name}`).join('、');
          return `${classTitles[one.class]}：${failed.length === 0 ? '合格' : `有不合格项：${words}`}`;
        }),
      },
    ],
    createdAt: plan.sealedAt,
    zone: document.timeZone,
    footer: `指纹 ${context.fingerprint.slice(0, 12)}`,
  });
  const prefix = sitePrefix(document, plan.site);
  const file = `${bindingName(prefix, plan)}-overview.pdf`;
  writeDurably(`${folder}/${file}`, result.pdf);
  return file;
}

function overviewRow(of: CategoryStatistics) {
  const deadlines = of.deadlines.map((one) => `${one.title} ${shareText(one)}`).join('；');
  const cells = [
    of.code,
    of.title,
    of.records === 0 ? '无记录' : String(of.records),
    String(of.open),
    String(of.void),
    deadlines,
  ];
  return { cells };
}

const shown = 12;

function shortList(subjects: readonly string[]): string {
  const more = subjects.length > shown ? ` 等 ${subjects.length} 项` : '';
  return `${subjects.slice(0, shown).join('、')}${more}`;
}
