#!/usr/bin/env bash
# Renders the charts of the users application to k8s/base/helm-output, which is committed and compared by `mvn verify`.
set -euo pipefail

usage() {
    echo "usage: $(basename "$0") [--check]"
    echo "  renders helm/user-api and helm/ui with their defaults to k8s/base/helm-output/<chart>/manifest.yaml"
    echo "  --check   changes nothing; exits 1 when the committed output differs"
}

check=false
case "${1:-}" in
    "") ;;
    --check) check=true ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
esac

command -v helm >/dev/null || { echo "helm is missing: install it from https://helm.sh/docs/intro/install/" >&2; exit 1; }
root=$(cd "$(dirname "$0")/../.." && pwd)
failed=0
for chart in user-api ui; do
    target="$root/k8s/base/helm-output/$chart/manifest.yaml"
    rendered=$(helm template "$chart" "$root/helm/$chart" --namespace default --kube-version 1.34.0)
    if $check; then
        if ! diff -u "$target" <(printf '%s\n' "$rendered"); then
            failed=1
        fi
    else
        mkdir -p "$(dirname "$target")"
        printf '%s\n' "$rendered" >"$target"
        echo "rendered $chart"
    fi
done
if [ "$failed" -ne 0 ]; then
    echo "k8s/base/helm-output is not what the charts render: run gitops/scripts/generate-helm-output.sh" >&2
    exit 1
fi
