import { adminHandler } from './admin.js';
import { Behind } from './behind.js';
import { Clock } from './clock.js';
import { noordzee } from './company.js';
import type { Company } from './company-types.js';
import { botEnvironment, serviceUrlOf } from './environment.js';
import { Faults } from './faults.js';
import { Graph } from './graph/graph.js';
import { Hub } from './hub.js';
import type { Watcher } from './hub.js';
import { Journal } from './journal.js';
import { loginHandler } from './login.js';
import type { EntraControls } from './login.js';
import { seededRandom } from './random.js';
import { listen, shut } from './server.js';
import type { Mount } from './server.js';
import type { Simulator, SimulatorOptions } from './simulator.js';
import type { PersonView, StateView } from './state.js';
import { staticHandler } from './statics.js';
import { Teams } from './teams/teams.js';
import { OneDrive } from './onedrive/onedrive.js';
import { moveSession } from './session-moves.js';
import { TeamViewer } from './teamviewer/teamviewer.js';
import { Tokens } from './tokens.js';

export type { Simulator, SimulatorOptions } from './simulator.js';
export type { Company, Device, Group, Person } from './company-types.js';
export type { BehindEvent, Change } from './hub.js';
export type { JournalEntry } from './journal.js';
export type { StateView } from './state.js';
export type { Json, Message } from './teams/messages.js';
export type { Delivery } from './teams/delivery.js';
export { CAST, ROLE_GROUPS, noordzee } from './company.js';
export { CATALOGUE_APP } from './graph/app-catalogue.js';

const DEFAULT_SEED = 20261120;
const YEAR_MS = 365 * 86_400_000;

function entraOf(company: Company): EntraControls {
  const ends = Date.now() + YEAR_MS;
  return {
    tokenLifetimeSeconds: 3599,
    graphRoles: [...company.graphApp.roles],
    secrets: {
      bot: { value: company.bot.password, ends },
      graph: { value: company.graphApp.secret, ends },
    },
    clockSkewMs: 0,
  };
}

/** The parts that don't know the address yet. */
function makeParts(options: SimulatorOptions) {
  const company = structuredClone(options.company ?? noordzee());
  const clock = new Clock(options.now ?? Date.now);
  const hub = new Hub();
  const random = seededRandom(options.seed ?? DEFAULT_SEED);
  const faults = new Faults(random, () => {
    hub.publish({ type: 'faults', faults: faults.list(), broken: faults.marked() });
  });
  const behind = new Behind(clock, hub);
  const journal = new Journal((entry) => {
    behind.call(entry);
  });
  clock.onChange((reading) => {
    hub.publish({ type: 'clock', ...reading });
  });
  const entra = entraOf(company);
  return { company, clock, hub, random, faults, behind, journal, entra };
}

type Parts = ReturnType<typeof makeParts>;

function peopleOf(company: Company, teams: Teams): PersonView[] {
  return company.people
    .filter(({ accountEnabled }) => accountEnabled)
    .map((person) => {
      const { id, name, givenName, surname, title, locale, timeZone, role } = person;
      const last = surname.split(' ').at(-1) ?? surname;
      const initials = `${givenName.charAt(0)}${last.charAt(0)}`;
      const presence = teams.world.roster.presenceOf(person);
      return { id, name, initials, title, locale, timeZone, role, ...presence };
    });
}

function stateOf(parts: Parts, teams: Teams, teamviewer: TeamViewer): StateView {
  const { company, clock, faults, behind } = parts;
  return {
    company: { name: company.name, tenantId: company.tenantId },
    bot: { ...teams.world.botAccount },
    people: peopleOf(company, teams),
    conversations: teams.conversations(),
    clock: clock.reading(),
    faults: faults.list(),
    broken: faults.marked(),
    sessions: teamviewer.sessions(),
    behind: behind.events(),
  };
}

interface Systems {
  readonly onedrive: OneDrive;
  readonly teams: Teams;
  readonly graph: Graph;
  readonly teamviewer: TeamViewer;
  readonly tokens: Tokens;
}

