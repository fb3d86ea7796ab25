import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../src/core/app-error.ts';
import type { TypesetJob } from '../../src/print/press-orders.ts';
import { openPrinter } from '../../src/print/printer.ts';
import { typesetRegister } from '../../src/print/register.ts';
import { loadTypeface } from '../../src/print/typeface.ts';
import { foreignPdf } from './samples.ts';

const register = {
  company: '安居物业',
  site: '锦绣花园',
  title: '登记簿',
  subtitle: '2026 年 10 月',
  facts: [],
  columns: [{ title: '事项' }],
  groups: [],
  notes: [],
  createdAt: '2026-11-05T02:30:00.000Z',
  zone: 'Asia/Shanghai',
};

/** The process ids of our children that print. */
function presses(): number[] {
  const list = execFileSync('ps', ['-o', 'pid=,ppid=,args=', '--ppid', `${process.pid}`], {
    encoding: 'utf8',
  });
  return list
    .split('\n')
    .filter((line) => line.includes('press.ts'))
    .map((line) => Number(line.trim().split(/\s+/)[0]));
}

describe('the printer', () => {
  it('does jobs in as many children as it was told, and none is left after closing', async () => {
    for (const count of [1, 2]) {
      const printer = openPrinter({ typeset: 20_000, inspect: 20_000 }, count);
      const jobs = [1, 2, 3].map((order) =>
        typesetRegister(printer, { ...register, subtitle: `第 ${order} 份` }),
      );
      const results = await Promise.all(jobs);
      expect(results.map(({ pages }) => pages)).toEqual([1, 1, 1]);
      expect(presses()).toHaveLength(count);
      await printer.close();
      expect(presses()).toEqual([]);
      await expect(typesetRegister(printer, register)).rejects.toThrow(AppError);
    }
  });

  it('starts no second child for jobs that come one by one', async () => {
    const printer = openPrinter({ typeset: 20_000, inspect: 20_000 }, 2);
    for (const _ of [1, 2, 3]) await typesetRegister(printer, register);
    expect(presses()).toHaveLength(1);
    await printer.close();
  });

  it('starts its child again after it died', async () => {
    const printer = openPrinter();
    await typesetRegister(printer, register);
    const [first] = presses();
    process.kill(first!, 'SIGKILL');
    await expect.poll(() => presses()).toEqual([]);
    expect((await typesetRegister(printer, register)).pages).toBe(1);
    expect(presses()).not.toEqual([first]);
    await printer.close();
  });

  it('stops a job that takes too long, and does the next', async () => {
    const rows = Array.from({ length: 20_000 }, (_, order) => ({ cells: [`第 ${order} 行`] }));
    const printer = openPrinter({ typeset: 1500, inspect: 1500 });
    const long = typesetRegister(printer, { ...register, groups: [{ rows }] });
    await expect(long).rejects.toMatchObject({ code: 'unavailable' });
    expect((await typesetRegister(printer, register)).pages).toBe(1);
    await printer.close();
  });

  it('takes a PDF whose reading never ends for a finding', async () => {
    const printer = openPrinter({ typeset: 20_000, inspect: 1 });
    const { problem } = await printer.inspect(await foreignPdf(30));
    expect(problem).toContain('中断');
    await printer.close();
  });

  it('says what is wrong when a template refuses its data', async () => {
    const printer = openPrinter();
    const job: TypesetJob = { template: 'register', data: {}, title: '', createdAt: '2026-11-05' };
    await expect(printer.typeset(job)).rejects.toMatchObject({ code: 'invalid' });
    await printer.close();
  });

  it('has a glyph for every character its templates and findings are written in', () => {
    const { covers } = loadTypeface();
    for (const folder of ['templates/print', 'src/print']) {
      for (const file of readdirSync(folder)) {
        const lines = readFileSync(`${folder}/${file}`, 'utf8').split('\n');
        const printed = lines.filter((line) => !/^\s*(\/\/|\/?\*)/.test(line)).join('');
        const missing = [...new Set(printed)].filter((one) => !covers(one.codePointAt(0)!));
        expect(missing, file).toEqual([]);
      }
    }
  });
});
