// The Key Vault, its secrets, and the identity's right to read them.

@description('Name of the vault: 3 to 24 letters, digits and dashes, unique in Azure.')
@minLength(3)
@maxLength(24)
param vaultName string

@description('Region.')
param location string

@description('Object id of the identity that reads.')
param principalId string

@description('SECRETS_KEY.')
@secure()
param secretsKey string

@description('AUDIT_KEY.')
@secure()
param auditKey string

@description('TEAMVIEWER_TOKEN; empty: none.')
@secure()
param teamViewerToken string

// Key Vault Secrets User: reads values, changes nothing.
var secretsUser = subscriptionResourceId(
  'Microsoft.Authorization/roleDefinitions',
  '4633458b-17de-408a-874c-0445c86b69e6'
)

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: vaultName
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    // Without these keys stored links and the audit chain are lost: nobody deletes them for good by mistake.
    enablePurgeProtection: true
    publicNetworkAccess: 'Enabled'
  }
}

resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, secretsUser)
  scope: vault
  properties: {
    roleDefinitionId: secretsUser
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource secretsKeyItem 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'secrets-key'
  properties: {
    value: secretsKey
  }
}

resource auditKeyItem 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = {
  parent: vault
  name: 'audit-key'
  properties: {
    value: auditKey
  }
}

resource teamViewerItem 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(teamViewerToken)) {
  parent: vault
  name: 'teamviewer-token'
  properties: {
    value: teamViewerToken
  }
}

output vaultName string = vault.name

// Addresses without a version: a new value is taken up without a deployment.
output secretsKeySecret string = '${vault.properties.vaultUri}secrets/${secretsKeyItem.name}'
output auditKeySecret string = '${vault.properties.vaultUri}secrets/${auditKeyItem.name}'
output teamViewerTokenSecret string = empty(teamViewerToken)
  ? ''
  : '${vault.properties.vaultUri}secrets/${teamViewerItem.name}'
