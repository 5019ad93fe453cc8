/** Words of the timeline on the right, as [English, Dutch, French]; part of `words.js`. */
export const BEHIND_WORDS = {
  // what the agenda works on; {id} is a request
  queueCard: ['Queue', 'Wachtrij', 'File d’attente'],
  intakeCard: ['Form of {name}', 'Formulier van {name}', 'Formulaire de {name}'],
  userCard: [
    '{id}, card of the user',
    '{id}, kaart van de gebruiker',
    '{id}, carte de l’utilisateur',
  ],
  channelCard: ['{id}, card in the channel', '{id}, kaart in het kanaal', '{id}, carte du canal'],
  consentCard: [
    '{id}, question for consent',
    '{id}, vraag om toestemming',
    '{id}, demande d’accord',
  ],
  sessionCard: [
    '{id}, card of the helper',
    '{id}, kaart van de medewerker',
    '{id}, carte de l’intervenant',
  ],
  resolutionCard: [
    '{id}, form to close it',
    '{id}, afsluitformulier',
    '{id}, formulaire de clôture',
  ],
  receiptCard: ['{id}, receipt', '{id}, bewijs', '{id}, reçu'],
  userNotice: [
    '{id}, message to the user',
    '{id}, bericht aan de gebruiker',
    '{id}, message à l’utilisateur',
  ],
  threadNotice: [
    '{id}, message in its thread',
    '{id}, bericht in de thread',
    '{id}, message dans le fil',
  ],
  helperNotice: [
    '{id}, message to the helper',
    '{id}, bericht aan de medewerker',
    '{id}, message à l’intervenant',
  ],
  timerWork: ['{id}, timer', '{id}, timer', '{id}, minuterie'],
  effectWork: [
    '{id}, call to TeamViewer',
    '{id}, aanroep van TeamViewer',
    '{id}, appel à TeamViewer',
  ],
  watchWork: ['{id}, look at the session', '{id}, blik op de sessie', '{id}, état de la session'],
  devicesWork: ['PCs of {name}', 'Pc’s van {name}', 'PC de {name}'],
  rolesWork: ['Who has which role', 'Wie welke rol heeft', 'Qui a quel rôle'],
  upToDate: ['{what}: up to date', '{what}: bijgewerkt', '{what} : à jour'],
  delivered: ['{what}: sent', '{what}: verzonden', '{what} : envoyé'],
  waits: [
    '{what}: waits {s} s for its turn',
    '{what}: wacht {s} s op zijn beurt',
    '{what} : attend son tour, {s} s',
  ],
  triesAgain: [
    '{what}: failed, tried again in {s} s',
    '{what}: mislukt, over {s} s opnieuw',
    '{what} : échec, nouvel essai dans {s} s',
  ],
  unreachable: ['{what}: nowhere to write', '{what}: kan nergens heen', '{what} : lieu disparu'],
  // effects
  asksSession: [
    'TeamViewer is asked for a session',
    'Sessie gevraagd aan TeamViewer',
    'Session demandée à TeamViewer',
  ],
  sessionMade: ['The session is made', 'De sessie is gemaakt', 'La session est créée'],
  sessionClosed: ['The session is closed', 'De sessie is gesloten', 'La session est fermée'],
  effectDelayed: [
    '{system} fails: tried again in {s} s',
    '{system} faalt: over {s} s opnieuw',
    '{system} échoue : nouvel essai dans {s} s',
  ],
  effectFailed: ['Given up: no session', 'Opgegeven: geen sessie', 'Abandon : pas de session'],
  // calls out
  typingAt: ['{place}: typing', '{place}: typt', '{place} : écrit'],
  posted: ['{place}: message posted', '{place}: bericht geplaatst', '{place} : message publié'],
  changed: ['{place}: card changed', '{place}: kaart bijgewerkt', '{place} : carte modifiée'],
  roleMembers: ['members of a role', 'leden van een rol', 'membres d’un rôle'],
  devicesOf: ['PCs of {name}', 'pc’s van {name}', 'PC de {name}'],
  guests: ['guests', 'gasten', 'invités'],
  makesSession: ['make a session', 'sessie maken', 'créer une session'],
  readsSession: ['look at the session', 'sessie bekijken', 'voir la session'],
  closesSession: ['close the session', 'sessie sluiten', 'fermer la session'],
  readsReport: ['connection report', 'verbindingsrapport', 'rapport de connexion'],
  noAnswer: ['no answer', 'geen antwoord', 'sans réponse'],
  witnessed: ['Done: {what}', 'Gedaan: {what}', 'Fait : {what}'],
  refused: ['Refused: {why}', 'Geweigerd: {why}', 'Refusé : {why}'],
};
