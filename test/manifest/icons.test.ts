import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { decode } from 'fast-png';
import { describe, it } from 'mocha';
import { ICON_RULES, iconProblems } from '../../scripts/package/icons.js';

function pixels(name: string) {
  const { width, height, channels, data } = decode(readFileSync(`manifest/icons/${name}.png`));
  const at = (x: number, y: number) => {
    const start = (y * width + x) * channels;
    const [red = 0, green = 0, blue = 0, alpha = 255] = data.subarray(start, start + channels);
    return { red, green, blue, alpha };
  };
  const all = Array.from({ length: width * height }, (_, index) => ({
    x: index % width,
    y: Math.floor(index / width),
    ...at(index % width, Math.floor(index / width)),
  }));
  return { width, height, at, all };
}

describe('the icons', () => {
  it('are what Teams asks for', () => {
    for (const name of ['color', 'outline', 'color32x32'] as const) {
      const bytes = readFileSync(`manifest/icons/${name}.png`);
      assert.deepEqual(iconProblems(name, bytes, ICON_RULES[name]), []);
    }
  });

  it('have an outline of white on nothing, wide enough to be seen', () => {
    const { width, height, all } = pixels('outline');
    assert.deepEqual([width, height], [32, 32]);
    const seen = all.filter(({ alpha }) => alpha > 0);
    assert.ok(seen.every(({ red, green, blue }) => red === 255 && green === 255 && blue === 255));
    const share = all.filter(({ alpha }) => alpha > 200).length / all.length;
    assert.ok(share > 0.2 && share < 0.6, `${share}`);
    const xs = seen.map(({ x }) => x);
    assert.ok(Math.min(...xs) <= 2 && Math.max(...xs) >= 29);
  });

  it('keep the mark of the colour icon within the middle 120 pixels', () => {
    const { width, height, all } = pixels('color');
    assert.deepEqual([width, height], [192, 192]);
    const isGround = ({ red, green, blue }: { red: number; green: number; blue: number }) =>
      red < 40 && green > 60 && blue > 85;
    const mark = all.filter((pixel) => !isGround(pixel));
    assert.ok(mark.length > 2000);
    for (const { x, y } of mark) {
      assert.ok(x >= 36 && x < 156 && y >= 36 && y < 156, `${x}, ${y}`);
    }
  });
});
