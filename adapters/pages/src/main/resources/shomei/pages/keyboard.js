// The software keyboard: a second way to type a PIN, closed at first, for those who fear what listens to the keys.
// Threat: a key logger, or eyes on where somebody clicks. Answer: shuffled letters and digits, and nothing on the screen but
// how many characters there are. Pasting and password managers work as ever, and without script the field alone is there.

const CHARACTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

for (const field of document.querySelectorAll('input[data-keyboard]')) {
  attach(field);
}

function attach(field) {
  const texts = field.dataset;
  const keyboard = element('div', { className: 'keyboard', id: field.id + '-keyboard', hidden: true });
  keyboard.setAttribute('role', 'group');
  keyboard.setAttribute('aria-label', texts.keyboard);
  const open = button(texts.open, () => {
    keyboard.hidden = !keyboard.hidden;
    open.setAttribute('aria-expanded', String(!keyboard.hidden));
    shuffle();
  });
  open.setAttribute('aria-expanded', 'false');
  open.setAttribute('aria-controls', keyboard.id);

  const keys = element('div', { className: 'keys' });
  const typed = element('p', { className: 'hint' });
  typed.setAttribute('role', 'status');
  let upper = false;
  const shift = button(texts.shift, () => {
    upper = !upper;
    shift.setAttribute('aria-pressed', String(upper));
    for (const key of keys.children) {
      key.textContent = upper ? key.textContent.toUpperCase() : key.textContent.toLowerCase();
    }
  });
  shift.setAttribute('aria-pressed', 'false');

  keyboard.append(
    keys,
    shift,
    button(texts.delete, () => put(Array.from(field.value).slice(0, -1).join(''))),
    button(texts.shuffle, shuffle),
    typed,
  );
  field.closest('.field').after(keyboard);
  field.after(open);
  field.addEventListener('input', count);
  field.form.addEventListener('reset', () => setTimeout(count));

  function shuffle() {
    const characters = shuffled(upper ? CHARACTERS.toUpperCase() : CHARACTERS);
    keys.replaceChildren(
      ...characters.map(character =>
        button(character, event => {
          const { textContent } = event.currentTarget;
          if (field.value.length < field.maxLength) {
            put(field.value + textContent);
          }
        }),
      ),
    );
  }

  function put(value) {
    field.value = value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function count() {
    typed.textContent = texts.typed.replace('#', field.value.length);
  }
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}

function button(text, press) {
  const made = element('button', { type: 'button', className: 'key', textContent: text });
  made.addEventListener('click', press);
  return made;
}

// Fisher and Yates, with numbers that cannot be foretold.
function shuffled(text) {
  const all = Array.from(text);
  for (let last = all.length - 1; last > 0; last--) {
    const other = crypto.getRandomValues(new Uint32Array(1))[0] % (last + 1);
    [all[last], all[other]] = [all[other], all[last]];
  }
  return all;
}
