import { afterEach, describe, expect, it } from 'vitest';
import { openCheckpoint, parseVerifierKey } from '../../src/ledger/checkpoint.ts';
import { leafHash } from '../../src/ledger/hash.ts';
import { verifyInclusion } from '../../src/ledger/proof.ts';
import { type Caller, engines, type Office, openOffice, repair } from './office.ts';

let office: Office;

afterEach(() => office.close());

interface CheckpointAnswer {
  readonly origin: string;
  readonly size: number;
  readonly note: string;
  readonly key: string;
}

interface ProofAnswer {
  readonly seq: number;
  readonly leaf: string;
  readonly path: readonly string[];
  readonly checkpoint: string;
}

/** The checkpoint in a note, if the key that was fetched before has signed it. */
function opened(note: string, key: string) {
  const verifier = parseVerifierKey(key);
  if ('fault' in verifier) throw new Error(verifier.fault.en);
  const checkpoint = openCheckpoint(note, verifier.value);
  return 'fault' in checkpoint ? undefined : checkpoint.value;
}

function holds(proof: ProofAnswer, key: string, seq = proof.seq): boolean {
  const checkpoint = opened(proof.checkpoint, key);
  if (checkpoint === undefined) return false;
  return verifyInclusion({
    seq,
    size: checkpoint.size,
    leaf: leafHash(proof.leaf),
    path: proof.path.map((node) => Buffer.from(node, 'base64')),
    root: checkpoint.root,
  });
}

async function checkpointOf(caller: Caller): Promise<CheckpointAnswer> {
  const { status, body } = await caller.get<CheckpointAnswer>('/log/checkpoint');
  expect(status).toBe(200);
  return body;
}

describe.each(engines)('the log over HTTP on %s', (engine) => {
  it('[AUD-03] proves every single entry against its signed checkpoint, with our key alone', async () => {
    office = await openOffice(engine);
    const [clerk, auditor] = [await office.as('clerk'), await office.as('auditor')];
    for (let at = 0; at < 5; at += 1) await clerk.post('/records', repair());
    const { key, size, note, origin } = await checkpointOf(auditor);
    expect(opened(note, key)).toMatchObject({ origin, size });
    const kinds: string[] = [];
    for (let seq = 0; seq < size; seq += 1) {
      const { body } = await auditor.get<ProofAnswer>(`/log/proof?seq=${seq}`);
      expect(holds(body, key), `entry ${seq}`).toBe(true);
      const leaf = JSON.parse(body.leaf) as { seq: number; kind: string };
      expect(leaf.seq).toBe(seq);
      kinds.push(leaf.kind);
    }
    expect(kinds.filter((kind) => kind === 'record.filed')).toHaveLength(5);
  });

  it('[AUD-03] lets no proof pass for another place, another entry, or another checkpoint', async () => {
    office = await openOffice(engine);
    const auditor = await office.as('auditor');
    const { key, size } = await checkpointOf(auditor);
    const { body: proof } = await auditor.get<ProofAnswer>('/log/proof?seq=3');
    expect(holds(proof, key)).toBe(true);
    for (let seq = 0; seq < size; seq += 1) expect(holds(proof, key, seq)).toBe(seq === 3);
    expect(holds({ ...proof, leaf: proof.leaf.replace('"seq":3', '"seq":4') }, key)).toBe(false);
    expect(holds({ ...proof, path: proof.path.slice(1) }, key)).toBe(false);
    const forged = proof.checkpoint.replace(/^(\S+)\n(\d+)\n/, (_all, origin, count) => {
      return `${origin}\n${Number(count) + 1}\n`;
    });
    expect(holds({ ...proof, checkpoint: forged }, key)).toBe(false);
    expect((await auditor.get(`/log/proof?seq=${size + 50}`)).status).toBe(404);
  });
});

describe('entries', () => {
  it('[AUD-03] give away no name, no phone and no free text', async () => {
    office = await openOffice();
    const [clerk, auditor] = [await office.as('clerk'), await office.as('auditor')];
    await clerk.post('/records', repair());
    const { size } = await checkpointOf(auditor);
    for (let seq = 0; seq < size; seq += 1) {
      const { body } = await auditor.get<ProofAnswer>(`/log/proof?seq=${seq}`);
      expect(body.leaf).not.toMatch(/贾芳芳|13900001234|窗户/);
    }
  });
});
