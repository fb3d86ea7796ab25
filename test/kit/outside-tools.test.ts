import { afterEach, expect, test, vi } from 'vitest';
import { find, outsideTools, requireTool } from './outside-tools.ts';

afterEach(() => vi.unstubAllEnvs());

test('every outside program that tests call is here, or the line that installs it is named', () => {
  const missing = outsideTools.flatMap((tool) => {
    try {
      requireTool(tool);
      return [];
    } catch (error) {
      return [(error as Error).message];
    }
  });
  expect(missing).toEqual([]);
  expect(outsideTools.length).toBeGreaterThan(5);
});

test('a program that no list names is refused', () => {
  expect(() => requireTool('frobnicate')).toThrow('frobnicate is not listed');
});

test('a program with a variable of its own is where that says, whatever the path has', () => {
  vi.stubEnv('CHROMIUM_PATH', '/opt/browser/chrome');
  expect(requireTool('chromium')).toBe('/opt/browser/chrome');
});

test('a program is not found on an empty path', () => {
  expect(find('sha256sum', '')).toBeUndefined();
});
