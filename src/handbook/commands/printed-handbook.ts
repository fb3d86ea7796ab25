import type { Requester } from '../../access/model.ts';
import type { Instant } from '../../core/clock.ts';
import { localMinuteOf } from '../../core/month.ts';
import type { HandbookChapter, HandbookInput } from '../../print/handbook.ts';
import type { EditionLine, LeftOut } from '../model.ts';
import type { ReadPlan } from '../queries/plan.ts';
import type { PlannedLine } from '../rules.ts';
import type { HandbookHome } from './handbook-home.ts';

const partTitles: Readonly<Record<EditionLine['part'], string>> = {
  policies: '管理制度',
  duties: '岗位职责',
  charts: '组织、线路与流程',
  papers: '考核、标准与相关文件',
};

const ordinals = ['一', '二', '三', '四'] as const;

const leftOutWords: Readonly<Record<LeftOut['why'], string>> = {
  'no-version': '没有施行中的版本',
  posted: '上墙制度，按设置不收入手册',
};

/** A plan as the press takes it: every text ready to read. */
export function printedHandbook(
  home: HandbookHome,
  who: Requester,
  plan: ReadPlan,
  { number, at: now }: { readonly number: number; readonly at: Instant },
): HandbookInput {
  const { document } = home.catalogue;
  const parts = [...new Set(plan.lines.map(({ part }) => part))];
  const policies = plan.lines.filter(({ version }) => version !== null).length;
  return {
    company: document.company,
    site: document.sites.map(({ name }) => name).join('、'),
    edition: number,
    asOf: plan.asOf,
    countWords: countWords(policies, plan.lines.length - policies),
    builtWords: localMinuteOf(now, document.timeZone),
    builtBy: who.actor.kind === 'clock' ? '系统按时编成' : who.name,
    digest: plan.material,
    parts: parts.map((part, at) => ({
      title: `第${ordinals[at] ?? at + 1}部分　${partTitles[part]}`,
      chapters: plan.lines
        .filter((line) => line.part === part)
        .map((line) => chapterOf(plan, line)),
    })),
    missing: plan.missing.map(({ code, title, why }) => ({ code, title, why: leftOutWords[why] })),
    charts: plan.charts,
    createdAt: now,
  };
}

function countWords(policies: number, charts: number): string {
  return charts === 0 ? `${policies} 项` : `${policies} 项，另由设置画出的图 ${charts} 幅`;
}

function chapterOf(plan: ReadPlan, line: PlannedLine): HandbookChapter {
  const { code, title, posted, sha256 } = line;
  if (line.chart !== null) {
    return {
      code: code.replace('SC-图', '图 '),
      title,
      posted,
      sha256,
      versionWords: '现行设置',
      from: '—',
      factWords: `由设置画出　设置第 ${plan.catalogueVersion} 版`,
      body: { chart: plan.charts[line.chart] },
    };
  }
  const policy = plan.policies.get(code);
  if (policy === undefined) throw new Error(`invariant broken: ${code} is in force`);
  const { version, from, department, approver, text } = policy;
  const versionWords = `第 ${version} 版`;
  const approval = approver === null ? '' : `　批准 ${approver}`;
  return {
    code,
    title,
    posted,
    sha256,
    versionWords,
    from,
    factWords: `${code}　${versionWords}　自 ${from} 起施行　归口 ${department}${approval}`,
    body: { text },
  };
}
