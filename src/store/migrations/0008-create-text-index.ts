import { createTextIndex } from '../text-index/schema.ts';
import type { Migration } from './dialect.ts';

export const createSearch: Migration = {
  name: '0008-create-text-index',
  up: (db, engine) => createTextIndex(db, engine),
};
