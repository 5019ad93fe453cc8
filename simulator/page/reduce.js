/** How many of the events behind are kept: more than anyone scrolls through, little memory. */
const BEHIND_KEPT = 500;

export const EMPTY = {
  company: { name: '', tenantId: '' },
  bot: { name: 'Deskside', id: '' },
  people: [],
  conversations: [],
  clock: { now: Date.now(), offsetMs: 0 },
  faults: [],
  broken: [],
  sessions: [],
  behind: [],
};

/** A thread's id is `<channel>;messageid=<root>`; the part before is the conversation. */
export function baseConversation(id) {
  return String(id).split(';messageid=')[0];
}

function editConversation(state, id, edit) {
  const base = baseConversation(id);
  return {
    ...state,
    conversations: state.conversations.map((one) =>
      one.id === base ? { ...one, messages: edit(one.messages) } : one,
    ),
  };
}

function putMessage(state, message) {
  return editConversation(state, message.conversation, (messages) => {
    const at = messages.findIndex((one) => one.id === message.id);
    if (at === -1) return [...messages, message];
    if (messages[at].revision > message.revision) return messages;
    return messages.with(at, message);
  });
}

function putView(state, { conversation, messageId, person, card }) {
  return editConversation(state, conversation, (messages) =>
    messages.map((one) =>
      one.id === messageId ? { ...one, views: { ...one.views, [person]: card } } : one,
    ),
  );
}

function putConversation(state, conversation) {
  const others = state.conversations.filter((one) => one.id !== conversation.id);
  return { ...state, conversations: [...others, conversation] };
}

function putPerson(state, { person, installed }) {
  const people = state.people.map((one) => (one.id === person ? { ...one, installed } : one));
  return { ...state, people };
}

function putSession(state, session) {
  const known = state.sessions.some((one) => one.code === session.code);
  const sessions = known
    ? state.sessions.map((one) => (one.code === session.code ? { ...one, ...session } : one))
    : [...state.sessions, session];
  return { ...state, sessions };
}

const STEPS = {
  message: (state, { message }) => putMessage(state, message),
  update: (state, { message }) => putMessage(state, message),
  delete: (state, { message }) => putMessage(state, message),
  view: putView,
  conversation: (state, { conversation }) => putConversation(state, conversation),
  person: putPerson,
  clock: (state, { now, offsetMs }) => ({ ...state, clock: { now, offsetMs } }),
  faults: (state, { faults, broken }) => ({ ...state, faults, broken }),
  session: (state, { session }) => putSession(state, session),
  behind: (state, { event }) => ({
    ...state,
    behind: [...state.behind, event].slice(-BEHIND_KEPT),
  }),
};

/** The state after one event of the simulator. Pure; an unknown type changes nothing. */
export function reduce(state, change) {
  const step = STEPS[change.type];
  return step ? step(state, change) : state;
}

/** The conversation between the bot and this person, if the app is installed for them. */
export function personalChat(state, personId) {
  return state.conversations.find((one) => one.kind === 'personal' && one.person === personId);
}

export function channelOf(state) {
  return state.conversations.find((one) => one.kind === 'channel');
}

export function personOf(state, id) {
  return state.people.find((one) => one.id === id);
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Whether this person sees a message: a targeted one has one reader, for a day. `now` in ms. */
export function isFor(message, personId, now) {
  if (message.onlyFor === undefined) return true;
  return message.onlyFor === personId && now - new Date(message.at).getTime() < DAY_MS;
}

/** Who wrote a message: the person where `from` is one (by object id, else by name), else `from` itself. */
export function senderOf(state, from) {
  if (from.bot) return from;
  return personOf(state, from.id) ?? state.people.find((one) => one.name === from.name) ?? from;
}
