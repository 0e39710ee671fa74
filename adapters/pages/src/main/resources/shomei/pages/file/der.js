// DER (X.690), as much of it as certificate requests and PKCS#12 files are made of, and as reading a certificate takes.

export const sequence = (...parts) => tagged(0x30, ...parts);
export const set = (...parts) => tagged(0x31, ...parts);
export const octets = bytes => tagged(0x04, bytes);
export const bits = bytes => tagged(0x03, Uint8Array.of(0), bytes);
export const context = (number, ...parts) => tagged(0xa0 + number, ...parts);
export const implicit = (number, bytes) => tagged(0x80 + number, bytes);
export const nothing = Uint8Array.of(0x05, 0x00);

// A number that is not negative, or its octets.
export function integer(value) {
  const digits = typeof value === 'number' ? big(value) : value;
  const first = digits.findIndex(octet => octet !== 0);
  const bare = first < 0 ? Uint8Array.of(0) : digits.subarray(first);
  return bare[0] < 0x80 ? tagged(0x02, bare) : tagged(0x02, Uint8Array.of(0), bare);
}

export function identifier(dotted) {
  const [first, second, ...rest] = dotted.split('.').map(Number);
  return tagged(0x06, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

// Text in two octets a character, as PKCS#12 has names and passwords.
export function twoOctets(text) {
  return Uint8Array.from(Array.from(text).flatMap(one => [one.charCodeAt(0) >> 8, one.charCodeAt(0) & 0xff]));
}

export const bmpString = text => tagged(0x1e, twoOctets(text));

export function join(...parts) {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
}

// The elements that stand one after the other: tag, what is in it, and all of it.
export function elements(bytes) {
  const found = [];
  for (let at = 0; at < bytes.length; ) {
    let start = at + 2;
    let length = bytes[at + 1];
    if (length >= 0x80) {
      start += length & 0x7f;
      length = bytes.subarray(at + 2, start).reduce((sum, octet) => sum * 256 + octet, 0);
    }
    if (!(start + length <= bytes.length)) {
      throw new Error('the DER ends too early');
    }
    found.push({ tag: bytes[at], content: bytes.subarray(start, start + length), whole: bytes.subarray(at, start + length) });
    at = start + length;
  }
  return found;
}

function tagged(tag, ...parts) {
  const content = join(...parts);
  const length = content.length < 0x80 ? [content.length] : [0x80 + big(content.length).length, ...big(content.length)];
  return join(Uint8Array.of(tag, ...length), content);
}

function big(number) {
  const digits = [];
  for (let rest = number; rest > 0; rest = Math.floor(rest / 256)) {
    digits.unshift(rest % 256);
  }
  return Uint8Array.from(digits);
}

function base128(number) {
  const digits = [number % 128];
  for (let rest = Math.floor(number / 128); rest > 0; rest = Math.floor(rest / 128)) {
    digits.unshift((rest % 128) + 128);
  }
  return digits;
}