function systemMounts(
  parts: Parts,
  { teams, graph, teamviewer, tokens, onedrive }: Systems,
): Mount[] {
  const login = loginHandler({ company: parts.company, tokens, controls: parts.entra });
  return [
    { prefix: '/teams', system: 'teams', handle: teams.handler },
    { prefix: '/graph', system: 'graph', handle: graph.handler },
    { prefix: '/teamviewer', system: 'teamviewer', handle: teamviewer.handler },
    { prefix: '/onedrive', system: null, handle: onedrive.handler },
    { prefix: '/login', system: 'entra', handle: login, keepPrefix: true },
    { prefix: '/bf', system: 'entra', handle: login, keepPrefix: true },
  ];
}

async function resetAll(
  parts: Parts,
  { teams, graph, teamviewer, onedrive }: Systems,
): Promise<void> {
  const { company, faults, journal, behind, clock, entra, hub } = parts;
  faults.clear();
  teams.reset();
  graph.reset();
  teamviewer.reset();
  onedrive.reset();
  journal.clear();
  behind.clear();
  Object.assign(entra, entraOf(company));
  await clock.reset();
  hub.publish({ type: 'reset' });
}

type Actions = Map<string, (input: unknown) => unknown>;

function adminMount(
  parts: Parts,
  simulator: Simulator,
  reset: () => Promise<void>,
  actions: Actions,
): Mount {
  const { hub, faults, journal, clock } = parts;
  const { teams, teamviewer } = simulator;
  const handle = adminHandler({
    teams,
    hub,
    faults,
    journal,
    reset,
    state: () => simulator.state(),
    moveClock: (ms) => clock.advance(ms),
    moveSession: (code, move) => {
      moveSession(teamviewer, code, move);
    },
    act: async (name, input) => {
      const run = actions.get(name);
      return run ? ((await run(input)) ?? 'done') : null;
    },
  });
  return { prefix: '/_sim', system: null, handle };
}

/** Starts the simulator on 127.0.0.1 and returns its controls. Close it when done. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const parts = makeParts(options);
  const { company, clock, hub, random, faults, behind, journal, entra } = parts;
  const tokens = await Tokens.create(() => clock.real());
  const mounts: Mount[] = [];
  const realNow = (): number => clock.real();
  const { server, url } = await listen({ mounts, faults, journal, realNow }, options.port ?? 0);
  const onedrive = new OneDrive(`${url}/onedrive`);
  const serviceUrl = serviceUrlOf(url);
  const teams = new Teams({ company, clock, hub, tokens, serviceUrl, onedrive });
  const graph = new Graph({
    ...{ company, clock, tokens, random, entra },
    apps: {
      has: (person) => teams.has(person),
      add: (person) => {
        teams.installSoon(person);
      },
    },
  });
  const teamviewer = new TeamViewer({ company, clock, hub, random });
  const systems: Systems = { onedrive, teams, graph, teamviewer, tokens };
  const actions: Actions = new Map();
  let startOver: () => Promise<void> = () => resetAll(parts, systems);

  const simulator: Simulator = {
    url,
    company,
    teams,
    onedrive,
    graph,
    teamviewer,
    entra,
    faults,
    journal,
    clock,
    environment: () => botEnvironment(url, company, tokens.channelKeyId),
    connectBot: (messagesUrl) => {
      teams.connect(messagesUrl);
    },
    state: () => stateOf(parts, teams, teamviewer),
    watch: (watcher: Watcher) => hub.watch(watcher),
    behind: (event) => {
      behind.push(event);
    },
    action: (name, run) => {
      actions.set(name, run);
    },
    onReset: (run) => {
      startOver = run;
    },
    reset: () => resetAll(parts, systems),
    close: async () => {
      teams.close();
      await shut(server);
    },
  };

  const fullReset = async (): Promise<void> => {
    await startOver();
    hub.publish({ type: 'reset' });
  };
  mounts.push(...systemMounts(parts, systems), adminMount(parts, simulator, fullReset, actions), {
    prefix: '/',
    system: null,
    handle: staticHandler(),
    keepPrefix: true,
  });
  return simulator;
}
