import { cutAt, type Line, refuse } from './lines.ts';
import type { Branch, TreeChart } from './model.ts';

const mostBranches = 60;
const mostLevels = 8;

interface Growing extends Branch {
  readonly branches: Growing[];
}

/** Reads a tree after its first line: indented under is answerable to. Errors: `invalid`. */
export function parseTree(title: string, lines: readonly Line[], first: Line): TreeChart {
  const open: { indent: number; branch: Growing }[] = [];
  let root: Growing | undefined;
  for (const line of lines) {
    const indent = line.text.length - line.text.trimStart().length;
    const [name, note = ''] = cutAt(line.text.trim(), /[:：]/);
    if (name === '') refuse(line, '冒号前面没有名字');
    const branch: Growing = { title: name, note, branches: [] };
    while (indent <= (open.at(-1)?.indent ?? -1)) open.pop();
    const above = open.at(-1);
    if (above !== undefined) above.branch.branches.push(branch);
    else if (root === undefined) root = branch;
    else refuse(line, '最上面只能有一个，其余要缩进');
    open.push({ indent, branch });
    if (open.length > mostLevels) refuse(line, `层数不能超过 ${mostLevels}`);
  }
  const surplus = lines[mostBranches];
  if (surplus !== undefined) refuse(surplus, `不能超过 ${mostBranches} 个`);
  if (root === undefined) refuse(first, '后面没有内容');
  return { kind: 'tree', title, root };
}
