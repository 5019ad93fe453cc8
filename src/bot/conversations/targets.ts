import type { RequestId } from '../../services/desk/ids.js';
import { helperOf, OPEN_STATES, type Request } from '../../services/desk/requests/request.js';
import type { RequestView } from '../../services/desk/views.js';
import type { About, Declared } from '../commands/declared.js';
import { errorVoice, type CommandContext } from '../commands/context.js';
import { seesAtDesk } from '../commands/may.js';
import type { Choice, Reply } from '../commands/result.js';

/** How far back one's own requests are looked through. */
const MOST = 50;
/** More buttons than this are no choice. */
const CHOICES = 5;

export type Target =
  | { readonly kind: 'found'; readonly id: RequestId }
  | { readonly kind: 'reply'; readonly reply: Reply };

/** The request whose thread in the channel the turn came in. */
export async function requestOfThread({
  turn,
  services,
}: Pick<CommandContext, 'turn' | 'services'>): Promise<RequestId | undefined> {
  const { root } = turn.conversation;
  if (turn.place !== 'help-desk' || root === undefined) return undefined;
  return services.places.requestOfThread(root);
}

/**
 * Which request a command without an id is about: the thread's, else the only one of one's own that it fits. When it
 * fits none but there is just one that is open, that one, so that the desk says why not.
 */
export async function findTarget(
  context: CommandContext,
  command: Declared & { readonly about: About },
): Promise<Target> {
  const inThread = await requestOfThread(context);
  if (inThread !== undefined) return { kind: 'found', id: inThread };
  const own = await ownRequests(context, command.about);
  const fitting = own.filter((request) => command.about.fits(request));
  const open = own.filter(({ state }) => OPEN_STATES.has(state));
  const candidates = fitting.length > 0 ? fitting : open.length === 1 ? open : [];
  const [only] = candidates;
  if (only === undefined) return { kind: 'reply', reply: nothingFits(context, command) };
  if (candidates.length === 1) return { kind: 'found', id: only.id };
  return { kind: 'reply', reply: await whichOne(context, candidates.slice(0, CHOICES)) };
}

async function ownRequests(
  { services, who, standing }: CommandContext,
  { role }: About,
): Promise<readonly Request[]> {
  const asked = role === 'helper' ? [] : await services.requests.of(who.id, MOST);
  if (role === 'requester') return asked;
  const open = await services.requests.open();
  const helped = open.filter(
    (request) => helperOf(request) === who.id && seesAtDesk(standing, request),
  );
  return [...asked, ...helped];
}

function nothingFits(context: CommandContext, command: Declared): Reply {
  const { say } = errorVoice(context);
  const sentence = say('target.none');
  const usage = say(`help.${command.help}.usage`);
  return {
    kind: 'advice',
    sentence,
    next: say('target.noneNext', { usage }),
    code: 'HD-103',
  };
}

async function whichOne(
  { services, say }: CommandContext,
  candidates: readonly Request[],
): Promise<Choice> {
  const views = await services.kept.views.requests(candidates.map(({ id }) => id));
  return {
    kind: 'choice',
    sentence: say('target.which'),
    choices: views.map((view) => ({ title: titleOf(view), inputs: { id: view.request.id } })),
  };
}

/** `REQ-12 · Screen stays black`: as much as fits on a button. */
export function titleOf({ request, words }: RequestView): string {
  const text = words.get(request.text)?.text.split('\n', 1)[0]?.trim() ?? '';
  if (text === '') return request.id;
  const short = text.length > 40 ? `${text.slice(0, 39)}…` : text;
  return `${request.id} · ${short}`;
}
