import { afterEach, beforeEach } from 'vitest';

/** Whatever is told to `console.error` during a test fails that test. */
let complaints: unknown[][] = [];

console.error = (...words: unknown[]) => {
  complaints.push(words);
};

beforeEach(() => {
  complaints = [];
});

afterEach(() => {
  const said = complaints.map((words) => words.map(String).join(' '));
  complaints = [];
  if (said.length > 0) throw new Error(`console.error was called:\n${said.join('\n')}`);
});
