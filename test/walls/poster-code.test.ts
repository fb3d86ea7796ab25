import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { systemEntropy } from '../../src/core/ids.ts';
import {
  humanCode,
  newPrintId,
  printIdOf,
  sheetAddress,
  tokenOf,
  typedPrintId,
  whyNoPoster,
} from '../../src/walls/poster-code.ts';

const keyringOf = (key: string) => ({
  blind: (value: string) => createHmac('sha256', key).update(value).digest('hex'),
});
const keyring = keyringOf('one');

describe("a sheet's code", () => {
  it('is twenty letters, and tells its print to the home that made it only', () => {
    const id = newPrintId(systemEntropy);
    const token = tokenOf(keyring, id);
    expect(token).toMatch(/^[0-9A-HJKMNP-TV-Z]{20}$/);
    expect(printIdOf(keyring, token)).toBe(id);
    expect(printIdOf(keyringOf('another'), token)).toBeUndefined();
  });

  it('is refused with any one letter changed', () => {
    const token = tokenOf(keyring, '00000000');
    for (let at = 0; at < token.length; at += 1) {
      const letter = token[at] === '7' ? '8' : '7';
      const forged = token.slice(0, at) + letter + token.slice(at + 1);
      expect(printIdOf(keyring, forged), forged).toBeUndefined();
    }
    for (const odd of ['', token.toLowerCase(), `${token}0`, '０'.repeat(20)]) {
      expect(printIdOf(keyring, odd)).toBeUndefined();
    }
  });

  it('may be typed by hand in any case, with look-alikes and blanks', () => {
    expect(humanCode('K7QM2H9T')).toBe('K7QM-2H9T');
    expect(typedPrintId(' k7qm 2h9t ')).toBe('K7QM2H9T');
    expect(typedPrintId('oil0-0000')).toBe('01100000');
    expect(typedPrintId('U7QM2H9T')).toBeUndefined();
    expect(typedPrintId('')).toBeUndefined();
  });
});

describe('the address in a code', () => {
  it.each([
    '',
    'anjuan',
    'ftp://a.example',
    'http://localhost:80',
    'http://127.3.2.1',
    'http://[::1]',
  ])('leads nowhere from a phone: %s', (url) => {
    expect(whyNoPoster(url)).toContain('publicUrl');
  });

  it('is the public one with the code behind it', () => {
    expect(whyNoPoster('http://192.168.1.8:8080')).toBeUndefined();
    expect(sheetAddress('https://a.example/', 'X')).toBe('https://a.example/p/X');
  });
});
