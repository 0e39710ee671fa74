// From a page's code to the certificate's file, as the client app goes it, and again from wherever it was cut off: what the next
// step will need is kept before the server hears of it, and the server is asked how far things are.
//
// Threat: a page of somebody else sends a reader here with its code, as one might be talked into typing it into the app. Answer:
// the same as there. The reader is asked first; where a page has judged the PIN, a number is compared there; and here, as there,
// a code gives no right to anything.

import { Refused, accountKey, base64url, waiting } from './acme.js';
import { chain, facts, publicKey, request, same } from './certificate.js';
import { Full } from './memory.js';
import * as pkcs12 from './pkcs12.js';
import { Reports } from './reports.js';

const CERTIFICATE_KEY = { name: 'ECDSA', namedCurve: 'P-256' };
const ENDED = ['valid', 'refused', 'expired'];
const OVER = ['ended', 'declined'];
const MOST_ORDERS = 20;
const LOOK_AGAIN = 1000;

export class Journey {
  #server;
  #memory;
  #face;
  #record = {};
  #reports = null;

  // face: asks the person, shows how far it is, and says what this tool is called
  constructor(server, memory, face) {
    this.#server = server;
    this.#memory = memory;
    this.#face = face;
  }

  // code: of a page that wants a certificate now. What another page's left is given up then, unless it may bring a certificate, or
  // has brought one that was not saved
  //
  // Returns what is kept, with the file in it. Thrown at any place, it goes on from there when called again.
  async go(code) {
    this.#record = (await this.#memory.read()) ?? {};
    const isOther = code && code !== this.#record.code;
    if (isOther && (this.#record.file ? this.#record.saved : !this.#record.finalizing)) {
      await this.forget();
    }
    if (!this.#record.file) {
      await this.#acquire(code);
    }
    this.#tell().catch(untold => console.info('the page was not told', untold));
    return this.#record;
  }

  // Whether giving it up might lose a certificate.
  get isAtStake() {
    return Boolean(this.#record.finalizing && !this.#record.file);
  }

  saved() {
    return this.#keep({ saved: true });
  }

  async forget() {
    await this.#memory.forget();
    this.#record = {};
  }

  async #acquire(code) {
    const account = await this.#meet(code);
    this.#reports = new Reports(account, this.#record.pairing);
    try {
      if (!this.#record.finalizing) {
        await this.#agree(account);
      }
      const owner = await this.#owner(account);
      this.#reports.begin();
      await this.#finish(await this.#certificate(owner));
    } catch (why) {
      this.#reports.interrupted(why);
      if (OVER.includes(why.kind)) {
        await this.forget();
      }
      throw why;
    } finally {
      this.#reports.end();
    }
  }

  // The account that reports to the page, led there.
  async #meet(code) {
    let typed = code || this.#record.code || (await this.#face.askCode());
    if (!this.#record.meeting) {
      await this.#keep({ code: typed, meeting: await accountKey() });
    }
    this.#at(1);
    const account = await this.#server.account(this.#record.meeting);
    const { waiting: wait } = await this.#server.open();
    while (!this.#record.pairing) {
      try {
        const answer = await account.post(wait, { ...this.#face.self, code: typed });
        await this.#led(account, answer.headers.get('Location'), await answer.json(), typed);
      } catch (why) {
        if (!(why instanceof Refused) || (why.kind !== 'unknownCode' && why.kind !== 'rateLimited')) {
          throw why;
        }
        typed = await this.#face.askCode(why);
      }
    }
    return account;
  }

  async #led(account, pairing, wanted, code) {
    if (wanted.act !== 'acquire') {
      await account.post(pairing, { status: 'refused' });
      throw new Refused({ type: 'renewal' });
    }
    await this.#keep({ code, pairing, subscriber: wanted.subscriber, compares: 'number' in wanted });
  }

  // The person wants it, and has given the file its password. From here on the key is under that, and the request for the
  // certificate signed: nothing needs the key any more.
  async #agree(account) {
    if (!this.#record.protected) {
      const password = await this.#face.askPassword(this.#record.subscriber);
      if (password === null) {
        await account.post(this.#record.pairing, { status: 'refused' });
        throw new Refused({ type: 'declined' });
      }
      this.#at(2);
      const keys = await crypto.subtle.generateKey(CERTIFICATE_KEY, true, ['sign']);
      await this.#keep({
        request: await request(keys),
        publicKey: await publicKey(keys),
        protected: await pkcs12.protect(keys.privateKey, password),
      });
    }
    open(await (await account.post(this.#record.pairing, { status: 'confirmed' })).json());
  }

  // The account that orders: the same, or, where the page has judged the PIN, one that is bound by what the page hands over.
  async #owner(account) {
    if (!this.#record.compares) {
      return account;
    }
    if (!this.#record.bound) {
      await this.#keep({ bound: await accountKey() });
    }
    if (this.#record.isBound) {
      return this.#server.account(this.#record.bound);
    }
    const owner = await this.#server.account(this.#record.bound, await this.#handed(account));
    await this.#keep({ isBound: true });
    return owner;
  }

  async #handed(account) {
    for (;;) {
      const now = open(await account.read(this.#record.pairing));
      if (now.externalAccount) {
        this.#at(3);
        return now.externalAccount;
      }
      this.#face.showNumber(now.number);
      await waiting(LOOK_AGAIN);
    }
  }

  // Where the certificate is.
  async #certificate(owner) {
    for (let orders = 0; orders < MOST_ORDERS; ) {
      const order = await this.#order(owner);
      if (order === null) {
        orders++;
      } else if (order.status === 'pending') {
        await this.#prove(owner, order);
      } else if (order.status === 'ready') {
        await this.#handIn(owner, order);
      } else if (order.status === 'processing') {
        await owner.settled(this.#record.order, one => one.status !== 'processing');
      } else if (order.status === 'valid') {
        return [owner, order.certificate];
      } else {
        await this.#keep({ order: null, finalizing: false });
      }
    }
    throw new Refused({ type: 'unfinished' });
  }

  // How the order stands; null where one was only placed now.
  async #order(owner) {
    if (this.#record.order) {
      try {
        return await owner.read(this.#record.order);
      } catch (why) {
        if (why.status !== 404) {
          throw why;
        }
      }
    }
    this.#at(3);
    const { newOrder } = await this.#server.open();
    const identifiers = [{ type: 'subscriber', value: this.#record.subscriber }];
    const placed = await owner.post(newOrder, { identifiers });
    await this.#keep({ order: placed.headers.get('Location'), finalizing: false });
    return null;
  }

  // A PIN that is wrong ends the order; the next one asks again.
  async #prove(owner, order) {
    for (const url of order.authorizations) {
      const authorization = await owner.read(url);
      if (authorization.status === 'pending') {
        await this.#answer(owner, url, authorization);
      }
    }
  }

  async #answer(owner, url, authorization) {
    const challenge = authorization.challenges.find(one => one.type === 'pin-01');
    if (!challenge) {
      throw new Refused({ type: 'noChallenge' });
    }
    const answer = await this.#face.askPin(challenge.codeRequired === true);
    this.#at(3);
    try {
      await owner.post(challenge.url, answer);
    } catch (why) {
      if (!this.#face.asksAgain(why)) {
        throw why;
      }
      return;
    }
    const settled = await owner.settled(url, one => one.status !== 'pending');
    if (settled.status !== 'valid') {
      const why = new Refused(settled.challenges.find(one => one.error)?.error);
      await this.#keep({ order: null });
      if (!this.#face.asksAgain(why)) {
        throw why;
      }
    }
  }

  async #handIn(owner, order) {
    this.#at(4);
    await this.#keep({ finalizing: true });
    try {
      await owner.post(order.finalize, { csr: base64url(this.#record.request) });
    } catch (why) {
      if (why.kind !== 'orderNotReady') {
        await this.#keep({ finalizing: !(why instanceof Refused) });
        throw why;
      }
    }
  }

  // Threat: a server that mixes people up, or was broken into. Answer: it must be our key's, and bear our name.
  async #finish([owner, certificate]) {
    this.#at(5);
    const all = chain(await (await owner.post(certificate, null)).text());
    const own = facts(all[0]);
    const seat = this.#record.subscriber.split('/').pop();
    if (!same(own.publicKey, this.#record.publicKey) || !own.subject.CN?.toLowerCase().includes(seat.toLowerCase())) {
      throw new Refused({ type: 'foreign' });
    }
    // an authority that nothing is above would be offered to the system as a root that it trusts
    const kept = all.filter((one, at) => at === 0 || !facts(one).selfIssued);
    const { code, pairing, meeting, subscriber } = this.#record;
    const name = subscriber.replace('/', '-') + '.p12';
    const file = await pkcs12.file(own.subject.CN, this.#record.protected, kept);
    this.#record = { code, pairing, meeting, subscriber, name, file, facts: own, since: Date.now() };
    // it is there all the same where it cannot be kept any more
    await this.#memory.write(this.#record).catch(why => {
      if (!(why instanceof Full)) {
        throw why;
      }
    });
  }

  // The page hears of it at last.
  async #tell() {
    const { meeting, pairing, facts: own, name } = this.#record;
    if (meeting) {
      const account = await this.#server.account(meeting);
      await new Reports(account, pairing).valid(own.serial, this.#face.store(name));
      await this.#keep({ meeting: null });
    }
  }

  #at(step) {
    this.#face.working(step);
    this.#reports?.at(step);
  }

  async #keep(changes) {
    Object.assign(this.#record, changes);
    await this.#memory.write(this.#record);
  }
}

function open(pairing) {
  if (ENDED.includes(pairing.status)) {
    throw new Refused({ type: 'ended' });
  }
  return pairing;
}
