// Certificate requests (RFC 2986), and what a page tells of a certificate (RFC 5280).

import { bits, context, elements, identifier, integer, sequence } from './der.js';

const ECDSA = { name: 'ECDSA', hash: 'SHA-256' };
const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
const NAMES = { '2.5.4.3': 'CN', '2.5.4.10': 'O', '2.5.4.11': 'OU' };

// A request that names nothing, since the institution writes the subject; it lends its key.
export async function request(keys) {
  const body = sequence(integer(0), sequence(), await publicKey(keys), context(0));
  const signature = new Uint8Array(await crypto.subtle.sign(ECDSA, keys.privateKey, body));
  const half = signature.length / 2;
  return sequence(
    body,
    sequence(identifier(ECDSA_WITH_SHA256)),
    bits(sequence(integer(signature.subarray(0, half)), integer(signature.subarray(half)))),
  );
}

// SubjectPublicKeyInfo.
export async function publicKey(keys) {
  return new Uint8Array(await crypto.subtle.exportKey('spki', keys.publicKey));
}

// The certificates of a chain in PEM, each in DER.
export function chain(pem) {
  return [...pem.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)].map(found =>
    Uint8Array.from(atob(found[1].replace(/\s/g, '')), one => one.charCodeAt(0)),
  );
}

// Serial number in hexadecimal digits, subject, end, and SubjectPublicKeyInfo.
export function facts(certificate) {
  const [signed] = elements(elements(certificate)[0].content);
  const [, serial, , issuer, validity, subject, key] = elements(signed.content);
  const [, until] = elements(validity.content);
  return {
    serial: Array.from(serial.content, octet => octet.toString(16).padStart(2, '0')).join('').replace(/^00(?=.)/, ''),
    subject: names(subject),
    until: time(until),
    publicKey: key.whole,
    selfIssued: same(issuer.whole, subject.whole),
  };
}

export function same(one, other) {
  return one.length === other.length && one.every((octet, at) => octet === other[at]);
}

function names(name) {
  const found = {};
  for (const part of elements(name.content)) {
    const [type, value] = elements(elements(part.content)[0].content);
    for (const [dotted, short] of Object.entries(NAMES)) {
      if (same(identifier(dotted), type.whole)) {
        found[short] = new TextDecoder().decode(value.content);
      }
    }
  }
  return found;
}

// UTCTime or GeneralizedTime, both in UTC.
function time(element) {
  const text = new TextDecoder().decode(element.content);
  const digits = element.tag === 0x17 ? (text < '5' ? '20' : '19') + text : text;
  const [year, month, day, hour, minute, second] = digits.match(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/).slice(1).map(Number);
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}
