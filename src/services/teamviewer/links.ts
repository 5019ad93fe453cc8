/**
 * Whether a link that TeamViewer gave may be shown to a person: https, no user or password in it, and a
 * host on the list or below one that is. `teamviewer.com` covers `get.teamviewer.com`.
 */
export function isSessionLink(link: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(link)) return false;
  const url = new URL(link);
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  return hosts.some((host) => url.host === host || url.host.endsWith(`.${host}`));
}
