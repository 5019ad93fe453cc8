#!/bin/sh
# Gives Deskside's managed identity its Graph permissions. A managed identity has no consent screen: a Privileged Role
# Administrator runs this once. Running it again does no harm.
#   sh grant-graph.sh PRINCIPAL-ID [MORE-PERMISSION ...]
set -eu
principal=${1:?Give the output principalId of the deployment}
shift
graph_app=00000003-0000-0000-c000-000000000000
graph=$(az ad sp show --id "$graph_app" --query id --output tsv)
given=$(az rest --method GET --query 'value[].appRoleId' --output tsv \
  --url "https://graph.microsoft.com/v1.0/servicePrincipals/$principal/appRoleAssignments")
for permission in User.Read.All GroupMember.Read.All DeviceManagementManagedDevices.Read.All "$@"; do
  role=$(az ad sp show --id "$graph_app" --output tsv \
    --query "appRoles[?value=='$permission' && contains(allowedMemberTypes, 'Application')].id | [0]")
  if [ -z "$role" ]; then
    echo "$permission: Graph has no application permission of this name" >&2
    exit 1
  fi
  case "$given" in
    *"$role"*) echo "$permission: had it already"; continue ;;
  esac
  az rest --method POST --output none \
    --url "https://graph.microsoft.com/v1.0/servicePrincipals/$principal/appRoleAssignments" \
    --body "{\"principalId\":\"$principal\",\"resourceId\":\"$graph\",\"appRoleId\":\"$role\"}"
  echo "$permission: granted"
done
