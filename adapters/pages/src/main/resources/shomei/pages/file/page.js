// O8: a page that does what the client app does, for readers who may install nothing. What it says stands in it, in their language.

import { Away, Refused, Server } from './acme.js';
import { browser, system } from './browser.js';
import { Journey } from './journey.js';
import { Full, Memory } from './memory.js';
import { asked, part, problem, show } from './parts.js';
import { newPassword } from './password.js';
import { span, time, word } from './words.js';

const KEPT = 24 * 60 * 60 * 1000;
const AGAIN = ['incorrectResponse', 'pinChangeRequired', 'rateLimited'];
const { directory, institution } = part('file').dataset;

const server = new Server(directory, away => (part('away').hidden = !away));

let journey;
let newPin = false;
let why = null;

if (!globalThis.isSecureContext || !globalThis.crypto?.subtle || !globalThis.indexedDB || !navigator.locks) {
  show('ways', word('unfit'));
} else {
  // two tabs would each place orders: the one that comes later waits
  const lock = 'shomei-file-' + institution;
  navigator.locks.request(lock, { ifAvailable: true }, held => (held ? begin() : elsewhere(lock)));
}

function elsewhere(lock) {
  show('ways', word('elsewhere'));
  navigator.locks.request(lock, () => location.reload());
}

// Holds the lock for as long as the page is there.
async function begin() {
  const code = location.hash.slice(1);
  history.replaceState(null, '', location.pathname + location.search);
  part('again').addEventListener('click', () => go(code));
  part('anew').addEventListener('click', () => journey.forget().then(leave, trouble));
  part('forget').addEventListener('click', () => journey.forget().then(leave, trouble));
  part('make').addEventListener('click', makePassword);
  part('save').addEventListener('click', () => journey.saved().catch(unkept => console.info('not noted', unkept)));
  await go(code);
  await new Promise(() => {});
}

async function go(code) {
  try {
    show('working', word('begins'));
    journey ??= new Journey(server, await Memory.open(institution), face);
    const record = await journey.go(code);
    if (Date.now() - record.since > KEPT) {
      await journey.forget();
      await go();
    } else {
      done(record, code && code !== record.code);
    }
  } catch (fault) {
    trouble(fault);
  }
}

const face = {
  self: { pc: browser + ' / ' + system, osUser: word('nobody'), version: 'web', stores: ['file'] },

  store: name => word('store', name),

  working(step) {
    show('working', word('step' + step));
    part('progress').value = step;
  },

  async askCode(refused) {
    problem('typed', refused ? told(refused) : '');
    await asked('code', word('code'));
    return part('typed').value;
  },

  async askPassword(subscriber) {
    part('subscriber').textContent = subscriber;
    for (;;) {
      if (!(await asked('start', word('start')))) {
        return null;
      }
      const password = part('password').value;
      const fits = /^[ -~]{8,64}$/.test(password);
      const alike = password === part('password-repeated').value;
      problem('password', fits ? '' : word('password'));
      problem('password-repeated', alike ? '' : word('unlike'));
      if (fits && alike) {
        part('start').reset();
        part('made').hidden = true;
        return password;
      }
    }
  },

  showNumber(number) {
    if (part('digits').textContent !== number) {
      part('digits').textContent = number;
      show('number', word('number'));
    }
  },

  async askPin(letter) {
    optional('new', newPin);
    optional('letter', letter);
    problem('pin', why ? told(why) : '');
    for (;;) {
      await asked('pins', word('pin'));
      const alike = !newPin || part('next').value === part('next-repeated').value;
      problem('next-repeated', alike ? '' : word('pinUnlike'));
      if (alike) {
        why = null;
        return {
          pin: part('pin').value.trim(),
          ...(newPin ? { newPin: part('next').value } : {}),
          ...(letter ? { code: part('lettercode').value } : {}),
        };
      }
    }
  },

  // Whether the person can do better than what was refused.
  asksAgain(refused) {
    const unfit = refused.kind === 'malformed' && newPin;
    if (!(refused instanceof Refused) || (!AGAIN.includes(refused.kind) && !unfit)) {
      return false;
    }
    if (refused.kind === 'pinChangeRequired') {
      newPin = true;
    } else if (refused.kind === 'incorrectResponse') {
      part('pin').value = '';
    }
    why = unfit ? new Refused({ type: 'unfitPin' }) : refused;
    return true;
  },
};

function makePassword() {
  const made = newPassword();
  part('password').value = made;
  part('password-repeated').value = made;
  part('made').textContent = made;
  part('made').hidden = false;
  problem('password', '');
  problem('password-repeated', '');
}

function done({ facts, file, name, subscriber }, isOther) {
  part('pins').reset();
  for (const short of ['CN', 'O', 'OU']) {
    part('subject-' + short).textContent = facts.subject[short] ?? '';
  }
  part('serial').textContent = facts.serial.toUpperCase();
  part('until').textContent = time(facts.until);
  URL.revokeObjectURL(part('save').href);
  part('save').href = URL.createObjectURL(new Blob([file], { type: 'application/x-pkcs12' }));
  part('save').download = name;
  part('login').href = subscriber.includes('/') ? part('file').dataset.user : part('file').dataset.administrator;
  part('command').textContent = `pk12util -i ${name} -d sql:$HOME/.pki/nssdb`;
  for (const steps of part('done').querySelectorAll('details')) {
    steps.open = steps.dataset.system === system;
  }
  show('done', word(isOther ? 'unsaved' : 'done'));
}

function trouble(fault) {
  const known = fault instanceof Refused || fault instanceof Away || fault instanceof Full;
  if (!known) {
    console.error(fault);
  }
  part('anew').hidden = !journey || journey.isAtStake;
  part('again').hidden = fault.kind === 'ended' || fault.kind === 'declined' || fault.kind === 'renewal';
  show('trouble', told(fault));
}

// In the reader's words; what the server says itself is never shown.
function told(fault) {
  if (fault instanceof Away) {
    return word('away');
  }
  if (fault instanceof Full) {
    return word('full');
  }
  if (!(fault instanceof Refused)) {
    return word('fault');
  }
  const until = fault.notBefore ? time(new Date(fault.notBefore)) : span(fault.retryAfter);
  return word(fault.kind, until) || word('refused');
}

function optional(id, wanted) {
  part(id).hidden = !wanted;
  part(id).disabled = !wanted;
}

function leave() {
  location.assign(part('home').href);
}
