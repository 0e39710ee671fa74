// The protocol (RFC 8555, and protocol/README.md, *Meeting a page*) as a client of it in a browser.

const SIGNING = { name: 'ECDSA', hash: 'SHA-256' };
const ES256 = { name: 'ECDSA', namedCurve: 'P-256' };
const UNKNOWN_NONCE = 'badNonce';
const NONCES = 3;
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 10_000;
const PATIENCE = 30;

// The server says no: kind is the last part of the problem's type.
export class Refused extends Error {
  constructor(problem, status = 0, retryAfter = '') {
    const kind = String(problem?.type ?? '').split(':').pop();
    super(kind || 'HTTP ' + status);
    Object.assign(this, { kind, status, notBefore: problem?.notBefore, retryAfter: Number(retryAfter) || 0 });
  }
}

// The server was not reached, however often it was tried.
export class Away extends Error {}

// An account's key, that gives its private half to nobody.
export function accountKey() {
  return crypto.subtle.generateKey(ES256, false, ['sign']);
}

export class Server {
  #directory;
  #nonce = null;
  #told;

  // told: gets true when the server cannot be reached, and false when it answers again
  constructor(directory, told) {
    this.#directory = { url: directory };
    this.#told = told;
  }

  async open() {
    if (!this.#directory.newOrder) {
      Object.assign(this.#directory, await (await this.#reach(this.#directory.url)).json());
    }
    return this.#directory;
  }

  // The account of this key: the one that it has, or a new one.
  //
  // binding: {kid, hmac} that a page has handed over
  async account(keys, binding) {
    const { newAccount } = await this.open();
    const jwk = await publicKey(keys);
    const wanted = { termsOfServiceAgreed: true };
    if (binding) {
      wanted.externalAccountBinding = await bound(binding, newAccount, jwk);
    }
    const answer = await this.#post({ keys, jwk }, newAccount, wanted);
    return new Account(this, keys, answer.headers.get('Location'));
  }

  // payload: null reads (POST-as-GET)
  async post(account, url, payload) {
    return this.#post({ keys: account.keys, kid: account.url }, url, payload);
  }

  async #post(signer, url, payload) {
    for (let tries = 1; ; tries++) {
      const body = await signed(signer, { nonce: await this.#fresh(), url }, payload);
      const answer = await this.#reach(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/jose+json' },
        body: JSON.stringify(body),
      });
      this.#nonce = answer.headers.get('Replay-Nonce');
      if (answer.ok) {
        return answer;
      }
      const problem = await answer.json().catch(() => null);
      const refused = new Refused(problem, answer.status, answer.headers.get('Retry-After'));
      if (refused.kind !== UNKNOWN_NONCE || tries === NONCES) {
        throw refused;
      }
    }
  }

  async #fresh() {
    const { newNonce } = await this.open();
    const nonce = this.#nonce ?? (await this.#reach(newNonce, { method: 'HEAD' })).headers.get('Replay-Nonce');
    this.#nonce = null;
    return nonce;
  }

  // Tries again while the server is away or has no time. What got no answer may have been heard: everything in this protocol may
  // be sent twice.
  async #reach(url, request = {}) {
    let pause = FIRST_PAUSE;
    for (let tries = 1; ; tries++) {
      try {
        const answer = await fetch(url, {
          ...request,
          credentials: 'omit',
          cache: 'no-store',
          redirect: 'error',
          referrerPolicy: 'no-referrer',
        });
        if (answer.status !== 502 && answer.status !== 503 && answer.status !== 504) {
          this.#told(false);
          return answer;
        }
      } catch (why) {
        if (!(why instanceof TypeError)) {
          throw why;
        }
      }
      if (tries === PATIENCE) {
        throw new Away();
      }
      this.#told(true);
      await waiting(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }
}

export class Account {
  #server;

  constructor(server, keys, url) {
    this.#server = server;
    Object.assign(this, { keys, url });
  }

  async read(url) {
    return (await this.post(url, null)).json();
  }

  post(url, payload) {
    return this.#server.post(this, url, payload);
  }

  // Reads until it is no longer pending by itself, or processing.
  async settled(url, isSettled) {
    for (;;) {
      const answer = await this.post(url, null);
      const now = await answer.json();
      if (isSettled(now)) {
        return now;
      }
      await waiting((Number(answer.headers.get('Retry-After')) || 1) * 1000);
    }
  }
}

export function waiting(milliseconds) {
  return new Promise(done => setTimeout(done, milliseconds));
}

export function base64url(bytes) {
  return btoa(Array.from(bytes, one => String.fromCharCode(one)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

async function publicKey(keys) {
  const { crv, kty, x, y } = await crypto.subtle.exportKey('jwk', keys.publicKey);
  return { crv, kty, x, y };
}

async function signed({ keys, jwk, kid }, header, payload) {
  const named = jwk ? { jwk } : { kid };
  return jws({ alg: 'ES256', ...header, ...named }, payload, octets =>
    crypto.subtle.sign(SIGNING, keys.privateKey, octets),
  );
}

// RFC 8555 §7.3.4.
async function bound({ kid, hmac }, url, jwk) {
  const octets = Uint8Array.from(atob(hmac.replaceAll('-', '+').replaceAll('_', '/')), one => one.charCodeAt(0));
  const key = await crypto.subtle.importKey('raw', octets, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return jws({ alg: 'HS256', kid, url }, jwk, signing => crypto.subtle.sign('HMAC', key, signing));
}

async function jws(header, payload, sign) {
  const encoded = json => base64url(new TextEncoder().encode(JSON.stringify(json)));
  const parts = { protected: encoded(header), payload: payload === null ? '' : encoded(payload) };
  const octets = new TextEncoder().encode(parts.protected + '.' + parts.payload);
  return { ...parts, signature: base64url(new Uint8Array(await sign(octets))) };
}
