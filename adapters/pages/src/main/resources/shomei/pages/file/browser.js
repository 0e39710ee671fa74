// What the browser and its system are called: for the page that wants to know which PC it is, and for the steps of the import.

const data = navigator.userAgentData;
const agent = navigator.userAgent;

export const system = /win/i.test(data?.platform ?? agent) ? 'Windows' : /mac/i.test(data?.platform ?? agent) ? 'macOS' : 'Linux';

export const browser =
  ['Microsoft Edge', 'Google Chrome', 'Chromium'].find(name => data?.brands?.some(({ brand }) => brand === name)) ??
  ['Firefox', 'Edg', 'Chrome', 'Safari'].find(name => agent.includes(name)) ??
  'browser';
