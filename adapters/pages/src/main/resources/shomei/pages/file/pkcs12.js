// Writes PKCS#12 files (RFC 7292) in the form that OpenSSL, NSS, Java and Windows write today: PBES2 with AES-256-CBC and
// HMAC-SHA-256 (RFC 8018), and HMAC-SHA-256 over all. It never reads one.
//
// Threat: the file, or what waits for it in the browser, is copied and its password guessed. Answer: each guess costs as many
// rounds as below; the password that the page makes has 100 random bits, which no rounds are needed for.

import { bmpString, context, identifier, implicit, integer, join, nothing, octets, sequence, set, twoOctets } from './der.js';

const ROUNDS = 100_000;
const MAC_ROUNDS = 20_000;
const DATA = '1.2.840.113549.1.7.1';
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6';
const PBES2 = '1.2.840.113549.1.5.13';
const PBKDF2 = '1.2.840.113549.1.5.12';
const HMAC_SHA256 = '1.2.840.113549.2.9';
const AES_256_CBC = '2.16.840.1.101.3.4.1.42';
const SHA256 = '2.16.840.1.101.3.4.2.1';
const SHROUDED_KEY = '1.2.840.113549.1.12.10.1.2';
const CERTIFICATE = '1.2.840.113549.1.12.10.1.3';
const X509 = '1.2.840.113549.1.9.22.1';
const FRIENDLY_NAME = '1.2.840.113549.1.9.20';
const LOCAL_KEY = '1.2.840.113549.1.9.21';
const HASH_BLOCK = 64;
const MAC = 3; // what the key is for, RFC 7292 appendix B.3

// The key under its password, and what the rest of the file takes of the password, in keys that give nothing out. After this
// neither key nor password is needed any more.
//
// Whoever copies the three has what the file itself would give him, the certificate apart.
export async function protect(privateKey, password) {
  const plain = new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey));
  const { algorithm, encrypted } = await encrypt(await contentKey(password), plain);
  plain.fill(0);
  return {
    key: sequence(algorithm, octets(encrypted)),
    certificates: await contentKey(password),
    mac: await macKey(password),
  };
}

// The file.
//
// name: of the entry, for people
// chain: certificates in DER, the key's own first
export async function file(name, { key, certificates, mac }, chain) {
  const bags = chain.map((one, at) =>
    bag(CERTIFICATE, sequence(identifier(X509), context(0, octets(one))), at === 0 ? name : null),
  );
  const { algorithm, encrypted } = await encrypt(certificates, sequence(...bags));
  const hidden = sequence(identifier(DATA), algorithm, implicit(0, encrypted));
  const content = sequence(
    sequence(identifier(ENCRYPTED_DATA), context(0, sequence(integer(0), hidden))),
    sequence(identifier(DATA), context(0, octets(sequence(bag(SHROUDED_KEY, key, name))))),
  );
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', mac.key, content));
  return sequence(
    integer(3),
    sequence(identifier(DATA), context(0, octets(content))),
    sequence(sequence(sequence(identifier(SHA256), nothing), octets(digest)), octets(mac.salt), integer(MAC_ROUNDS)),
  );
}

// The key and its certificate bear the name, and know each other by an id.
function bag(type, value, name) {
  const attributes =
    name === null
      ? []
      : [
          set(
            sequence(identifier(FRIENDLY_NAME), set(bmpString(name))),
            sequence(identifier(LOCAL_KEY), set(octets(Uint8Array.of(1)))),
          ),
        ];
  return sequence(identifier(type), context(0, value), ...attributes);
}

async function contentKey(password) {
  const salt = random(16);
  const secret = await crypto.subtle.importKey('raw', new TextEncoder().encode(password), 'PBKDF2', false, ['deriveKey']);
  const aes = await crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ROUNDS },
    secret,
    { name: 'AES-CBC', length: 256 },
    false,
    ['encrypt'],
  );
  return { aes, salt };
}

async function encrypt({ aes, salt }, plain) {
  const iv = random(16);
  const encrypted = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-CBC', iv }, aes, plain));
  const derivation = sequence(octets(salt), integer(ROUNDS), sequence(identifier(HMAC_SHA256), nothing));
  const algorithm = sequence(
    identifier(PBES2),
    sequence(sequence(identifier(PBKDF2), derivation), sequence(identifier(AES_256_CBC), octets(iv))),
  );
  return { algorithm, encrypted };
}

// RFC 7292 appendix B.2, for a key as long as the digest: its first round is the last.
async function macKey(password) {
  const salt = random(8); // macOS is said to take no longer one
  const secret = join(twoOctets(password), Uint8Array.of(0, 0));
  let digest = join(new Uint8Array(HASH_BLOCK).fill(MAC), filled(salt), filled(secret));
  for (let round = 0; round < MAC_ROUNDS; round++) {
    digest = new Uint8Array(await crypto.subtle.digest('SHA-256', digest));
  }
  return { key: await crypto.subtle.importKey('raw', digest, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']), salt };
}

// Repeated until it fills whole blocks of the hash.
function filled(bytes) {
  const length = Math.ceil(bytes.length / HASH_BLOCK) * HASH_BLOCK;
  return Uint8Array.from({ length }, (_, at) => bytes[at % bytes.length]);
}

function random(length) {
  return crypto.getRandomValues(new Uint8Array(length));
}
