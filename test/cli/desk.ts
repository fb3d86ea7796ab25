import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPack } from '../../src/catalogue/pack.ts';
import { runCli } from '../../src/cli/run.ts';
import { countedEntropy } from '../kit/entropy.ts';
import { freshFolder } from '../kit/home.ts';
import { testClock, testNow } from '../kit/time.ts';

/** What a verb said and how it ended. */
export interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A folder with an office's lists, and the command line at a known time. */
export interface Desk {
  readonly folder: string;
  readonly home: string;
  /** Writes a register of a category: its column heads, and a row for each object. */
  register(code: string, rows: readonly Readonly<Record<string, string>>[]): string;
  households(rooms: readonly string[]): string;
  /** Runs a verb on the home, as the process would, at the desk's time. */
  anjuan(...argv: string[]): Promise<Said>;
  /** Moves the desk's time on. */
  wait(days: number): void;
}

const { categories } = readPack();
let desks = 0;

/** A new desk; its folder goes when the running test has finished. */
export function newDesk(start = testNow): Desk {
  const folder = freshFolder();
  const home = join(folder, 'home');
  const clock = testClock(start);
  desks += 1;
  const entropy = countedEntropy(desks * 1_000_000);
  mkdirSync(join(folder, 'registers'));
  return {
    folder,
    home,
    register(code, rows) {
      const category = categories.find((one) => one.code === code);
      if (category === undefined) throw new Error(`no category ${code}`);
      const heads = ['序号', ...category.fields.map(({ name }) => name)];
      const path = join(folder, 'registers', `${code}-${category.title}.csv`);
      const numbered = rows.map((row, at) => ({ 序号: String(at + 1), ...row }));
      writeFileSync(path, csv(heads, numbered));
      return path;
    },
    households(rooms) {
      const path = join(folder, 'households.csv');
      const heads = ['房号', '业主姓名', '联系电话', '建筑面积平方米', '房屋状态', '入伙日期'];
      const rows = rooms.map((room, at) => ({
        房号: room,
        业主姓名: `户主${at}`,
        联系电话: `1390000${String(at).padStart(4, '0')}`,
        建筑面积平方米: '100',
        房屋状态: '自住',
        入伙日期: '2020-05-01',
      }));
      writeFileSync(path, csv(heads, rows));
      return path;
    },
    async anjuan(...argv) {
      let [out, err] = ['', ''];
      const words = argv[0] === 'verify' ? argv : [...argv, '--home', home];
      const code = await runCli(words, {
        clock,
        entropy,
        env: {},
        isTerminal: false,
        out: (text) => {
          out += text;
        },
        err: (text) => {
          err += text;
        },
        stopped: Promise.resolve(),
      });
      return { code, out, err };
    },
    wait(days) {
      clock.advance(days * 86_400_000);
    },
  };
}

/** A repair of October with its order, from the day of the month and the order's last part. */
export function repair(day: number, order: number | undefined, more: Record<string, string> = {}) {
  const date = `2026-10-${String(day).padStart(2, '0')}`;
  const dispatched =
    order === undefined
      ? { 未派工原因: '电话指导解决' }
      : {
          派工时间: `${date} 09:04`,
          派工单号: `PG-202610-${String(order).padStart(4, '0')}`,
          派往部门: '工程部',
          接单人: '田七',
          到场时间: `${date} 09:30`,
          完工时间: `${date} 10:00`,
          业主签字: '是',
        };
  return {
    登记时间: `${date} 09:00`,
    受理方式: '电话',
    房号: '1-1-0101',
    报修人: '柳如是',
    联系电话: '13900000001',
    报修部位: '厨房',
    故障现象: '水管漏水',
    紧急程度: '一般',
    ...dispatched,
    处理结果: '更换软管',
    回复业主时间: `${date} 10:30`,
    首问责任人: '王芳',
    ...more,
  };
}

function csv(heads: readonly string[], rows: readonly Readonly<Record<string, string>>[]): string {
  const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const lines = rows.map((row) => heads.map((head) => cell(row[head] ?? '')).join(','));
  return `\ufeff${[heads.join(','), ...lines].join('\r\n')}\r\n`;
}
