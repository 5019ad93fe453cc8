const JSON_TYPE = { 'content-type': 'application/json' };

/** Answers of 4xx and 5xx throw; `message` is the path and the status, `status` the latter alone. */
async function request(method, path, body) {
  const response = await fetch(`/_sim/${path}`, {
    method,
    headers: body === undefined ? {} : JSON_TYPE,
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) {
    throw Object.assign(new Error(`/_sim/${path} ${response.status}`), { status: response.status });
  }
  return text === '' ? undefined : JSON.parse(text);
}

/** The simulator's admin API, one function per thing a visitor can do. */
export const api = {
  state: () => request('GET', 'state'),
  say: (message) => request('POST', 'say', message),
  click: (click) => request('POST', 'click', click),
  addTime: (addMs) => request('POST', 'clock', { addMs }),
  addFault: (preset) => request('POST', 'faults', { preset }),
  removeFault: (id) => request('DELETE', `faults/${encodeURIComponent(id)}`),
  moveSession: (code, action) =>
    request('POST', `teamviewer/${encodeURIComponent(code)}`, { action }),
  reset: () => request('POST', 'reset', {}),
  /** The demo's own actions (`play-story`, `redis-down`, ...); the simulator alone has none: 404. */
  act: (name) => request('POST', `actions/${encodeURIComponent(name)}`, {}),
};

/**
 * Follows the simulator's events. `onOpen` runs at each (re)connection, before any of its events:
 * that is the moment to read the whole state again.
 */
export function follow({ onOpen, onChange, onLost }) {
  const source = new EventSource('/_sim/events');
  source.addEventListener('open', onOpen);
  source.addEventListener('error', onLost);
  source.addEventListener('change', (event) => onChange(JSON.parse(event.data)));
  return source;
}
