/**
 * Template id of the Entra role Intune Service Administrator (learn.microsoft.com, "Microsoft Entra built-in roles"):
 * whoever has it can wipe every device by themselves. A group that holds it is no source of a role here.
 */
export const INTUNE_ADMINISTRATOR = '3a2c62db-5318-420d-8d74-23affee5d9d5';
