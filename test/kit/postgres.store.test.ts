import pg from 'pg';
import { expect, test } from 'vitest';
import { testDatabase } from './postgres.ts';

test('each test database is fresh, apart from the others, and gone after drop', async () => {
  const [first, second] = await Promise.all([testDatabase(), testDatabase()]);
  const client = new pg.Client({ connectionString: first.url });
  await client.connect();
  await client.query('CREATE TABLE seen (word text)');
  await client.end();

  const other = new pg.Client({ connectionString: second.url });
  await other.connect();
  await expect(other.query('SELECT * FROM seen')).rejects.toThrow('does not exist');
  const { rows } = await other.query('SHOW server_encoding');
  expect(rows).toEqual([{ server_encoding: 'UTF8' }]);
  await other.end();

  await Promise.all([first.drop(), second.drop()]);
  const late = new pg.Client({ connectionString: first.url });
  await expect(late.connect()).rejects.toThrow('does not exist');
});
