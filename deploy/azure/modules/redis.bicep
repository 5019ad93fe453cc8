// Azure Managed Redis, and its address with the key as a secret in the vault.

@description('Name, unique in the region.')
param redisName string

@description('Region.')
param location string

@description('Size.')
param sku string

@description('The vault that gets the address.')
param vaultName string

// Azure's own port for Redis.
var port = 10000

resource cluster 'Microsoft.Cache/redisEnterprise@2025-07-01' = {
  name: redisName
  location: location
  sku: {
    name: sku
  }
  properties: {
    // A replica on a second node: a failing node costs seconds, not data.
    highAvailability: 'Enabled'
    minimumTlsVersion: '1.2'
    publicNetworkAccess: 'Enabled'
  }
}

resource database 'Microsoft.Cache/redisEnterprise/databases@2025-07-01' = {
  parent: cluster
  name: 'default'
  properties: {
    port: port
    clientProtocol: 'Encrypted'
    // One shard behind one address: REDIS_MODE stays `single`. All keys of a tenant share one hash slot, so that a
    // cluster would bring nothing.
    clusteringPolicy: 'NoCluster'
    // Deskside refuses to start on anything else.
    evictionPolicy: 'NoEviction'
    persistence: {
      aofEnabled: true
      // `always` is deprecated here. What a crash of both nodes within one second loses, the cards show again.
      aofFrequency: '1s'
      rdbEnabled: false
    }
    // Deskside signs in with the key.
    accessKeysAuthentication: 'Enabled'
  }
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

resource url 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'redis-url'
  properties: {
    value: 'rediss://:${uriComponent(database.listKeys().primaryKey)}@${cluster.properties.hostName}:${port}'
  }
}

// An address, not the value.
output urlSecret string = '${vault.properties.vaultUri}secrets/${url.name}'
