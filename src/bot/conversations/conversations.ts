import type { Services } from '../commands/context.js';
import type { Conversations } from '../turn.js';
import { clicked } from './clicked.js';
import { fileAnswered } from './file-answer.js';
import { installed } from './installed.js';
import { typed } from './typed.js';

/** What answers verified activities. Errors of Redis or of our own go through to the edge, which words them. */
export function createConversations(services: Services): Conversations {
  return {
    message: (turn) => typed(services, turn),
    click: (turn, click) => clicked(services, turn, click),
    installed: (turn) => installed(services, turn),
    file: (turn, answer) => fileAnswered(services, turn, answer),
  };
}
