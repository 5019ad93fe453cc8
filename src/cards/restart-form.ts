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
}

/** Asks for what a restart needs: which PCs, why, when, and whether their users are asked first. */
export function restartFormCard(drawing: Drawing, view: RestartFormView): RestartFormCard {
  const { say } = drawing;
  const field = (name: 'targets' | 'reason' | 'at', required: boolean): TextInput => ({
    ...textInput('restart', name, {
      label: say(`tasks:form.${name}`),
      ...(required ? { error: say(`tasks:form.${name}Error`) } : {}),
      hint: say(`tasks:form.${name}Hint`),
    }),
    multiline: false,
    value: view[name],
  });
  const options = (['ask', 'force', 'dry-run'] as const).map((value) => ({
    title: say(`tasks:form.how.${value}`),
    value,
  }));
  const words = { label: say('tasks:form.howLabel'), error: say('tasks:form.howLabel') };
  const style = 'positive' as const;
  return {
    ...frame(drawing, say('tasks:form.title')),
    title: say('tasks:form.title'),
    lead: say('tasks:form.lead'),
    texts: [field('targets', true), field('reason', true), field('at', false)],
    choices: [choice('restart', 'how', words, { value: 'ask', all: options })],
    send: [
      {
        title: say('tasks:form.send'),
        verb: 'restart',
        data: { nonce: view.nonce },
        style,
        mode: 'primary',
      },
    ],
  };
}
