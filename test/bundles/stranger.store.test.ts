import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bindMonth } from '../../src/bundles/commands.ts';
import { requireTool } from '../kit/outside-tools.ts';
import { openOffice } from '../records/commands/office.ts';
import { fileMonth } from './month.ts';

const month = '2026-10';

/** What the README's own commands say, run as they stand there. */
function checkedByHand(cwd: string, readme: string) {
  for (const tool of ['openssl', 'python3']) requireTool(tool);
  const script = readme.slice(readme.indexOf('# 1 '));
  const said = execFileSync('sh', ['-e'], { cwd, input: script, encoding: 'utf8' });
  const found = said.match(/^[0-9a-f]{64,128}(?= )/gm) ?? [];
  return {
    // Each digest of a file stands again in the sealing entry, in quotes.
    digests: found.filter((digest) => said.includes(`"${digest}"`)).length,
    signature: /Signature .*/.exec(said)?.[0],
    complaints: said.split('\n').filter((line) => line.includes(' not ')),
  };
}

describe('a bag for a stranger', () => {
  it('opens with unzip, sha256sum, sha512sum, and says itself how to check it', async () => {
    const office = await openOffice('sqlite', { staff: ['wangfang', 'heguang'] });
    try {
      await fileMonth(office);
      const bound = await bindMonth(office.home, office.operator, { month });
      const target = mkdtempSync(join(office.home.path, 'unpacked-'));
      for (const { class: bag, file } of bound.bags) {
        const zip = join(bound.folder, file);
        execFileSync(requireTool('unzip'), ['-tq', zip]);
        execFileSync(requireTool('unzip'), ['-q', zip, '-d', target]);
        const cwd = join(target, `${month}-${bag}`);
        for (const tool of ['sha256sum', 'sha512sum']) {
          const manifest = `manifest-${tool.replace('sum', '')}.txt`;
          execFileSync(requireTool(tool), ['--quiet', '-c', manifest], { cwd });
        }
        const readme = readFileSync(join(cwd, 'README.txt'), 'utf8');
        expect(readme).toContain((bound.fingerprint.match(/.{4}/g) ?? []).join(' '));
        expect(readme).toContain('sha256sum -c manifest-sha256.txt');
        expect(checkedByHand(cwd, readme)).toEqual({
          digests: 5,
          signature: 'Signature Verified Successfully',
          complaints: [],
        });
        const own = execFileSync(process.execPath, ['verify.mjs'], { cwd, encoding: 'utf8' });
        expect(own).toContain('完好 intact');
        for (const pdf of readdirSync(join(cwd, 'data/volumes')).filter((one) =>
          /pdf$/.test(one),
        )) {
          execFileSync(requireTool('qpdf'), ['--check', join(cwd, 'data/volumes', pdf)]);
        }
      }
      const csv = readFileSync(
        join(target, '2026-10-y5/data/csv/29-其它与物业管理有关的事件.csv'),
        'utf8',
      );
      expect(csv.startsWith('\uFEFF登记编号,发生时间,')).toBe(true);
      expect(csv).toContain("'=1+1 不是公式");
      expect(csv).toContain('\r\n');
    } finally {
      await office.close();
    }
  });
});
