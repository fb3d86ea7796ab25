/** Policies (制度): a sequence of immutable versions, and where each hangs. */
export interface PolicyTables {
  /** Immutable. */
  policy: {
    code: string;
    title: string;
    /** ※: must hang on the wall (1) or stand in the handbook (0). */
    posted: number;
    department: string;
    /** The clause of the source that asks for it, such as C-4.1(4). */
    source: string;
    added_at: string;
    entry_seq: number;
  };
  /** The posting places at which a ※ policy must hang, from when until when. */
  policy_wall: { policy: string; place: string; since: string; until: string | null };
  /** The post whose duty statement a policy is. */
  policy_post: { policy: string; post: string };
  /** Immutable. Policies are public inside the house, so the text stands plain. */
  policy_version: {
    id: string;
    policy: string;
    version: number;
    text: string;
    digest: string;
    reason: string;
    written_by: string;
    written_at: string;
    entry_seq: number;
  };
  policy_version_state: {
    version_id: string;
    status: 'draft' | 'in-review' | 'approved' | 'published' | 'retired';
    submitted_by: string | null;
    submitted_at: string | null;
    approved_by: string | null;
    approved_at: string | null;
    published_by: string | null;
    published_at: string | null;
    /** The first day in force. */
    in_force_from: string | null;
    /** The first day no longer in force. */
    in_force_until: string | null;
    /** 1 when a starter policy came into force by bulk adoption. */
    adopted: number;
  };
  /** Immutable. A version that came back from approval, with the reason. */
  policy_return: {
    id: string;
    version_id: string;
    reason: string;
    returned_by: string;
    returned_at: string;
    entry_seq: number;
  };
  /** Immutable. The Word file that a version was made from. */
  policy_source: { version_id: string; blob: string; name: string; sha256: string };
  /** Immutable. That a policy was ended, and why. */
  policy_retirement: {
    id: string;
    version_id: string;
    first_day_without: string;
    reason: string;
    retired_by: string;
    retired_at: string;
    entry_seq: number;
  };
}
