import { timeText } from './lay-route.ts';
import type { Branch, Chart, FlowChart, RouteChart } from './model.ts';

/** The same chart in sentences, for those who listen to it or search it. */
export function chartWords(chart: Chart): string {
  if (chart.kind === 'flow') return flowWords(chart);
  if (chart.kind === 'route') return routeWords(chart);
  return `${chart.title}。${branchWords(chart.root)}`;
}

function flowWords({ title, lanes, steps }: FlowChart): string {
  const sentences = steps.map(({ number, lane, text, limit, ways }) => {
    const within = limit === '' ? '' : `（${limit}）`;
    const leads = ways.map(({ to, label }) => {
      const where = to === '完' ? '结束' : `到第 ${to} 步`;
      return label === '' ? where : `${label}，${where}`;
    });
    const onward = leads.length === 0 ? '结束' : leads.join('；');
    return `第 ${number} 步，${lanes[lane] ?? ''}：${text}${within}；${onward}。`;
  });
  return `${title}。${sentences.join('')}`;
}

function routeWords({ title, start, stops, landmarks }: RouteChart): string {
  const sentences = stops.map(({ title: stop, note, walk, stay, column, row }, index) => {
    const way = index === 0 ? '' : `走 ${walk} 分钟，`;
    const rest = stay === 0 ? '' : `，停 ${stay} 分钟`;
    const what = note === '' ? '' : `：${note}`;
    return `第 ${index + 1} 点，${way}${squareOf(column, row)} 格${stop}${rest}${what}。`;
  });
  const seen = landmarks.map((one) => `${one.title}在 ${squareOf(one.column, one.row)} 格`);
  const places = seen.length === 0 ? '' : `图上另有：${seen.join('，')}。`;
  return `${title}。${timeText(start)} 出发。${sentences.join('')}${places}`;
}

function squareOf(column: number, row: number): string {
  return `${'ABCDEF'[column] ?? ''}${row + 1}`;
}

function branchWords({ title, note, branches }: Branch): string {
  const own = note === '' ? title : `${title}（${note}）`;
  if (branches.length === 0) return '';
  const below = branches.map((branch) => branch.title).join('、');
  return `${own}下设${below}。${branches.map(branchWords).join('')}`;
}
