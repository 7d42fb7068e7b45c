#!/usr/bin/env bash
# Makes the local cluster and what stands in it before anything of ours: ingress controller, cert-manager, a local authority.
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# Both are pinned here and nowhere else.
CERT_MANAGER=v1.19.3
INGRESS_NGINX=controller-v1.15.1
KUBERNETES=v1.34.3

usage() {
    cat <<'TEXT'
usage: setup-minikube.sh [--delete]

  Makes a cluster named promotion-bus with minikube or kind (CLUSTER in gitops/demo.env) with an ingress controller,
  cert-manager and an authority of its own (ClusterIssuer local-ca). Running it again changes nothing that is right.

  --delete   takes the cluster away, with everything in it
  --help     this text
TEXT
}

delete=false
case "${1:-}" in
    "") ;;
    --delete) delete=true ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
esac

load_env
need kubectl "https://kubernetes.io/docs/tasks/tools/"
need "$CLUSTER" "https://minikube.sigs.k8s.io/ or https://kind.sigs.k8s.io/"

if $delete; then
    case "$CLUSTER" in
        minikube) minikube delete --profile "$cluster_name" ;;
        kind) kind delete cluster --name "$cluster_name" ;;
    esac
    exit 0
fi

case "$CLUSTER" in
    minikube)
        if minikube status --profile "$cluster_name" >/dev/null 2>&1; then
            say "the cluster is running"
        else
            say "starting minikube"
            minikube start --profile "$cluster_name" --cpus 4 --memory 8g --kubernetes-version "$KUBERNETES" \
                --addons ingress --wait all
        fi
        ;;
    kind)
        if kind get clusters 2>/dev/null | grep -qx "$cluster_name"; then
            say "the cluster is there"
        else
            say "making a kind cluster"
            kind create cluster --name "$cluster_name" --image "kindest/node:$KUBERNETES" --wait 180s --config - <<'TEXT'
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes:
  - role: control-plane
    labels: {ingress-ready: "true"}
TEXT
        fi
        kube apply -f "https://raw.githubusercontent.com/kubernetes/ingress-nginx/$INGRESS_NGINX/deploy/static/provider/kind/deploy.yaml"
        ;;
esac
wait_for 300 "the ingress controller" \
    kube -n ingress-nginx rollout status deployment/ingress-nginx-controller --timeout=5s

say "cert-manager $CERT_MANAGER"
kube apply --server-side -f "https://github.com/cert-manager/cert-manager/releases/download/$CERT_MANAGER/cert-manager.yaml"
wait_for 300 "cert-manager" kube -n cert-manager rollout status deployment/cert-manager-webhook --timeout=5s
# The webhook answers a little after it is ready.
wait_for 120 "the local authority" kube apply -f "$demo_root/gitops/kargo/install/local-ca.yaml"
wait_for 120 "the authority's certificate" kube -n cert-manager get secret local-ca

say "done"
note "cluster address: $(node_ip); this machine as the cluster sees it: $(host_ip)"
note "next: 1. let PostgreSQL listen there: POSTGRES_BIND=$(host_ip) in database/.env, then"
note "         (cd database && docker compose up -d --wait)"
note "      2. gitops/scripts/demo-helpers.sh configure, then commit and push what it changed"
note "      3. gitops/scripts/setup-argocd.sh"
