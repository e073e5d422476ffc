/**
 * MD5 (RFC 1321), because Postgres has it built in: an assignment is the same in SQL and here. It spreads customers
 * evenly, which is all that is asked of it; it keeps no secret.
 */

const shifts = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;

/** floor(2^32 abs(sin(i + 1))), RFC 1321 section 3.4. */
const sines = Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0);

type State = readonly [number, number, number, number];

/** The first 32 bits of the digest of an ASCII text, from 0 to 2^32 - 1. RangeError for other characters. */
export function md5First32(text: string): number {
  const words = padded(text);
  let state: State = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476];
  for (let block = 0; block < words.length; block += 16)
    state = mix(state, words.subarray(block, block + 16));
  return byteSwapped(state[0]);
}

/** The text as little-endian words: a bit set after its end, zeros, and its length in bits in the last two words. */
function padded(text: string): Int32Array {
  const words = new Int32Array((((text.length + 8) >> 6) + 1) * 16);
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code > 127) throw new RangeError('only ASCII text is hashed');
    words[i >> 2] = (words[i >> 2] ?? 0) | (code << ((i % 4) * 8));
  }
  words[text.length >> 2] = (words[text.length >> 2] ?? 0) | (0x80 << ((text.length % 4) * 8));
  words[words.length - 2] = text.length * 8;
  return words;
}

function mix(state: State, words: Int32Array): State {
  let [a, b, c, d] = state;
  for (let i = 0; i < 64; i += 1) {
    const round = i >> 4;
    const [chosen, index] = step(round, i, b, c, d);
    const sum = (a + chosen + (sines[i] ?? 0) + (words[index] ?? 0)) | 0;
    const shift = shifts[round]?.[i % 4] ?? 0;
    [a, d, c, b] = [d, c, b, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0];
  }
  return [(state[0] + a) | 0, (state[1] + b) | 0, (state[2] + c) | 0, (state[3] + d) | 0];
}

/** The function of a round, and which word it adds. */
function step(round: number, i: number, b: number, c: number, d: number): readonly [number, number] {
  if (round === 0) return [(b & c) | (~b & d), i];
  if (round === 1) return [(d & b) | (~d & c), (5 * i + 1) % 16];
  return round === 2 ? [b ^ c ^ d, (3 * i + 5) % 16] : [c ^ (b | ~d), (7 * i) % 16];
}

/** Digests are written byte by byte, the lowest first. */
function byteSwapped(word: number): number {
  const swapped = (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
  return swapped >>> 0;
}
