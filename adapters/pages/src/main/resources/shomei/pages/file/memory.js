// What the browser keeps of an acquisition, so that it goes on after it was closed: one record an institution, in IndexedDB.
//
// Threat: somebody copies the browser's profile, or script of his gets into a page of ours. Answer: the key of the certificate is
// there only under its file's password, which is nowhere; the account's keys give nothing out to script. A copy of the profile
// has these keys all the same: with them he can revoke what was acquired, and until the request was handed in put his own in its
// place. The page hands it in in the same moment in which the PIN was right, and it forgets all of this once the file is kept.

const STORE = 'file';
const KEY = 'now';

export class Memory {
  #database;

  static open(institution) {
    return new Promise((done, failed) => {
      const opening = indexedDB.open('shomei-' + institution, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
      opening.onsuccess = () => done(new Memory(opening.result));
      opening.onerror = () => failed(new Full(opening.error));
    });
  }

  constructor(database) {
    this.#database = database;
  }

  read() {
    return this.#within('readonly', store => store.get(KEY));
  }

  // On the disk when it returns.
  write(record) {
    return this.#within('readwrite', store => store.put(record, KEY));
  }

  forget() {
    return this.#within('readwrite', store => store.delete(KEY));
  }

  #within(mode, work) {
    return new Promise((done, failed) => {
      const transaction = this.#database.transaction(STORE, mode, { durability: 'strict' });
      transaction.onabort = () => failed(new Full(transaction.error));
      try {
        const asked = work(transaction.objectStore(STORE));
        transaction.oncomplete = () => done(asked.result);
      } catch (refused) {
        failed(new Full(refused)); // some private windows keep no keys
      }
    });
  }
}

// The browser keeps nothing: it has no room, or does not want to.
export class Full extends Error {
  constructor(cause) {
    super('nothing can be kept', { cause });
  }
}
