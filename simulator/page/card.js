import { registerBadge } from './card-badge.js';
import { CARD_LOOK } from './card-look.js';
import { openMenu } from './card-menu.js';
import { drawMentions, prepareCard } from './card-prepare.js';
import { el } from './dom.js';
import { UNFOLDED } from './scroll.js';
import { say } from './words.js';

/** Sets the renderer up; called once, when both vendor scripts have run. */
export function createCardRenderer({ AdaptiveCards, markdownit }) {
  const markdown = markdownit({ html: false, linkify: false, breaks: true });
  const { AdaptiveCard, GlobalSettings, HostConfig } = AdaptiveCards;
  GlobalSettings.allowMoreThanMaxActionsInOverflowMenu = true;
  GlobalSettings.useMarkdownInRadioButtonAndCheckbox = false;
  GlobalSettings.setTabIndexAtCardRoot = false;
  registerBadge(AdaptiveCards);
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = markdown.render(text);
    result.didProcess = true;
  };
  AdaptiveCard.onDisplayOverflowActionMenu = (actions, target) => {
    openMenu(actions, target);
    return true;
  };
  const look = new HostConfig(CARD_LOOK);
  return {
    markdown: (text) => markdown.render(text),
    draw: (options) => drawCard({ ...options, AdaptiveCards, look }),
  };
}

/**
 * Draws `card` for `reader` ({locale, timeZone}). `onAction` gets what was pressed, as data:
 * {kind:'execute', verb, data, inputs} | {kind:'open', url} | {kind:'say', text}; it may return a
 * promise, and the button spins until that settles. `previous` is the drawing this one replaces:
 * what was typed there, and which part was folded open, is kept.
 */
function drawCard({ AdaptiveCards, look, card, reader, onAction, previous }) {
  const drawing = new AdaptiveCards.AdaptiveCard();
  const host = el('div', { class: card?.msteams?.width === 'Full' ? 'card card-full' : 'card' });
  drawing.hostConfig = look;
  drawing.parse(prepareCard(card, reader));
  drawing.onExecuteAction = (action) => press({ AdaptiveCards, action, host, reader, onAction });
  const body = drawing.render();
  if (!body) {
    host.textContent = card?.fallbackText ?? '';
    return { host, drawing };
  }
  host.append(body);
  drawMentions(host);
  nameOverflow(host, reader);
  if (previous && previous.host.dataset.sent === undefined) keepTyped(previous.drawing, drawing);
  drawing.onInlineCardExpanded = showUnfolded;
  return { host, drawing };
}

function showUnfolded(action, open) {
  if (!open) return;
  action.card.renderedElement?.dispatchEvent(new Event(UNFOLDED, { bubbles: true }));
  requestAnimationFrame(() => {
    action.card.renderedElement?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  });
}

function nameOverflow(host, reader) {
  for (const button of host.querySelectorAll('.ac-pushButton')) {
    if (button.textContent !== '...') continue;
    button.textContent = '\u22EF';
    button.classList.add('card-more');
    button.setAttribute('aria-label', say(reader.locale, 'moreActions'));
    button.setAttribute('aria-haspopup', 'menu');
    button.title = say(reader.locale, 'moreActions');
  }
}

/** Inputs that the person changed and that are still asked keep their value; an open form stays open. */
function keepTyped(before, after) {
  const expanded = before.getAllActions().find((one) => one.state === 1);
  const same = after
    .getAllActions()
    .find(
      (one) =>
        expanded &&
        one.title === expanded.title &&
        one.getJsonTypeName() === expanded.getJsonTypeName(),
    );
  same?.execute();
  const olds = new Map(before.getAllInputs().map((one) => [one.id, one]));
  for (const input of after.getAllInputs()) {
    const old = olds.get(input.id);
    if (!old || old.value === undefined || old.value === old.defaultValue) continue;
    if (old.getJsonTypeName() === input.getJsonTypeName() && input.renderedElement)
      restore(input, old.value);
  }
}

function restore(input, value) {
  const control = input.renderedElement.querySelector(
    'input:not([type=radio]):not([type=checkbox]), textarea, select',
  );
  if (control && [...(control.options ?? [{ value }])].some((one) => one.value === value))
    control.value = value;
}

function describe(AdaptiveCards, action) {
  if (action instanceof AdaptiveCards.OpenUrlAction) return { kind: 'open', url: action.url ?? '' };
  const data = action.toJSON().data ?? {};
  const spoken = data.msteams?.type === 'imBack' ? data.msteams.value : data.msteams?.text;
  if (!(action instanceof AdaptiveCards.ExecuteAction))
    return { kind: 'say', text: String(spoken ?? '') };
  const inputs = {};
  for (const [id, input] of Object.entries(action.getReferencedInputs())) {
    if (input.isSet())
      inputs[id] = typeof input.value === 'string' ? input.value : String(input.value);
  }
  return { kind: 'execute', verb: action.verb ?? '', data, inputs };
}

async function press({ AdaptiveCards, action, host, reader, onAction }) {
  const acts =
    action instanceof AdaptiveCards.SubmitActionBase ||
    action instanceof AdaptiveCards.OpenUrlAction;
  if (!acts || host.dataset.busy !== undefined) return;
  const button = action.renderedElement?.isConnected
    ? action.renderedElement
    : host.querySelector('.card-more');
  host.querySelector('.card-trouble')?.remove();
  host.dataset.busy = '';
  host.dataset.sent = '';
  button?.classList.add('busy');
  button?.setAttribute('aria-busy', 'true');
  try {
    await onAction(describe(AdaptiveCards, action));
  } catch (error) {
    console.error(error);
    delete host.dataset.sent;
    host.append(el('p', { class: 'card-trouble', role: 'alert' }, say(reader.locale, 'wentWrong')));
  } finally {
    delete host.dataset.busy;
    button?.classList.remove('busy');
    button?.removeAttribute('aria-busy');
  }
}
