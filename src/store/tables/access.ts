/** People and what they may do; changes are entries, so the rows themselves may change. */
export interface AccessTables {
  person: {
    id: string;
    username: string;
    name: string;
    password_hash: string;
    active: number;
    added_at: string;
  };
  person_role: { person_id: string; site: string; role: string };
}
