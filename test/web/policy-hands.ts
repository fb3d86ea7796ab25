import { expect } from 'vitest';
import type { PolicyView, VersionView } from '../../src/policies/model.ts';
import type { Caller, Office } from './office.ts';

/** The text of a first version. */
export const text = '## 巡视\n\n1. 夜间每两小时巡视一次。\n2. 双方当面签字。';
const policy = { title: '夜间值班', posted: true, department: '客服部', places: ['front-desk'] };

/** Those through whose hands a version goes. */
export interface PolicyHands {
  readonly writer: Caller;
  readonly approver: Caller;
  readonly publisher: Caller;
  /** Adds a policy. Resolves to its address. */
  added(more?: object): Promise<string>;
  /** Writes the next version and brings it as far as `upTo`. Resolves to its address. */
  versionAt(
    path: string,
    upTo: 'draft' | 'in-review' | 'approved' | { readonly from: string },
    words?: string,
  ): Promise<string>;
}

/** The hands of an office. */
export async function policyHands(office: Office): Promise<PolicyHands> {
  const writer = await office.as('administration');
  const approver = await office.as('supervisor');
  const publisher = await office.as('admin');
  return {
    writer,
    approver,
    publisher,
    async added(more = {}) {
      const { body } = await writer.post<PolicyView>('/policies', { ...policy, ...more });
      return `/policies/${body.code}`;
    },
    async versionAt(path, upTo, words = text) {
      const input = { text: words, reason: '按实际修订' };
      const { body, status } = await writer.post<VersionView>(`${path}/versions`, input);
      expect(status).toBe(201);
      const at = `${path}/versions/${body.version}`;
      if (upTo === 'draft') return at;
      await writer.post(`${at}/submit`);
      if (upTo === 'in-review') return at;
      expect((await approver.post(`${at}/approve`, { sha256: body.sha256 })).status).toBe(201);
      if (upTo === 'approved') return at;
      const published = await publisher.post(`${at}/publish`, { inForceFrom: upTo.from });
      expect(published.status).toBe(201);
      return at;
    },
  };
}
