// Follows how something goes on: asks for this very page every second or two, and puts what has changed in its place. What is
// said in #status is read out as it changes (aria-live); all else changes without a word. Without script the page refreshes itself.

const PARTS = ['h1', '#status', '#rest', 'footer'];
const MISSES_TO_TELL = 3;

let misses = 0;
follow();

function follow() {
  const seconds = Number(part('#status').dataset.every);
  if (seconds > 0) {
    setTimeout(look, seconds * 1000);
  }
}

async function look() {
  try {
    const answer = await fetch(location.href, { cache: 'no-store' });
    if (answer.status === 404) {
      location.reload();
      return;
    }
    if (!answer.ok) {
      throw new Error(answer.statusText);
    }
    show(new DOMParser().parseFromString(await answer.text(), 'text/html'));
    misses = 0;
  } catch {
    misses++;
    if (misses === MISSES_TO_TELL) {
      part('#status').firstElementChild.textContent = part('#status').dataset.away;
    }
  }
  follow();
}

function show(fresh) {
  document.title = fresh.title;
  for (const selector of PARTS) {
    replace(part(selector), fresh.querySelector(selector));
  }
}

// Nothing that stayed the same is touched: who is on a button stays there.
function replace(old, fresh) {
  Object.assign(old.dataset, fresh.dataset);
  if (old.innerHTML === fresh.innerHTML) {
    return;
  }
  const focused = old.contains(document.activeElement);
  old.replaceChildren(...fresh.childNodes);
  if (focused) {
    part('main').focus();
  }
}

function part(selector) {
  return document.querySelector(selector);
}
