# shellcheck shell=bash
# What the scripts share; sourced, not run. Names starting with demo_ belong here.

demo_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
# shellcheck disable=SC2034 # used by the scripts that source this
cluster_name=promotion-bus

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
note() { printf '    %s\n' "$*" >&2; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }

# need PROGRAM WHERE-IT-COMES-FROM
need() { command -v "$1" >/dev/null 2>&1 || die "$1 is missing: $2"; }

# wait_for SECONDS WHAT COMMAND... : until the command succeeds, or says what it waited for and fails.
wait_for() {
    local limit=$1 what=$2
    shift 2
    local until=$((SECONDS + limit))
    say "waiting for $what (at most ${limit} s)"
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$until" ] || die "$what did not happen within ${limit} s; the command that kept failing: $*"
        sleep 2
    done
}

# load_env: reads gitops/demo.env, without running anything that stands in it.
load_env() {
    local file=${DEMO_ENV:-$demo_root/gitops/demo.env} line name
    [ -f "$file" ] || die "$file is missing: cp gitops/demo.env.example gitops/demo.env and fill it in"
    while IFS= read -r line || [ -n "$line" ]; do
        case "$line" in "" | \#*) continue ;; esac
        name=${line%%=*}
        [[ "$name" =~ ^[A-Z][A-Z0-9_]*$ ]] || die "$file: '$line' is not NAME=value"
        printf -v "$name" '%s' "${line#*=}"
        # shellcheck disable=SC2163 # the name is in the variable on purpose
        export "$name"
    done <"$file"
    CLUSTER=${CLUSTER:-minikube}
    case "$CLUSTER" in minikube | kind) ;; *) die "CLUSTER must be minikube or kind, not '$CLUSTER'" ;; esac
    # Where the repository and the images are, unless demo.env says that they are elsewhere.
    GIT_URL=${GIT_URL:-https://github.com/${GITHUB_OWNER:-}/${GITHUB_REPOSITORY:-}.git}
    IMAGES=${IMAGES:-docker.io/${DOCKERHUB_NAMESPACE:-}}
}

# require NAME... : each must be set and not empty.
require() {
    local name
    for name in "$@"; do
        [ -n "${!name:-}" ] || die "$name is empty: set it in gitops/demo.env"
    done
}

# kube ARGS... : kubectl on this demonstration's cluster, never on whatever the current context happens to be.
kube() {
    case "$CLUSTER" in
        minikube) kubectl --context "$cluster_name" "$@" ;;
        kind) kubectl --context "kind-$cluster_name" "$@" ;;
    esac
}

# helm_on ARGS... : helm on the same cluster.
helm_on() {
    case "$CLUSTER" in
        minikube) helm --kube-context "$cluster_name" "$@" ;;
        kind) helm --kube-context "kind-$cluster_name" "$@" ;;
    esac
}

# node_ip: where the ingress controller answers, from this machine and from inside of the cluster.
node_ip() {
    kube get nodes -o 'jsonpath={.items[0].status.addresses[?(@.type=="InternalIP")].address}'
}

# host_ip: this machine as the cluster sees it.
host_ip() {
    if [ -n "${HOST_IP:-}" ]; then
        printf '%s' "$HOST_IP"
    else
        # The first address of the node's network is the machine itself, for minikube and for kind on Docker.
        node_ip | sed -E 's/\.[0-9]+$/.1/'
    fi
}

dashed() { printf '%s' "${1//./-}"; }

random() { openssl rand -hex "${1:-24}"; }

# secret NAMESPACE NAME KEY=VALUE... : made or changed; values never stand in a process list.
secret() {
    local namespace=$1 name=$2 pair
    shift 2
    {
        printf 'apiVersion: v1\nkind: Secret\nmetadata: {name: %s, namespace: %s}\ndata:\n' "$name" "$namespace"
        for pair in "$@"; do
            printf '  %s: %s\n' "${pair%%=*}" "$(printf '%s' "${pair#*=}" | base64 | tr -d '\n')"
        done
    } | kube apply --server-side --field-manager=promotion-bus-setup --force-conflicts -f - >/dev/null
}

# secret_value NAMESPACE NAME KEY : empty when it is not there.
secret_value() {
    kube -n "$1" get secret "$2" -o "go-template={{with index .data \"$3\"}}{{.}}{{end}}" 2>/dev/null | base64 -d || true
}

# kept NAMESPACE NAME KEY [BYTES] : the value that is there, otherwise a new random one. Running twice changes nothing.
kept() {
    local value
    value=$(secret_value "$1" "$2" "$3")
    printf '%s' "${value:-$(random "${4:-24}")}"
}

# What the tree names now; everything below helm/, k8s/ and gitops/ says the same.
configured_git_url() { sed -nE 's/^ *repoURL: (.+)$/\1/p' "$demo_root/gitops/argocd/applications/dev-app.yaml"; }
configured_images() { sed -nE 's/.*name: (.+)\/users-api,.*/\1/p' "$demo_root/k8s/overlays/dev/kustomization.yaml"; }
configured_bus_tag() { sed -nE 's/^  tag: "(.+)"$/\1/p' "$demo_root/gitops/argocd/applications/bus-values.yaml"; }

# is_configured: the tree names this repository, these images, a version of the bus and this cluster.
is_configured() {
    [ "$(configured_git_url)" = "$GIT_URL" ] && [ "$(configured_images)" = "$IMAGES" ] \
        && [[ "$(configured_bus_tag)" =~ ^[0-9a-f]{40}$ ]] \
        && grep -q "bus.app.$(dashed "$(node_ip)").nip.io" "$demo_root/gitops/argocd/applications/bus-values.yaml"
}
