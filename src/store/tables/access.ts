/** People and what they may do; changes are entries, so the rows themselves may change. */
export interface AccessTables {
  person: {
    id: string;
    username: string;
    name: string;
    password_hash: string;
    active: number;
    added_at: string;
    /** Where they can be written to. */
    email: string | null;
    /** When they came back last; null for who never left. */
    rehired_at: string | null;
  };
  person_role: { person_id: string; site: string; role: string };
}
