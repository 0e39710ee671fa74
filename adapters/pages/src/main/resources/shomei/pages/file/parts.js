// The parts of the page, of which one is shown at a time.

const PARTS = ['ways', 'code', 'start', 'number', 'pins', 'working', 'done', 'trouble'];

export function part(id) {
  return document.getElementById(id);
}

// Shows one, and says what it is about; who listens to the page hears that, and what is typed next has the focus.
export function show(id, said) {
  const fresh = part(id).hidden;
  for (const one of PARTS) {
    part(one).hidden = one !== id;
  }
  part('said').textContent = said;
  part('said').parentElement.className = id === 'done' ? 'success' : id === 'trouble' || id === 'ways' ? 'summary' : 'notice';
  if (fresh) {
    part(id).querySelector('input:enabled:not([hidden])')?.focus();
  }
}

// Shows a form until it was sent.
//
// Returns false where the reader pressed the button that declines. Pressed twice it is one answer.
export function asked(id, said) {
  show(id, said);
  return new Promise(done => {
    part(id).onsubmit = event => {
      event.preventDefault();
      part(id).onsubmit = later => later.preventDefault();
      done(event.submitter?.value !== 'no');
    };
  });
}

// Tells what is wrong with a field.
export function problem(field, text) {
  const input = part(field);
  part(field + '-problem')?.remove();
  const others = (input.getAttribute('aria-describedby') ?? '').split(' ').filter(one => one && one !== field + '-problem');
  if (text) {
    const line = Object.assign(document.createElement('span'), { className: 'wrong', id: field + '-problem', textContent: text });
    input.before(line);
    others.push(line.id);
    input.setAttribute('aria-invalid', 'true');
  } else {
    input.removeAttribute('aria-invalid');
  }
  if (others.length > 0) {
    input.setAttribute('aria-describedby', others.join(' '));
  } else {
    input.removeAttribute('aria-describedby');
  }
}
