import type { AddSeries, Question } from '../training/model/inputs.ts';
import type { Topic } from '../training/model/words.ts';

/** The topics of the weekly hours, in turn. */
export const topicsByWeek: readonly Topic[] = ['safety', 'procedure', 'difficult', 'proposal'];

/** What the trainer sums up. */
export const sayings: readonly string[] = [
  '应到 3 人，到 3 人；起算时间最容易错，下周二复讲 10 分钟。',
  '都到了；灭火器压力表会看了，喷射距离还要练。',
  '派工单写错的处理都答对；改约要提前 30 分钟，两人说成 15 分钟。',
  '案例讲了漏水责任，三人都能说出先止水、再登记、再联系楼上。',
  '收到三条改进：前台放雨伞登记本、夜班电话转接提示、钥匙柜加标签，主管周内答复。',
];

/** A question whose right answer is the second. */
function asked(text: string, points: number, options: readonly [string, string, string]): Question {
  return { text, points, options: [...options], right: [1] };
}

/** The trainings of the story. */
export const courses: Readonly<Record<'weekly' | 'law' | 'system', AddSeries>> = {
  weekly: {
    class: 'weekly',
    title: '每周三个一',
    minutes: 60,
    plan: [
      '每周一、三、五 14:00，客服部会议室，各 1 小时；客服部全体，晚班另排重复场次。',
      '',
      '四类议题轮着来：安全教育、日常工作流程探讨、疑难问题总结研讨、改进工作的议案。',
    ].join('\n'),
    notes: [
      '## 一小时怎样用',
      '',
      '1. 讲 30 分钟：先看本周一件真事的登记和派工单。',
      '2. 练 15 分钟：两人一组，一人当业主，一人接待。',
      '3. 测 10 分钟：当堂小测。',
      '4. 说改法 5 分钟：每人一条。',
    ].join('\n'),
    paper: {
      questions: [
        asked('接到报修，几分钟内派工？', 40, ['3 分钟', '5 分钟', '10 分钟']),
        asked('投诉满多少小时要追询？', 20, ['24 小时', '48 小时', '72 小时']),
        asked('发现楼道有烟，先做什么？', 40, ['拍照发群', '报警并疏散', '找物业经理']),
      ],
    },
  },
  law: {
    class: 'law',
    title: '民法典：物业服务合同',
    minutes: 60,
    plan: '第四季度法规课：物业服务合同一章，对象为客服部全体，主管讲。',
    notes:
      '## 要点\n\n1. 物业服务人的义务：维修、养护、清洁、绿化、秩序。\n2. 不得停水停电催费。\n3. 业主转让、出租要告知。',
    policies: ['ZD-05'],
    paper: {
      questions: [
        asked('业主欠费，可以怎样催？', 50, ['停水停电', '书面催告，限期支付', '张贴姓名']),
        asked('业主出租房屋，应当怎样？', 50, ['不用说', '及时告知物业', '经物业同意']),
      ],
    },
  },
  system: {
    class: 'system',
    title: '业主报修处理程序（第 2 版）',
    minutes: 60,
    plan: '新版生效后 7 天内全员学一遍：约时、改时的新规则。',
    notes:
      '## 要点\n\n1. 约定时间写到半小时。\n2. 不能按时到，提前 30 分钟告知客服。\n3. 改约两次以上，主管回复业主。',
    policies: ['ZD-10'],
    paper: {
      questions: [
        asked('约定上门时间写到多细？', 50, ['上午或下午', '半小时', '整点']),
        asked('改约几次以上由主管回复？', 50, ['一次', '两次', '三次']),
      ],
    },
  },
};
