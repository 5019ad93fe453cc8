import { frame, type Drawing, type Frame } from './drawing.js';
import type { Choice, TextInput } from './moves.js';
import { choice, textInput, type Button } from './moves.js';

export interface RestartFormCard extends Frame {
  readonly title: string;
  readonly lead: string;
  readonly texts: readonly TextInput[];
  readonly choices: readonly Choice[];
  readonly send: readonly Button[];
}

/** What was typed so far. */
export interface RestartFormView {
  readonly nonce: string;
  readonly targets: string;
  readonly reason: string;
  readonly at: string;
  readonly how: 'ask' | 'force' | 'dry-run';
  /** PCs at the same time; '' for the policy's. */
  readonly batch: string;
}

export interface PlanFormView extends RestartFormView {
  readonly every: string;
  readonly tz: string;
}

/** Asks for what a restart needs: which PCs, why, when, and whether their users are asked first. */
export function restartFormCard(drawing: Drawing, view: RestartFormView): RestartFormCard {
  const { say } = drawing;
  const hint = { label: say('tasks:form.at'), hint: say('tasks:form.atHint') };
  return {
    ...frame(drawing, say('tasks:form.title')),
    title: say('tasks:form.title'),
    lead: say('tasks:form.lead'),
    texts: [
      ...whatAndWhy(drawing, 'restart', view),
      line('restart', 'at', view.at, hint),
      ...said(drawing, 'restart', view, ['batch']),
    ],
    choices: [how(drawing, 'restart', view)],
    send: send(drawing, 'restart', view),
  };
}

/** Asks for what a plan needs: which PCs, why, at what time and how often. */
export function planFormCard(drawing: Drawing, view: PlanFormView): RestartFormCard {
  const { say } = drawing;
  const at = {
    label: say('tasks:form.planAt'),
    hint: say('tasks:form.planAtHint'),
    error: say('tasks:form.atError'),
  };
  const known = (['once', 'day', 'workday', 'week', 'month'] as const).map((value) => ({
    title: say(`tasks:form.everyOne.${value}`),
    value: value,
  }));
  // Who said a time and no more means once.
  const every = view.every === '' && view.at !== '' ? 'once' : view.every;
  const typed = every !== '' && known.every(({ value }) => value !== every);
  // What was typed, such as "sunday", stays a choice.
  const all = typed ? [{ title: every, value: every }, ...known] : known;
  const words = { label: say('tasks:form.every'), error: say('tasks:form.every') };
  return {
    ...frame(drawing, say('tasks:form.planTitle')),
    title: say('tasks:form.planTitle'),
    lead: say('tasks:form.planLead'),
    texts: [
      ...whatAndWhy(drawing, 'schedule', view),
      line('schedule', 'at', view.at, at),
      ...said(drawing, 'schedule', view, ['tz', 'batch']),
    ],
    choices: [
      choice('schedule', 'every', words, { value: every || 'week', all }),
      how(drawing, 'schedule', view),
    ],
    send: send(drawing, 'schedule', view),
  };
}

type FormVerb = 'restart' | 'schedule';

function whatAndWhy({ say }: Drawing, verb: FormVerb, view: RestartFormView): TextInput[] {
  return (['targets', 'reason'] as const).map((name) =>
    line(verb, name, view[name], {
      label: say(`tasks:form.${name}`),
      error: say(`tasks:form.${name}Error`),
      hint: say(`tasks:form.${name}Hint`),
    }),
  );
}

/** Whether their users are asked, or it ends with the check. */
function how({ say }: Drawing, verb: FormVerb, view: RestartFormView): Choice {
  const all = (['ask', 'force', 'dry-run'] as const).map((value) => ({
    title:
      value === 'dry-run' && verb === 'schedule'
        ? say('tasks:form.dryOnly')
        : say(`tasks:form.how.${value}`),
    value,
  }));
  const words = { label: say('tasks:form.howLabel'), error: say('tasks:form.howLabel') };
  return choice(verb, 'how', words, { value: view.how, all });
}

/** Asked for only where something was said: the form stays short. */
function said(
  { say }: Drawing,
  verb: FormVerb,
  view: RestartFormView & { readonly tz?: string },
  names: readonly ('tz' | 'batch')[],
): TextInput[] {
  return names.flatMap((name) => {
    const value = view[name] ?? '';
    const words = { label: say(`tasks:form.${name}`), hint: say(`tasks:form.${name}Hint`) };
    return value === '' ? [] : [line(verb, name, value, words)];
  });
}

function line(
  verb: FormVerb,
  name: 'targets' | 'reason' | 'at' | 'tz' | 'batch',
  value: string,
  words: Parameters<typeof textInput>[2],
): TextInput {
  return { ...textInput(verb, name, words), multiline: false, value };
}

function send({ say }: Drawing, verb: FormVerb, { nonce }: RestartFormView): Button[] {
  const title = say('tasks:form.send');
  return [{ title, verb, data: { nonce }, style: 'positive', mode: 'primary' }];
}
