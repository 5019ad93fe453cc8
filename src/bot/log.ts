/** Structured log as the edge needs it; pino fits. Fields never hold bodies, tokens, links or people's words. */
export interface EdgeLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
