import { test } from 'vitest';

test.fails('a test during which console.error is called fails', () => {
  console.error('a warning of some library');
});
