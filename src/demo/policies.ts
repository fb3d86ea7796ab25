import { adoptPolicies } from '../policies/commands/adopt-policies.ts';
import { approveVersion, submitVersion } from '../policies/commands/approve-version.ts';
import { publishVersion } from '../policies/commands/publish-version.ts';
import { readLibrary, seedPolicies } from '../policies/commands/seed-policies.ts';
import { writeVersion } from '../policies/commands/write-version.ts';
import { postPolicy } from '../walls/commands/post-policy.ts';
import type { Scene, Stage } from './stage.ts';

/** The policy that got a second version, and the wall on which the first one still hangs. */
const revised = { code: 'ZD-10', staleAt: 'engineering-room' } as const;
/** The wall on which a sheet is missing. */
const unposted = { code: 'ZD-17', place: 'gate' } as const;
/** The policy whose next version waits for approval. */
const waiting = { code: 'ZD-14' } as const;

/**
 * The policies: adopted by two people, hung on their walls but for one, one of them revised and
 * hung anew on one wall of two, and another in review.
 */
export function policyScenes(stage: Stage): Scene[] {
  const { home, cast, calendar } = stage;
  const { earlier, last } = calendar.months;
  const library = readLibrary();
  const textOf = (code: string) => library.find((one) => one.code === code)?.text ?? '';
  return [
    {
      at: calendar.at(`${earlier}-01`, '09:30'),
      says: `制度 ${library.length} 项送审、批准，自 ${calendar.before}-01 启用`,
      play: () => adoptLibrary(stage),
    },
    {
      at: calendar.at(`${earlier}-02`, '10:00'),
      says: '上墙制度张贴（有一处漏贴）',
      play: () => hangLibrary(stage),
    },
    {
      at: calendar.at(`${last}-08`, '15:10'),
      async play() {
        const reason = '三起投诉都说师傅改时间没有提前告知，补一条约时规则';
        const text = `${textOf(revised.code)}\n${appointment}`;
        const version = { code: revised.code, text, reason };
        await submit(stage, version);
      },
    },
    {
      at: calendar.at(`${last}-09`, '11:05'),
      async play() {
        await approveVersion(home, cast.supervisor, { code: revised.code, version: 2 });
      },
    },
    {
      at: calendar.at(`${last}-10`, '09:15'),
      says: `${revised.code} 第 2 版发布，自 ${last}-15 生效（有一面墙仍是旧版）`,
      async play() {
        const version = { code: revised.code, version: 2, inForceFrom: `${last}-15` };
        await publishVersion(home, cast.admin, version);
      },
    },
    {
      at: calendar.at(`${last}-14`, '17:20'),
      async play() {
        const sheet = { place: 'front-desk', code: revised.code, version: 2 };
        await postPolicy(home, cast.clerk, sheet);
      },
    },
    {
      at: calendar.at(calendar.daysAgo(1), '14:35'),
      says: `${waiting.code} 第 2 版送审，等待批准`,
      play: () =>
        submit(stage, {
          code: waiting.code,
          text: `${textOf(waiting.code)}\n${handover}`,
          reason: '上月两次交班漏交查档申请，补一条',
        }),
    },
  ];
}

const appointment = `## 约时与改时
1. 约定上门时间写在派工单上，精确到半小时。
2. 不能按时到的，工程至少提前 30 分钟告知客服，由客服打电话给业主改约。
3. 同一张单改约两次以上的，客服报主管，由主管回复业主。
`;

const handover = `## 待批与待看的查档申请
交接班时逐份点清尚未批准、已批准尚未查看的查档申请，写进未完事项；临近时限的当面说明。
`;

async function adoptLibrary({ home, cast, calendar, clock }: Stage): Promise<void> {
  const codes = await seedPolicies(home, cast.operator.actor);
  for (const code of codes) await submitVersion(home, cast.administrator, { code, version: 1 });
  clock.wait(90);
  for (const code of codes) await approveVersion(home, cast.supervisor, { code, version: 1 });
  clock.wait(30);
  await adoptPolicies(home, cast.admin, { from: `${calendar.before}-01` });
}

async function hangLibrary({ home, cast, clock }: Stage): Promise<void> {
  for (const { code, places } of readLibrary()) {
    const due = places.filter((place) => code !== unposted.code || place !== unposted.place);
    for (const place of due) {
      await postPolicy(home, cast.clerk, { place, code });
      clock.wait(2);
    }
  }
}

async function submit(
  { home, cast, clock }: Stage,
  draft: { code: string; text: string; reason: string },
): Promise<void> {
  const version = await writeVersion(home, cast.administrator, draft);
  clock.wait(10);
  await submitVersion(home, cast.administrator, { code: draft.code, version });
}
