import { describe, expect, test } from 'vitest';
import { openFinder } from '../../src/finder/finder.ts';
import { dice } from '../core/search/corpus.ts';
import { someHouseholds } from './households.ts';

describe('among 2,000 households the finder', () => {
  const households = someHouseholds(2_000);
  const finder = openFinder();
  finder.load(households);
  const roll = dice(11);
  const everyone = { site: 'A', limit: 2_000, may: { names: true, plates: true } };
  const found = (query: string) => finder.find(query, everyone).map((hit) => hit.id);

  /** Some characters, 6 at most, cut out of a text at random. */
  function part(text: string, least: number): string {
    const characters = Array.from(text);
    const start = roll(characters.length - least + 1);
    return characters.slice(start, start + least + roll(7 - least)).join('');
  }

  test('finds all that a plain scan finds, by part of a name', () => {
    for (let round = 0; round < 100; round += 1) {
      const word = part(households[roll(2_000)]?.names[0] ?? '', 1);
      const expected = households.filter(({ names }) => names.some((name) => name.includes(word)));
      expect(found(word)).toEqual(expect.arrayContaining(expected.map(({ id }) => id)));
      expect(expected.length).toBeGreaterThan(0);
    }
  });

  test('finds all that a plain scan finds, by part of a plate', () => {
    const cars = households.filter(({ plates }) => plates.length > 0);
    for (let round = 0; round < 100; round += 1) {
      const word = part(cars[roll(cars.length)]?.plates[0] ?? '', 2);
      const expected = cars.filter(({ plates }) => plates.some((plate) => plate.includes(word)));
      expect(found(word)).toEqual(expect.arrayContaining(expected.map(({ id }) => id)));
      expect(expected.length).toBeGreaterThan(0);
    }
  });

  test('finds each room first, in each of its spellings', () => {
    for (let round = 0; round < 100; round += 1) {
      const { id, room } = households[roll(2_000)] ?? { id: '', room: '' };
      const [building, unit, door] = room.split('-').map(Number);
      for (const spelling of [
        room,
        `${building}栋${unit}单元${door}`,
        `${building}#${unit}-${door}室`,
      ]) {
        expect(found(spelling)[0], spelling).toBe(id);
      }
    }
  });
});
