import { describe, expect, it } from 'vitest';
import { AppError } from '../../../src/core/app-error.ts';
import { parseChart } from '../../../src/core/chart/parse.ts';

const flow = (...steps: string[]) => ['flow 报修', 'lanes 业主 | 客服', ...steps].join('\n');

describe('the text of a chart', () => {
  it('holds the steps of a flow with their lanes, limits and ways', () => {
    const chart = parseChart(
      flow('1 业主：报修', '2 客服：登记 [5 分钟内] -> 3', '3? 客服：修好 -> 是: 完 / 否: 2'),
    );
    expect(chart).toMatchObject({
      kind: 'flow',
      title: '报修',
      lanes: ['业主', '客服'],
      steps: [
        { number: '1', lane: 0, text: '报修', ways: [{ to: '2', label: '' }] },
        { lane: 1, limit: '5 分钟内', isQuestion: false, ways: [{ to: '3', label: '' }] },
        {
          isQuestion: true,
          ways: [
            { to: '完', label: '是' },
            { to: '2', label: '否' },
          ],
        },
      ],
    });
  });

  it('leads to the next line where no arrow is typed, and ends at the last', () => {
    const chart = parseChart(flow('1 业主：甲', '2 客服：乙', '3 业主：丙'));
    expect(
      chart.kind === 'flow' && chart.steps.map(({ ways }) => ways.map(({ to }) => to)),
    ).toEqual([['2'], ['3'], []]);
  });

  it('takes full-width and plain signs alike', () => {
    const wide = parseChart(flow('1？ 业主：甲 → 是：2 / 否：3', '2 客服：乙 -> 完', '3 客服：丙'));
    const plain = parseChart(flow('1? 业主:甲 -> 是: 2 / 否: 3', '2 客服:乙 -> 完', '3 客服:丙'));
    expect(wide).toEqual(plain);
  });

  it('holds a tree by its indents', () => {
    const chart = parseChart('tree 组织\n总经理\n  物业经理：批准\n    客服部\n    工程部\n');
    expect(chart).toMatchObject({
      root: {
        title: '总经理',
        branches: [{ note: '批准', branches: [{ title: '客服部' }, { title: '工程部' }] }],
      },
    });
  });

  it('holds a route with its squares, minutes and landmarks', () => {
    const chart = parseChart(
      'route 早班\nstart 9:30\n@A1 前台 [停 5]：领表\n@B1 大门 [走 3 停 4]\n@B2 （水池）',
    );
    expect(chart).toMatchObject({
      start: 570,
      stops: [
        { title: '前台', note: '领表', walk: 0, stay: 5, column: 0, row: 0 },
        { title: '大门', walk: 3, stay: 4, column: 1, row: 0 },
      ],
      landmarks: [{ title: '水池', column: 1, row: 1 }],
    });
  });

  it.each([
    ['', '图是空的'],
    ['pie 饼图', '第 1 行：第一行写 flow、tree 或 route'],
    ['flow', '第 1 行：图没有名字'],
    ['flow 甲\n1 业主：乙', '第 2 行：第二行写 lanes'],
    ['flow 甲\nlanes 业主 | 业主', '第 2 行：有两条泳道同名'],
    [flow(), '第 2 行：后面没有步骤'],
    [flow('报修'), '第 3 行：步骤写成'],
    [flow('1 报修'), '第 3 行：没有写由谁做'],
    [flow('1 工程：修'), '第 3 行：没有“工程”这条泳道，有的是 业主、客服'],
    [flow('', '1 业主：甲 -> 9'), '第 4 行：没有第 9 步'],
    [flow('1 业主：甲', '1 客服：乙'), '第 4 行：第 1 步写了两次'],
    [flow('1 业主：甲 -> 1'), '第 3 行：一步不能通向它自己'],
    [flow('1 业主：甲 -> 3', '2 客服：乙', '3 客服：丙'), '第 4 行：没有箭头通向第 2 步'],
    [flow('1? 业主：甲 -> 是: 2', '2 客服：乙'), '第 3 行：问句后面至少要有两条路'],
    [flow('1? 业主：甲 -> 2 / 3', '2 客服：乙', '3 客服：丙'), '第 3 行：问句的每条路都要写答案'],
    [flow('1 业主：甲 -> 一会儿'), '第 3 行：箭头后面写步骤号或“完”'],
    ['tree 组织', '第 1 行：后面没有内容'],
    ['tree 组织\n总经理\n副总', '第 3 行：最上面只能有一个'],
    ['route 早班\n@A1 前台', '第 2 行：第二行写出发时刻'],
    ['route 早班\nstart 25:00', '第 2 行：第二行写出发时刻'],
    ['route 早班\nstart 9:30\n@G1 前台', '第 3 行：写成'],
    ['route 早班\nstart 9:30\n@A1 前台\n@A1 大门 [走 1]', '第 4 行：A1 格已有地点'],
    ['route 早班\nstart 9:30\n@A1 前台\n@A2 大门', '第 4 行：没有写从上一点走几分钟'],
    ['route 早班\nstart 9:30\n@A1 前台 [跑 3]', '第 3 行：分钟写成'],
    ['route 早班\nstart 9:30\n@A1 前台', '第 3 行：线路至少要有两个点'],
  ])('refuses %j, naming the line', (source, words) => {
    expect(() => parseChart(source)).toThrow(AppError);
    expect(() => parseChart(source)).toThrow(words);
  });
});
