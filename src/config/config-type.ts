import type { Locale } from '../services/desk/people/person.js';
import type { Policy } from '../services/desk/policy.js';

export interface Config {
  /** NODE_ENV=production. */
  readonly production: boolean;
  readonly server: ServerConfig;
  /** Undefined only with `server.allowUnauthenticatedLocal`. */
  readonly bot?: BotConfig;
  /** Base addresses that activities may name as their serviceUrl: exact hosts, a path is a prefix. */
  readonly allowedServiceUrls: readonly string[];
  /** Undefined: the embedded, forgetful one; never in production. */
  readonly redis?: RedisConfig;
  readonly graph?: GraphConfig;
  readonly teamViewer?: TeamViewerConfig;
  readonly configMgr?: { readonly baseUrl: string; readonly scope: string };
  /** Entra object ids of the role groups. */
  readonly roleGroups: {
    readonly operators: readonly string[];
    readonly admins: readonly string[];
    readonly auditors: readonly string[];
  };
  /** Conversation id of the help desk's channel; what is stored wins. */
  readonly helpDeskChannel?: string;
  readonly policy: Policy;
  /** Where the policy was read from; undefined: it is the default one. */
  readonly policyFile?: string;
  /** 32 bytes; always there in production. */
  readonly secretsKey?: Uint8Array;
  /** 32 bytes or more. */
  readonly auditKey?: Uint8Array;
  /** Where the head of the trail is posted to. */
  readonly auditWebhookUrl?: string;
  /** Base addresses, besides OneDrive's own, that files may be put to. */
  readonly fileUploadUrls: readonly string[];
  /** Stops every effect. */
  readonly freeze: boolean;
  readonly appPackage: AppPackageConfig;
  /** When credentials end, where somebody wrote it down; milliseconds since 1970. */
  readonly expires: ExpiryConfig;
  readonly logLevel: LogLevel;
  readonly defaultLocale: Locale;
  /** IANA zone. */
  readonly defaultTimeZone: string;
}

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface ServerConfig {
  readonly host: string;
  readonly port: number;
  readonly metricsHost: string;
  readonly metricsPort: number;
  /** Milliseconds at the end in which `/ready` says no before the listener closes. */
  readonly drainDelay: number;
  readonly allowUnauthenticatedLocal: boolean;
}

export type BotCredential =
  | { readonly kind: 'password'; readonly password: string }
  /** Thumbprint in hexadecimal, key as PEM. */
  | { readonly kind: 'certificate'; readonly thumbprint: string; readonly privateKey: string }
  | { readonly kind: 'managed-identity' };

export interface BotConfig {
  readonly appId: string;
  readonly tenantId: string;
  readonly credential: BotCredential;
  readonly channelService?: string;
  /** Set ones only; the names are the SDK's. */
  readonly overrides: Partial<Record<SdkOverride, string>>;
}

export const SDK_OVERRIDES = [
  'ToBotFromChannelOpenIdMetadataUrl',
  'ToBotFromChannelTokenIssuer',
  'ToChannelFromBotLoginUrl',
  'ToChannelFromBotOAuthScope',
  'OAuthUrl',
] as const;
export type SdkOverride = (typeof SDK_OVERRIDES)[number];

export interface RedisConfig {
  readonly mode: 'single' | 'sentinel' | 'cluster';
  readonly urls: readonly string[];
  readonly sentinelName?: string;
}

export interface GraphConfig {
  /** Without a version or a slash at the end. */
  readonly baseUrl: string;
  readonly loginUrl: string;
  readonly tenantId: string;
  readonly credential:
    | { readonly kind: 'secret'; readonly clientId: string; readonly secret: string }
    | {
        readonly kind: 'certificate';
        readonly clientId: string;
        readonly certificate: { readonly thumbprint: string; readonly privateKey: string };
      }
    | {
        readonly kind: 'managed-identity';
        readonly identity: {
          readonly clientId: string;
          readonly endpoint?: { readonly url: string; readonly header: string };
        };
      };
}

export interface TeamViewerConfig {
  readonly baseUrl: string;
  readonly token: string;
  /** Hosts of session links; a name covers the hosts below it. */
  readonly linkHosts: readonly string[];
}

/** What the Teams app package needs of this organisation. */
export interface AppPackageConfig {
  readonly teamsAppId?: string;
  readonly publicUrl?: string;
  readonly developerName?: string;
  readonly websiteUrl?: string;
  readonly privacyUrl?: string;
  readonly termsUrl?: string;
}

export interface ExpiryConfig {
  readonly appSecret?: number;
  readonly graphSecret?: number;
  readonly teamViewerToken?: number;
}
