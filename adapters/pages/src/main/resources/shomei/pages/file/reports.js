// Tells the page that wants the certificate how far it is: at each step, and every few seconds. Nothing fails or waits for it.

import { Away } from './acme.js';
import { Full } from './memory.js';

const SIGN_OF_LIFE = 8000;
const STEPS = 5;

export class Reports {
  #account;
  #pairing;
  #step = 1;
  #beat = null;
  #telling = false;

  constructor(account, pairing) {
    this.#account = account;
    this.#pairing = pairing;
  }

  // Not before a binding was taken, which the page shows no more afterwards.
  begin() {
    this.#beat = setInterval(() => this.#alive(), SIGN_OF_LIFE);
    this.#alive();
  }

  at(step) {
    this.#step = step;
    if (this.#beat !== null) {
      this.#alive();
    }
  }

  end() {
    clearInterval(this.#beat);
    this.#beat = null;
  }

  interrupted(why) {
    if (this.#beat !== null) {
      this.end();
      const reason = why instanceof Full ? 'store' : why instanceof Away ? 'network' : 'refused';
      this.#tell({ status: 'interrupted', reason });
    }
  }

  // Whether the page was told.
  valid(certificate, store) {
    this.end();
    return this.#tell({ status: 'valid', certificate, store });
  }

  async #alive() {
    if (!this.#telling) {
      this.#telling = true;
      await this.#tell({ status: 'processing', step: this.#step, steps: STEPS });
      this.#telling = false;
    }
  }

  async #tell(report) {
    try {
      await this.#account.post(this.#pairing, report);
      return true;
    } catch {
      return false;
    }
  }
}
