// Copy to main.bicepparam, which stays on your machine, and fill in. Secrets come from the environment.
using './main.bicep'

param image = 'contoso.azurecr.io/deskside:0.1.0'
param registryName = 'contoso'
param operatorGroups = ['00000000-0000-0000-0000-000000000001']
param adminGroups = ['00000000-0000-0000-0000-000000000002']
param secretsKey = readEnvironmentVariable('SECRETS_KEY')
param auditKey = readEnvironmentVariable('AUDIT_KEY')
param teamViewerToken = readEnvironmentVariable('TEAMVIEWER_TOKEN', '')
param defaultLocale = 'nl'
param defaultTimeZone = 'Europe/Amsterdam'
