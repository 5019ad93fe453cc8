import { withChannelWatch } from '../bot/channel-watch.js';
import { withConfiguredChannel } from '../bot/configured-channel.js';
import type { Config } from '../config.js';
import type { Places } from '../services/desk/ports.js';
import type { Store } from '../services/store/store.js';

/** The stored places, with the channel of the configuration until one is stored. */
export function placesOf(
  config: Config,
  { places, agenda }: Pick<Store, 'places' | 'agenda'>,
): Places {
  return withChannelWatch(withConfiguredChannel(places, configuredChannel(config)), agenda);
}

function configuredChannel({ helpDeskChannel, bot, allowedServiceUrls, defaultLocale }: Config) {
  const [serviceUrl] = allowedServiceUrls;
  if (helpDeskChannel === undefined || !bot || serviceUrl === undefined) return undefined;
  return { id: helpDeskChannel, tenantId: bot.tenantId, serviceUrl, locale: defaultLocale };
}
