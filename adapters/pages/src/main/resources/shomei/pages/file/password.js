// A password for a file: 20 characters out of 32 that no two look alike of, 100 bits.

const SIGNS = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const GROUP = 5;

export function newPassword() {
  const drawn = crypto.getRandomValues(new Uint8Array(GROUPS * GROUP));
  const signs = Array.from(drawn, octet => SIGNS[octet % SIGNS.length]).join('');
  return Array.from({ length: GROUPS }, (_, at) => signs.slice(at * GROUP, (at + 1) * GROUP)).join('-');
}
