import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startVictim, type Victim } from './server.ts';

const rounds = Number(process.env.TORTURE_ROUNDS ?? 50);
const connections = 64;
const root = new URL('../../', import.meta.url);

/**
 * Kills the server in the middle of a burst, again and again: nothing acknowledged may be lost, and
 * the numbers may not have a gap.
 */
export async function killNine(): Promise<boolean> {
  const home = mkdtempSync(join(tmpdir(), 'anjuan-kill-'));
  const acknowledged = new Set<string>();
  let doubled = 0;
  for (let round = 0; round < rounds; round += 1) {
    const victim = await startVictim(home);
    const burst = Promise.all(
      Array.from({ length: connections }, (_, lane) =>
        takeUntilDead(victim, `${round}-${lane}`, (number) => {
          if (acknowledged.has(number)) doubled += 1;
          acknowledged.add(number);
        }),
      ),
    );
    // Spread the moment of death over start-up, full load, and everything between.
    await new Promise((resolve) => setTimeout(resolve, 40 + ((round * 97) % 700)));
    await victim.kill();
    await burst;
    process.stdout.write(`\rkilled ${round + 1} of ${rounds}, ${acknowledged.size} acknowledged`);
  }
  process.stdout.write('\n');
  const verdict = await inspect(home, acknowledged, doubled);
  rmSync(home, { recursive: true, force: true });
  return verdict;
}

async function takeUntilDead(
  victim: Victim,
  lane: string,
  acknowledge: (number: string) => void,
): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    try {
      const answer = await fetch(`${victim.url}/api/v1/dispatch-orders`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${victim.token}`,
          'idempotency-key': `${lane}-${turn}`,
        },
        body: JSON.stringify({ matter: `第 ${turn} 件：水管漏水` }),
      });
      if (answer.status !== 201) continue;
      acknowledge(((await answer.json()) as { number: string }).number);
    } catch {
      return; // the server is dead, which is the point
    }
  }
}

async function inspect(
  home: string,
  acknowledged: ReadonlySet<string>,
  doubled: number,
): Promise<boolean> {
  const victim = await startVictim(home);
  const month = [...acknowledged][0]?.slice(3, 9) ?? '';
  const answer = await fetch(
    `${victim.url}/api/v1/dispatch-orders/account?month=${month.slice(0, 4)}-${month.slice(4)}`,
    { headers: { authorization: `Bearer ${victim.token}` } },
  );
  const account = (await answer.json()) as {
    gaps: unknown[];
    numbers: { number: string; state: string }[];
  };
  await victim.stop();
  const kept = new Set(account.numbers.map(({ number }) => number));
  const lost = [...acknowledged].filter((number) => !kept.has(number));
  const log = execFileSync(
    process.execPath,
    ['--import', 'tsx', 'src/cli/main.ts', 'log', 'verify', '--home', home],
    { cwd: root, encoding: 'utf8' },
  );
  console.log(
    `acknowledged ${acknowledged.size}, kept ${kept.size}, lost ${lost.length}, ` +
      `given twice ${doubled}, gaps ${account.gaps.length}; ${log.trim()}`,
  );
  return acknowledged.size > 0 && lost.length === 0 && doubled === 0 && account.gaps.length === 0;
}
