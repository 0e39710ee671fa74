// What the page says, out of its template of words.

const language = document.documentElement.lang;
const words = document.getElementById('words').content;

// Empty where there is no such word.
export function word(name, value = '') {
  const text = words.querySelector(`[data-word="${CSS.escape(name)}"]`)?.textContent ?? '';
  return text.replace('#', value);
}

// So many seconds, in minutes.
export function span(seconds) {
  return String(Math.max(1, Math.ceil(seconds / 60)));
}

// The clock in Japan, as all pages write it.
export function time(date) {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Tokyo',
    year: 'numeric',
    month: language === 'ja' ? 'numeric' : 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(date);
  const { year, month, day, hour, minute, second } = Object.fromEntries(parts.map(one => [one.type, one.value]));
  return language === 'ja'
    ? `${year}年${Number(month)}月${Number(day)}日 ${hour}時${minute}分${second}秒`
    : `${day} ${month} ${year}, ${hour}:${minute}:${second}`;
}
