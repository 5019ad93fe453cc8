import { decode, type DecodedPng } from 'fast-png';
import type { Problem } from './problem.js';

export interface IconRule {
  /** Pixels, both ways. */
  readonly size: number;
  readonly ground: 'full' | 'transparent';
  /** White and nothing else. */
  readonly white?: true;
}

/**
 * What Teams asks of each icon (learn.microsoft.com, "App icons for the Teams Store and app bar"): the colour icon
 * fills its square, as Teams cuts the corners; the outline is white on nothing.
 */
export const ICON_RULES = {
  color: { size: 192, ground: 'full' },
  outline: { size: 32, ground: 'transparent', white: true },
  color32x32: { size: 32, ground: 'transparent' },
} as const satisfies Readonly<Record<string, IconRule>>;

export function iconProblems(file: string, bytes: Uint8Array, rule: IconRule): Problem[] {
  const remedy = 'Draw it anew: npx tsx scripts/icons.ts';
  const found = (wrong: string): Problem[] => [{ name: file, wrong, remedy }];
  const image = decoded(bytes);
  if (image === undefined) return found("isn't a PNG that can be read");
  const { width, height } = image;
  if (width !== rule.size || height !== rule.size) {
    return found(`is ${width} x ${height} pixels and must be ${rule.size} x ${rule.size}`);
  }
  const pixels = pixelsOf(image);
  if (pixels === undefined) return found('must be RGB or RGBA with 8 bits a channel');
  return [
    ...(rule.ground === 'full' && pixels.some(({ alpha }) => alpha < 255)
      ? found('must fill its square: it has transparent pixels')
      : []),
    ...(rule.ground === 'transparent' && !pixels.some(({ alpha }) => alpha === 0)
      ? found('must be on a transparent ground')
      : []),
    ...('white' in rule && pixels.some(({ alpha, white }) => alpha > 0 && !white)
      ? found('must be white and transparent only')
      : []),
  ];
}

interface Pixel {
  readonly alpha: number;
  readonly white: boolean;
}

function decoded(bytes: Uint8Array): DecodedPng | undefined {
  try {
    return decode(bytes);
  } catch {
    return undefined;
  }
}

function pixelsOf({ data, channels, depth, width, height }: DecodedPng): Pixel[] | undefined {
  if (depth !== 8 || (channels !== 3 && channels !== 4)) return undefined;
  return Array.from({ length: width * height }, (_, at) => {
    const [red, green, blue, alpha = 255] = data.subarray(at * channels, (at + 1) * channels);
    return { alpha, white: red === 255 && green === 255 && blue === 255 };
  });
}
