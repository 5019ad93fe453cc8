import { BEHIND_WORDS } from './words-behind.js';

const LANGUAGES = ['en', 'nl', 'fr'];

/** Every word of the page, as [English, Dutch, French]. Cards bring their own. */
export const WORDS = {
  ...BEHIND_WORDS,
  // the bar
  title: ['Deskside, a demo', 'Deskside, een demo', 'Deskside, une démo'],
  demoOf: ['Demo of {company}', 'Demo van {company}', 'Démo de {company}'],
  eyes: ['Channel as seen by', 'Kanaal gezien door', 'Canal vu par'],
  clock: ['Clock', 'Klok', 'Horloge'],
  addTime: [
    'Move the clock on by {time}',
    'Zet de klok {time} vooruit',
    'Avancer l’horloge de {time}',
  ],
  faults: ['Faults', 'Storingen', 'Pannes'],
  faultGraph: ['Graph', 'Graph', 'Graph'],
  faultTeamviewer: ['TeamViewer', 'TeamViewer', 'TeamViewer'],
  faultRedis: ['Redis', 'Redis', 'Redis'],
  faultThrottled: ['Throttling', 'Teams-limiet', 'Limite Teams'],
  faultGraphHint: ['Graph answers 503', 'Graph antwoordt 503', 'Graph répond 503'],
  faultTeamviewerHint: [
    'TeamViewer does not answer',
    'TeamViewer antwoordt niet',
    'TeamViewer ne répond pas',
  ],
  faultRedisHint: ['Redis is gone', 'Redis is weg', 'Redis a disparu'],
  faultThrottledHint: ['Teams answers 429', 'Teams antwoordt 429', 'Teams répond 429'],
  play: ['Play the story', 'Speel het verhaal', 'Jouer l’histoire'],
  storyStopped: [
    'The story stopped: what it waited for did not come. Mend what is broken and play it again.',
    'Het verhaal stopte: waar het op wachtte kwam niet. Herstel wat stuk is en speel het opnieuw.',
    'L’histoire s’est arrêtée : ce qu’elle attendait n’est pas venu. Réparez et rejouez-la.',
  ],
  startOver: ['Start over', 'Opnieuw', 'Recommencer'],
  startedOver: [
    'Everything is as it was.',
    'Alles is weer zoals het was.',
    'Tout est revenu au début.',
  ],
  light: ['Light theme', 'Licht thema', 'Thème clair'],
  dark: ['Dark theme', 'Donker thema', 'Thème sombre'],
  language: ['Language of this page', 'Taal van deze pagina', 'Langue de cette page'],
  controls: ['Controls', 'Bediening', 'Commandes'],
  lost: [
    'The demo does not answer. Trying again…',
    'De demo antwoordt niet. We proberen het opnieuw…',
    'La démo ne répond pas. Nouvel essai…',
  ],
  notPossible: ['That did not work: {why}', 'Dat lukte niet: {why}', 'Cela n’a pas marché : {why}'],
  notHere: [
    'This demo runs without that part: {why}',
    'Deze demo draait zonder dat deel: {why}',
    'Cette démo tourne sans cette partie : {why}',
  ],
  // columns
  chats: ['Chats', 'Chats', 'Discussions'],
  chatsOf: [
    'Chats of the people who ask',
    'Chats van wie hulp vraagt',
    'Discussions des demandeurs',
  ],
  channel: ['Channel', 'Kanaal', 'Canal'],
  desk: ['The help desk', 'De helpdesk', 'Le support'],
  behind: ['Behind', 'Erachter', 'Coulisses'],
  whatHappens: ['What happens behind', 'Wat er achter gebeurt', 'Ce qui se passe derrière'],
  // a Teams window, in its person's language
  personOf: ['Whose chat this is', 'Van wie deze chat is', 'À qui est cette discussion'],
  openChat: [
    'Open the chat of {name}',
    'Open de chat van {name}',
    'Ouvrir la discussion de {name}',
  ],
  typeMessage: ['Type a message', 'Typ een bericht', 'Tapez un message'],
  startPost: ['Start a post', 'Start een bericht', 'Nouvelle publication'],
  send: ['Send', 'Verzenden', 'Envoyer'],
  mentionBot: ['Mention @Deskside', '@Deskside vermelden', 'Mentionner @Deskside'],
  typing: ['{name} is typing', '{name} is aan het typen', '{name} est en train d’écrire'],
  edited: ['Edited', 'Bewerkt', 'Modifié'],
  deleted: [
    'This message was deleted.',
    'Dit bericht is verwijderd.',
    'Ce message a été supprimé.',
  ],
  emptyChat: [
    'Nothing here yet. Say what is wrong, in your own words.',
    'Nog niets hier. Vertel in je eigen woorden wat er mis is.',
    'Rien encore. Dites ce qui ne va pas, avec vos mots.',
  ],
  emptyChannel: [
    'No posts yet. A request for help will appear here.',
    'Nog geen berichten. Een hulpvraag verschijnt hier.',
    'Aucune publication. Une demande d’aide apparaîtra ici.',
  ],
  notInstalled: [
    'Deskside is not installed for {name}.',
    'Deskside is niet geïnstalleerd voor {name}.',
    'Deskside n’est pas installé pour {name}.',
  ],
  onlyYou: ['Only you can see this', 'Alleen jij kunt dit zien', 'Vous seul pouvez voir ceci'],
  reply: ['Reply', 'Beantwoorden', 'Répondre'],
  replies_one: ['Show 1 earlier reply', 'Toon 1 eerdere reactie', 'Afficher 1 réponse précédente'],
  replies_other: [
    'Show {n} earlier replies',
    'Toon {n} eerdere reacties',
    'Afficher {n} réponses précédentes',
  ],
  fewer: ['Show fewer', 'Toon minder', 'Afficher moins'],
  myChat: ['My chat with Deskside', 'Mijn chat met Deskside', 'Ma discussion avec Deskside'],
  pinned: ['Pinned', 'Vastgemaakt', 'Épinglé'],
  latest: ['Latest', 'Nieuwste', 'Plus récents'],
  unread_one: ['1 unread message', '1 ongelezen bericht', '1 message non lu'],
  unread_other: ['{n} unread messages', '{n} ongelezen berichten', '{n} messages non lus'],
  moreActions: ['More actions', 'Meer acties', 'Plus d’actions'],
  wentWrong: [
    'Something went wrong. Please try again.',
    'Er ging iets mis. Probeer het opnieuw.',
    'Un problème est survenu. Veuillez réessayer.',
  ],
  // what happens behind
  all: ['All', 'Alles', 'Tout'],
  call: ['Calls', 'Aanroepen', 'Appels'],
  commit: ['Commits', 'Commits', 'Commits'],
  agenda: ['Agenda', 'Agenda', 'Agenda'],
  card: ['Cards', 'Kaarten', 'Cartes'],
  effect: ['Effects', 'Effecten', 'Effets'],
  note: ['Notes', 'Notities', 'Notes'],
  nothingBehind: [
    'Each commit, card and call will be listed here.',
    'Elke commit, kaart en aanroep komt hier te staan.',
    'Chaque commit, carte et appel s’affichera ici.',
  ],
  copy: ['Copy', 'Kopiëren', 'Copier'],
  copied: ['Copied', 'Gekopieerd', 'Copié'],
  close: ['Close', 'Sluiten', 'Fermer'],
  // TeamViewer
  sessions: ['TeamViewer sessions', 'TeamViewer-sessies', 'Sessions TeamViewer'],
  remoteSession: ['Remote session', 'Sessie op afstand', 'Session à distance'],
  youAre: ['You are {name}.', 'Je bent {name}.', 'Vous êtes {name}.'],
  asCustomer: [
    'The help desk wants to see and control this PC. You can stop at any time.',
    'De helpdesk wil deze pc zien en bedienen. Je kunt op elk moment stoppen.',
    'Le support veut voir et contrôler ce PC. Vous pouvez arrêter à tout moment.',
  ],
  asHelper: [
    'You open the remote session of the user’s PC.',
    'Je opent de sessie op de pc van de gebruiker.',
    'Vous ouvrez la session sur le PC de l’utilisateur.',
  ],
  userSide: ['User', 'Gebruiker', 'Utilisateur'],
  helperSide: ['Helper', 'Medewerker', 'Intervenant'],
  sideState: ['{side}: {state}', '{side}: {state}', '{side} : {state}'],
  online: ['connected', 'verbonden', 'connecté'],
  offline: ['not here yet', 'nog niet hier', 'pas encore là'],
  join: ['Allow and join', 'Toestaan en meedoen', 'Autoriser et rejoindre'],
  leave: ['Leave', 'Verlaten', 'Quitter'],
  connect: ['Connect', 'Verbinden', 'Se connecter'],
  endSession: ['End the session', 'Sessie beëindigen', 'Terminer la session'],
  sessionOver: ['This session is over.', 'Deze sessie is voorbij.', 'Cette session est terminée.'],
  sessionUnknown: [
    'This link no longer works.',
    'Deze link werkt niet meer.',
    'Ce lien ne fonctionne plus.',
  ],
  userJoins: ['User joins', 'Gebruiker komt', 'L’utilisateur rejoint'],
  userLeaves: ['User leaves', 'Gebruiker gaat', 'L’utilisateur quitte'],
  helperConnects: ['Helper connects', 'Medewerker verbindt', 'L’intervenant se connecte'],
  closeSession: ['End', 'Beëindig', 'Terminer'],
};

/** `nl-BE` and `nl` give `nl`; a language the page does not speak gives `en`. */
export function languageOf(locale) {
  const language = String(locale ?? '')
    .slice(0, 2)
    .toLowerCase();
  return LANGUAGES.includes(language) ? language : 'en';
}

/** Of [English, Dutch, French] the one to show; French punctuation keeps to its word. */
export function fromRow(language, row) {
  const text = row[LANGUAGES.indexOf(languageOf(language))];
  return languageOf(language) === 'fr' ? text.replace(/ ([:;?!])/g, '\u00A0$1') : text;
}

/** The words of `key` with `{name}` filled from `values`; throws for a key that does not exist. */
export function say(language, key, values = {}) {
  const row = WORDS[key];
  if (row === undefined) throw new Error(`no words for ${key}`);
  return fromRow(language, row).replace(/\{(\w+)\}/g, (whole, name) =>
    String(values[name] ?? whole),
  );
}

/** As `say`, with the plural form of `n`: keys end in `_one` and `_other`. */
export function sayCount(language, key, n) {
  const form = new Intl.PluralRules(languageOf(language)).select(n) === 'one' ? 'one' : 'other';
  return say(language, `${key}_${form}`, { n });
}
