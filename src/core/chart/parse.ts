import { AppError } from '../app-error.ts';
import { linesOf, refuse } from './lines.ts';
import type { Chart } from './model.ts';
import { parseFlow } from './parse-flow.ts';
import { parseRoute } from './parse-route.ts';
import { parseTree } from './parse-tree.ts';

const longest = 20_000;

/**
 * Reads a chart. Its first line says which kind it is and what it is called.
 *
 * Errors: `invalid`, naming the line.
 * Shape:
 *
 *     flow 报修                             tree 组织            route 早班巡视
 *     lanes 业主 | 客服 | 工程部              总经理：定方向         start 9:30
 *     1 业主：报修 -> 2                        物业经理            @A1 前台：领记录表
 *     2 客服：登记、派工 [5 分钟内] -> 3          客服部            @B1 大门 [走 3 停 4]：看道闸
 *     3? 工程部：修好了吗 -> 是: 完 / 否: 2                         @B2 （水池）
 */
export function parseChart(source: string): Chart {
  if (source.length > longest) throw new AppError('limit', `图的文字不能超过 ${longest} 字。`);
  const [first, ...lines] = linesOf(source);
  if (first === undefined) throw new AppError('invalid', '图是空的。');
  const [, kind, title = ''] = /^(flow|tree|route)(?:\s+(.*))?$/.exec(first.text.trim()) ?? [];
  if (kind === undefined) {
    refuse(first, '第一行写 flow、tree 或 route，后面写图名');
  }
  if (title.trim() === '') refuse(first, '图没有名字');
  if (kind === 'flow') return parseFlow(title.trim(), lines, first);
  if (kind === 'tree') return parseTree(title.trim(), lines, first);
  return parseRoute(title.trim(), lines, first);
}
