#!/usr/bin/env bash
# Kargo, the project with its gates, the bus, and Argo CD's Applications.
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

KARGO=1.11.2

usage() {
    cat <<'TEXT'
usage: setup-kargo.sh

  Installs Kargo (gitops/kargo/install), the StagePolicy definition, the admission policies, the project with Warehouse,
  Stages and StagePolicies, and Argo CD's Applications, among them the bus's own. Gates come before what they guard.

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
need helm "https://helm.sh/docs/intro/install/"
need openssl "from your system's packages"
need htpasswd "package apache2-utils or httpd-tools"
require GITHUB_OWNER GITHUB_REPOSITORY GITHUB_TOKEN DOCKERHUB_NAMESPACE
wait_for 10 "Argo CD (setup-argocd.sh)" kube -n argocd get statefulset argocd-application-controller
is_configured || die "the tree names another repository, images or cluster: run gitops/scripts/demo-helpers.sh configure, commit and push"

say "Kargo $KARGO"
kube create namespace kargo --dry-run=client -o yaml | kube apply -f - >/dev/null
if [ -z "$(secret_value kargo kargo-admin ADMIN_ACCOUNT_PASSWORD_HASH)" ]; then
    password=$(random 9)
    secret kargo kargo-admin "password=$password" "ADMIN_ACCOUNT_TOKEN_SIGNING_KEY=$(random 24)" \
        "ADMIN_ACCOUNT_PASSWORD_HASH=$(printf '%s' "$password" | htpasswd -niBC 10 admin | cut -d: -f2 | tr -d '\n')"
fi
# Argo CD's definitions are there already: Kargo's controller looks for them once, when it starts.
helm_on upgrade --install kargo oci://ghcr.io/akuity/kargo-charts/kargo --version "$KARGO" --namespace kargo \
    --values "$demo_root/gitops/kargo/install/values.yaml" --wait --timeout 10m >/dev/null
wait_for 180 "Kargo's admission webhooks" kube -n kargo rollout status deployment/kargo-webhooks-server --timeout=5s

say "the definition of StagePolicy, then the gates, then the project"
kube apply --server-side -f "$demo_root/gitops/kargo/policies/crd-stagepolicies.yaml"
wait_for 60 "the definition" kube wait --for=condition=Established crd/stagepolicies.promotionbus.io --timeout=5s
kube apply -f "$demo_root/gitops/kargo/admission"
kube apply -f "$demo_root/gitops/kargo/project/namespaces.yaml"
wait_for 120 "the project" kube apply -f "$demo_root/gitops/kargo/project/project.yaml"
for policy in development quality production; do
    # Only made here: changing a gate is refused to everybody but Argo CD, which keeps them as in Git from now on.
    kube -n image-promotion get stagepolicy "$policy" >/dev/null 2>&1 \
        || kube create -f "$demo_root/gitops/kargo/policies/$policy.yaml"
done

say "credentials of the project"
secret image-promotion git "repoURL=$GIT_URL" username=x-access-token "password=$GITHUB_TOKEN"
kube -n image-promotion label --overwrite secret git kargo.akuity.io/cred-type=git >/dev/null
secret argocd repository type=git "url=$GIT_URL" username=x-access-token "password=$GITHUB_TOKEN"
kube -n argocd label --overwrite secret repository argocd.argoproj.io/secret-type=repository >/dev/null
if [ -n "${DOCKERHUB_USERNAME:-}" ] && [ -n "${DOCKERHUB_TOKEN:-}" ]; then
    for image in users-api users-ui; do
        secret image-promotion "image-$image" "repoURL=$IMAGES/$image" \
            "username=$DOCKERHUB_USERNAME" "password=$DOCKERHUB_TOKEN"
        kube -n image-promotion label --overwrite secret "image-$image" kargo.akuity.io/cred-type=image >/dev/null
    done
fi

say "Warehouse, Stages and Applications"
kube apply -f "$demo_root/gitops/kargo/warehouse"
kube apply -f "$demo_root/gitops/kargo/stages"
kube apply -f "$demo_root/gitops/kargo/install/mail.yaml"
kube apply -k "$demo_root/gitops/argocd/applications"
note "the bus is $IMAGES/promotion-bus:$(configured_bus_tag); CI must have published it"
wait_for 600 "the bus" kube -n promotion-bus rollout status deployment/promotion-bus --timeout=5s

address=$(dashed "$(node_ip)")
say "done"
note "bus: https://bus.app.$address.nip.io · mail: https://mail.app.$address.nip.io"
note "Kargo: https://kargo.app.$address.nip.io (admin; kubectl -n kargo get secret kargo-admin -o go-template='{{.data.password|base64decode}}')"
note "your browser trusts none of them until it knows: kubectl -n cert-manager get secret local-ca -o go-template='{{index .data \"ca.crt\"|base64decode}}'"
note "next: gitops/scripts/demo-helpers.sh people, then demo-helpers.sh tunnel"
