// Deskside on Azure: two replicas in Container Apps, Azure Managed Redis, a Key Vault, and the Azure Bot with its
// Teams channel. One managed identity is the bot, reads Graph, pulls the image and reads the vault: the bot has no
// secret that could leak or expire. README.md beside this has the commands.
targetScope = 'resourceGroup'

@description('Prefix of all names: 3 to 12 small letters, digits and dashes, a letter first.')
@minLength(3)
@maxLength(12)
param name string = 'deskside'

@description('Region of all resources but the bot, which is global.')
param location string = resourceGroup().location

@description('Image with its tag or digest, such as contoso.azurecr.io/deskside:0.1.0.')
param image string

@description('Name of the Azure Container Registry of this resource group that holds the image. Empty: it is public.')
param registryName string = ''

@description('What the bot is called in the Azure portal.')
param displayName string = 'Deskside'

@description('Entra object ids of the groups whose members are operators.')
param operatorGroups string[]

@description('Entra object ids of the groups whose members are admins.')
param adminGroups string[]

@description('Entra object ids of the groups whose members are auditors.')
param auditorGroups string[] = []

@description('Script token of TeamViewer. Empty: no remote sessions until there is one.')
@secure()
param teamViewerToken string = ''

@description('32 bytes in base64 (openssl rand -base64 32). Keep a copy: links that were stored can be read with it alone.')
@secure()
param secretsKey string

@description('At least 32 bytes in base64: key of the audit chain. Keep a copy.')
@secure()
param auditKey string

@description('Id of the Teams app package, so that /doctor can compare versions. Empty: not compared.')
param teamsAppId string = ''

@description('Language for people and channels that tell none.')
@allowed(['en', 'nl', 'fr'])
param defaultLocale string = 'en'

@description('IANA zone for people and channels that tell none.')
param defaultTimeZone string = 'UTC'

@description('Public address under a domain of your own, such as https://helpdesk.contoso.com. Empty: Azure’s.')
param publicUrl string = ''

@description('More settings of .env.example, as [{ name, value }]: none that are secret or that this template sets.')
param moreSettings array = []

@description('Size of Redis. The smallest one holds years of requests; it cannot shrink later.')
param redisSku string = 'Balanced_B0'

@description('Replicas at least, and at most. Two can be upgraded without a pause.')
@minValue(2)
@maxValue(10)
param replicas int = 2

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logDays int = 30

// Names that must be unique in all of Azure end in this; the same group gives the same one each time.
var suffix = uniqueString(resourceGroup().id, name)

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${name}-identity'
  location: location
}

module registry 'modules/registry.bicep' = if (!empty(registryName)) {
  name: '${name}-registry'
  params: {
    registryName: registryName
    principalId: identity.properties.principalId
  }
}

module vault 'modules/vault.bicep' = {
  name: '${name}-vault'
  params: {
    vaultName: take('${name}-${suffix}', 24)
    location: location
    principalId: identity.properties.principalId
    secretsKey: secretsKey
    auditKey: auditKey
    teamViewerToken: teamViewerToken
  }
}

module redis 'modules/redis.bicep' = {
  name: '${name}-redis'
  params: {
    redisName: '${name}-${suffix}'
    location: location
    sku: redisSku
    vaultName: vault.outputs.vaultName
  }
}

module app 'modules/app.bicep' = {
  name: '${name}-app'
  params: {
    appName: name
    location: location
    image: image
    registryServer: empty(registryName) ? '' : registry!.outputs.server
    identityId: identity.id
    botId: identity.properties.clientId
    ownUrl: publicUrl
    replicas: replicas
    logDays: logDays
    redisUrlSecret: redis.outputs.urlSecret
    secretsKeySecret: vault.outputs.secretsKeySecret
    auditKeySecret: vault.outputs.auditKeySecret
    teamViewerTokenSecret: vault.outputs.teamViewerTokenSecret
    settings: concat([
      { name: 'OPERATOR_GROUPS', value: join(operatorGroups, ',') }
      { name: 'ADMIN_GROUPS', value: join(adminGroups, ',') }
      { name: 'AUDITOR_GROUPS', value: join(auditorGroups, ',') }
      { name: 'TEAMS_APP_ID', value: teamsAppId }
      { name: 'DEFAULT_LOCALE', value: defaultLocale }
      { name: 'DEFAULT_TIME_ZONE', value: defaultTimeZone }
    ], moreSettings)
  }
}

module bot 'modules/bot.bicep' = {
  name: '${name}-bot'
  params: {
    botName: '${name}-${suffix}'
    displayName: displayName
    identityId: identity.id
    botId: identity.properties.clientId
    endpoint: '${app.outputs.publicUrl}/api/messages'
  }
}

@description('PUBLIC_URL for npm run package.')
output publicUrl string = app.outputs.publicUrl

@description('Where Teams sends activities. The bot has it already.')
output messagingEndpoint string = '${app.outputs.publicUrl}/api/messages'

@description('MicrosoftAppId for npm run package.')
output botId string = identity.properties.clientId

@description('Whom grant-graph.sh gives the Graph permissions to.')
output principalId string = identity.properties.principalId
