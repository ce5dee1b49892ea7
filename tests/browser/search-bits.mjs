// The bits that a file of a browser index hands over, as a text of 0 and 1, and what hands over such bits.
const BASE = 46341, FIRST = 14, VALUES = 242;

export function bitsOf(data) {
  const numbers = [...data].map((c) => ((c.charCodeAt() >> 8) - FIRST) * VALUES + (c.charCodeAt() & 255) - FIRST);
  let bits = '';
  for (let at = 0; at < numbers.length; at += 2) {
    const pair = (numbers[at] * BASE + (numbers[at + 1] ?? 0)).toString(2).padStart(31, '0');
    bits += at + 1 < numbers.length ? pair : pair.slice(0, 15);
  }
  return bits;
}

export function dataOf(bits) {
  const character = (number) => String.fromCharCode(((FIRST + Math.floor(number / VALUES)) << 8) + FIRST + (number % VALUES));
  let data = '';
  for (let at = 0; at < bits.length; at += 31) {
    const pair = parseInt(bits.slice(at, at + 31).padEnd(31, '0'), 2);
    data += character(Math.floor(pair / BASE)) + character(pair % BASE);
  }
  return data;
}

// A number as `Bits::number` writes it.
export function numberOf(value) {
  const bits = (value + 8).toString(2);
  return '0'.repeat(bits.length - 4) + bits;
}
