/** Somebody in the directory. Names, locale and zone are those of the Teams client too. */
export interface Person {
  /** Entra object id. */
  readonly id: string;
  /** Teams' own id of the person towards this bot: `29:...`. */
  readonly teamsId: string;
  readonly name: string;
  readonly givenName: string;
  readonly surname: string;
  readonly upn: string;
  readonly mail: string;
  /** BCP 47, as Teams sends it. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly country: string;
  readonly title: string;
  readonly role: 'user' | 'operator' | 'admin' | 'guest';
  readonly userType: 'Member' | 'Guest';
  readonly accountEnabled: boolean;
  /** Has the app in their personal scope when the simulator starts. */
  readonly installed: boolean;
}

export interface Group {
  readonly id: string;
  readonly displayName: string;
  readonly description?: string;
  /** Object ids of people and of nested groups. */
  readonly members: readonly string[];
}

/** An Intune managedDevice; only what differs from one to the next. */
export interface Device {
  readonly id: string;
  readonly deviceName: string;
  /** Entra object id of the primary user; null for a userless device. */
  readonly userId: string | null;
  readonly operatingSystem: string;
  readonly osVersion: string;
  readonly model: string;
  readonly manufacturer: string;
  readonly serialNumber: string;
  readonly complianceState: string;
  readonly managementAgent: string;
  readonly deviceEnrollmentType: string;
  /** Hours between the last successful sync and now. */
  readonly lastSyncHoursAgo: number;
  /** Entra device id; all zeros for a workgroup PC that is not joined. */
  readonly azureADDeviceId: string;
}

export interface Company {
  readonly name: string;
  readonly tenantId: string;
  readonly bot: { readonly appId: string; readonly name: string; readonly password: string };
  readonly graphApp: {
    readonly clientId: string;
    readonly secret: string;
    readonly roles: readonly string[];
  };
  readonly teamviewer: {
    readonly token: string;
    readonly userId: string;
    readonly name: string;
    readonly email: string;
  };
  readonly team: { readonly id: string; readonly name: string; readonly aadGroupId: string };
  readonly channel: {
    readonly id: string;
    readonly name: string;
    /** Object ids of the channel's members. */
    readonly members: readonly string[];
  };
  readonly people: readonly Person[];
  readonly groups: readonly Group[];
  readonly devices: readonly Device[];
  readonly roleGroups: {
    readonly operators: string;
    readonly admins: string;
    readonly auditors: string;
  };
}
