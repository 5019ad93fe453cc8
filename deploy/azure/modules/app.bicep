// The Container App with its environment and its logs.

@description('Name of the app.')
param appName string

@description('Region.')
param location string

@description('Image with its tag or digest.')
param image string

@description('Host of the registry that the identity pulls from. Empty: the image is public.')
param registryServer string

@description('Resource id of the identity.')
param identityId string

@description('Client id of the identity: the bot’s app id.')
param botId string

@description('Public address under a domain of one’s own. Empty: Azure’s.')
param ownUrl string

@description('Replicas at least and at most.')
param replicas int

@description('Days that logs are kept.')
param logDays int

@description('Address of the secret with REDIS_URL.')
param redisUrlSecret string

@description('Address of the secret with SECRETS_KEY.')
param secretsKeySecret string

@description('Address of the secret with AUDIT_KEY.')
param auditKeySecret string

@description('Address of the secret with TEAMVIEWER_TOKEN. Empty: none.')
param teamViewerTokenSecret string

@description('Settings that aren’t secret, as [{ name, value }].')
param settings array

var publicUrl = empty(ownUrl) ? 'https://${appName}.${managedEnvironment.properties.defaultDomain}' : ownUrl

var kept = concat([
  { variable: 'REDIS_URL', name: 'redis-url', url: redisUrlSecret }
  { variable: 'SECRETS_KEY', name: 'secrets-key', url: secretsKeySecret }
  { variable: 'AUDIT_KEY', name: 'audit-key', url: auditKeySecret }
], empty(teamViewerTokenSecret) ? [] : [
  { variable: 'TEAMVIEWER_TOKEN', name: 'teamviewer-token', url: teamViewerTokenSecret }
])

var secretVariables = [for item in kept: { name: item.variable, secretRef: item.name }]

resource logs 'Microsoft.OperationalInsights/workspaces@2025-02-01' = {
  name: '${appName}-logs'
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: logDays
  }
}

resource managedEnvironment 'Microsoft.App/managedEnvironments@2025-07-01' = {
  name: '${appName}-environment'
  location: location
  properties: {
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs.properties.customerId
        sharedKey: logs.listKeys().primarySharedKey
      }
    }
  }
}

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: appName
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    environmentId: managedEnvironment.id
    configuration: {
      // A new revision gets the traffic when it is ready; then the old one is told to stop.
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        // The metrics' port 9464 has no way in from outside.
        targetPort: 3978
        transport: 'http'
        allowInsecure: false
      }
      registries: empty(registryServer) ? [] : [
        { server: registryServer, identity: identityId }
      ]
      secrets: [for item in kept: {
        name: item.name
        keyVaultUrl: item.url
        identity: identityId
      }]
    }
    template: {
      // The bot drains within 25 s.
      terminationGracePeriodSeconds: 30
      containers: [
        {
          name: 'bot'
          image: image
          resources: {
            cpu: json('0.5')
            memory: '1Gi'
          }
          // HOST and the ports come with the image; IDENTITY_ENDPOINT and IDENTITY_HEADER with the platform.
          env: concat([
            { name: 'NODE_ENV', value: 'production' }
            { name: 'MicrosoftAppType', value: 'UserAssignedMSI' }
            { name: 'MicrosoftAppId', value: botId }
            { name: 'MicrosoftAppTenantId', value: tenant().tenantId }
            { name: 'PUBLIC_URL', value: publicUrl }
          ], secretVariables, settings)
          probes: [
            {
              type: 'Startup'
              httpGet: { path: '/live', port: 3978 }
              periodSeconds: 5
              timeoutSeconds: 2
              failureThreshold: 10
              initialDelaySeconds: 3
            }
            {
              // Restarts a process that hangs; never one whose Redis is away.
              type: 'Liveness'
              httpGet: { path: '/live', port: 3978 }
              periodSeconds: 10
              timeoutSeconds: 5
              failureThreshold: 3
            }
            {
              // A minute of patience: while Redis fails over, a bot can still tell people so in their language.
              // A replica that is told to stop gets nothing new all the same.
              type: 'Readiness'
              httpGet: { path: '/ready', port: 3978 }
              periodSeconds: 10
              timeoutSeconds: 5
              failureThreshold: 6
            }
          ]
        }
      ]
      scale: {
        minReplicas: replicas
        maxReplicas: replicas
      }
    }
  }
}

output publicUrl string = empty(ownUrl) ? 'https://${app.properties.configuration.ingress.fqdn}' : ownUrl
