#!/usr/bin/env bash
# Argo CD and Keycloak, the secrets that the applications refer to, and the environments' branches.
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() {
    cat <<'TEXT'
usage: setup-argocd.sh

  Installs Argo CD (gitops/argocd/install) and Keycloak (gitops/keycloak), makes the namespaces and every Secret that is not
  Kargo's, and pushes the branches env/dev, env/stg and env/prod if the repository lacks them. Secrets that exist are kept.

  --help   this text
TEXT
}

case "${1:-}" in
    "") ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
esac

load_env
need kubectl "https://kubernetes.io/docs/tasks/tools/"
need openssl "from your system's packages"
need git "from your system's packages"
require GITHUB_OWNER GITHUB_REPOSITORY GITHUB_TOKEN DOCKERHUB_NAMESPACE BUS_OWNER_PASSWORD BUS_APP_PASSWORD KEYCLOAK_DB_PASSWORD \
    USERS_DEV_OWNER_PASSWORD USERS_DEV_APP_PASSWORD USERS_STG_OWNER_PASSWORD USERS_STG_APP_PASSWORD \
    USERS_PROD_OWNER_PASSWORD USERS_PROD_APP_PASSWORD
wait_for 10 "the cluster" kube get nodes
is_configured || die "the tree names another repository, images or cluster: run gitops/scripts/demo-helpers.sh configure, commit and push"

say "namespaces"
kube apply -f "$demo_root/gitops/kargo/project/namespaces.yaml"

say "secrets (what exists is kept)"
for environment in dev stg prod; do
    upper=$(printf '%s' "$environment" | tr '[:lower:]' '[:upper:]')
    owner="USERS_${upper}_OWNER_PASSWORD"
    app="USERS_${upper}_APP_PASSWORD"
    secret "$environment" users-database "owner-username=users_${environment}_owner" "owner-password=${!owner}" \
        "app-username=users_${environment}_app" "app-password=${!app}"
done
secret promotion-bus promotion-bus-database owner-username=promotion_bus_owner "owner-password=$BUS_OWNER_PASSWORD" \
    app-username=promotion_bus_app "app-password=$BUS_APP_PASSWORD"
secret promotion-bus promotion-bus-webhooks "github-secret=$(kept promotion-bus promotion-bus-webhooks github-secret)" \
    "dockerhub-token=$(kept promotion-bus promotion-bus-webhooks dockerhub-token)"
secret promotion-bus promotion-bus-github "token=$GITHUB_TOKEN"
signing_key=$(secret_value promotion-bus promotion-bus-audit signing-key)
secret promotion-bus promotion-bus-audit "signing-key=${signing_key:-$(openssl genpkey -algorithm ED25519)}"
client=$(kept promotion-bus promotion-bus-identity client-secret)
admin_client=$(kept promotion-bus promotion-bus-identity admin-client-secret)
secret promotion-bus promotion-bus-identity "client-secret=$client" "admin-client-secret=$admin_client"
secret promotion-bus local-ca "ca.crt=$(secret_value cert-manager local-ca ca.crt)"

say "Keycloak"
kube apply -f "$demo_root/gitops/keycloak/namespace.yaml"
secret keycloak keycloak "db-password=$KEYCLOAK_DB_PASSWORD" "admin-password=$(kept keycloak keycloak admin-password 12)" \
    "console-client-secret=$client" "bus-client-secret=$admin_client"
kube apply -k "$demo_root/gitops/keycloak"

say "Argo CD"
kube apply --server-side --force-conflicts -k "$demo_root/gitops/argocd/install"
wait_for 420 "Argo CD" kube -n argocd rollout status deployment/argocd-server --timeout=5s
wait_for 420 "Argo CD's controller" kube -n argocd rollout status statefulset/argocd-application-controller --timeout=5s

say "the environments' branches"
# The token reaches Git by its environment: not the command line, not the repository's configuration.
with_token() {
    GIT_TERMINAL_PROMPT=0 GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=http.extraHeader \
        GIT_CONFIG_VALUE_0="Authorization: Basic $(printf 'x-access-token:%s' "$GITHUB_TOKEN" | base64 | tr -d '\n')" git "$@"
}
for environment in dev stg prod; do
    if with_token ls-remote --exit-code --heads "$GIT_URL" "env/$environment" >/dev/null; then
        note "env/$environment is there"
    else
        # Without history and without files: the first promotion writes them.
        empty=$(git -C "$demo_root" -c user.name=promotion-bus -c user.email=promotion-bus@example.org \
            commit-tree -m "Start of env/$environment" "$(git -C "$demo_root" hash-object -t tree -w /dev/null)")
        with_token -C "$demo_root" push --quiet "$GIT_URL" "$empty:refs/heads/env/$environment"
        note "env/$environment made"
    fi
done

wait_for 600 "Keycloak" kube -n keycloak rollout status deployment/keycloak --timeout=5s

address=$(dashed "$(node_ip)")
say "done"
note "Keycloak: https://keycloak.app.$address.nip.io (admin; kubectl -n keycloak get secret keycloak)"
note "next: gitops/scripts/setup-kargo.sh"
note "at GitHub: import .github/rulesets/environments.json, so that only administrators' keys push env/* (docs/entrega.md)"
