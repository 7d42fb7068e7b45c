#!/usr/bin/env bash
# One version from its images to prod, on a kind cluster with real Argo CD, Kargo, Keycloak and the bus, all by the scripts of
# the demonstration. Nothing outside of this machine takes part: a Git server and a registry run beside the cluster.
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() {
    cat <<'TEXT'
usage: e2e-kind.sh [--delete]

  After `mvn package`: makes a kind cluster, a Git server (Apache with git-http-backend), a registry and PostgreSQL on this
  machine, installs everything by the scripts beside this one, and takes one Freight from dev over stg to prod: QA and PO
  decide through the bus's API, and the way past them is tried and must be refused. Everything it makes is in target/e2e, in
  the cluster promotion-bus and in two containers. Run it as an ordinary user who may use Docker.

  --delete   takes all of that away
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

work=$demo_root/target/e2e
tree=$work/users
git_port=3000

# in_tree SCRIPT ARGUMENT... : one of the scripts, of the tree that the cluster reads.
in_tree() {
    local script=$1
    shift
    "$tree/gitops/scripts/$script" "$@"
}

# A name of its own: the demonstration's database is another one.
compose() { docker compose --project-name promotion-bus-e2e --project-directory "$tree/database" "$@"; }

if $delete; then
    [ ! -f "$work/apache.pid" ] || kill "$(cat "$work/apache.pid")" || true
    kind delete cluster --name "$cluster_name"
    docker rm --force promotion-bus-registry >/dev/null
    [ ! -f "$tree/database/.env" ] || compose down --volumes
    rm -rf "$work"
    exit 0
fi

for program in docker kind kubectl helm git jq curl openssl htpasswd apache2 column; do
    need "$program" "the end-to-end run needs it"
done
[ "$(id -u)" -ne 0 ] || die "run it as an ordinary user: Apache would give the repository to another one"
[ ! -e "$work" ] || die "$work is left from an earlier run: e2e-kind.sh --delete"
for built in "$demo_root"/integration/target/promotion-bus-*.jar "$demo_root"/user-api/target/users-api-*-exec.jar \
    "$demo_root/ui/users/dist/index.html"; do
    [ -f "$built" ] || die "$built is missing: mvn -DskipTests package"
done

say "a repository of its own, with one commit"
export GIT_AUTHOR_NAME=e2e GIT_AUTHOR_EMAIL=e2e@example.org GIT_COMMITTER_NAME=e2e GIT_COMMITTER_EMAIL=e2e@example.org
mkdir -p "$tree"
git -C "$demo_root" archive HEAD | tar -x -C "$tree"
git -C "$tree" init --quiet --initial-branch main
git -C "$tree" add --all
git -C "$tree" commit --quiet -m "The tree of $(git -C "$demo_root" rev-parse HEAD)"
# The bus is built from this commit, the users application from the next, which knows the cluster's address.
bus_commit=$(git -C "$tree" rev-parse HEAD)

export DEMO_ENV=$work/demo.env
{
    printf 'CLUSTER=kind\nGITHUB_OWNER=acme\nGITHUB_REPOSITORY=users\nGITHUB_TOKEN=%s\nDOCKERHUB_NAMESPACE=acme\n' "$(random)"
    sed -nE 's/^([A-Z_]+_PASSWORD)=$/\1/p' "$tree/database/env.example" | while IFS= read -r name; do
        printf '%s=%s\n' "$name" "$(random)"
    done
} >"$DEMO_ENV"

in_tree setup-minikube.sh
load_env
host=$(host_ip)

say "a registry on the cluster's network"
docker run --detach --name promotion-bus-registry --network kind --publish 127.0.0.1:5000:5000 \
    docker.io/library/registry:3.0.0 >/dev/null
# By its address, which is a private one: Kargo and the node then speak plain HTTP to it.
image_host=$(docker inspect --format '{{.NetworkSettings.Networks.kind.IPAddress}}' promotion-bus-registry):5000
docker exec "$cluster_name-control-plane" mkdir -p "/etc/containerd/certs.d/$image_host"
printf '[host."http://%s"]\n' "$image_host" \
    | docker exec -i "$cluster_name-control-plane" cp /dev/stdin "/etc/containerd/certs.d/$image_host/hosts.toml"
wait_for 60 "the registry" curl --fail --silent http://127.0.0.1:5000/v2/

say "a Git server where the cluster sees this machine"
mkdir -p "$work/git"
git init --quiet --bare --initial-branch main "$work/git/users.git"
# Anybody on the cluster's network may write: Kargo keeps its credentials to itself where the address is plain HTTP.
git -C "$work/git/users.git" config http.receivepack true
cat >"$work/apache.conf" <<TEXT
ServerRoot "$work"
DefaultRuntimeDir "$work"
ServerName git
Listen $host:$git_port
PidFile "$work/apache.pid"
ErrorLog "$work/apache.log"
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule alias_module /usr/lib/apache2/modules/mod_alias.so
LoadModule cgid_module /usr/lib/apache2/modules/mod_cgid.so
LoadModule env_module /usr/lib/apache2/modules/mod_env.so
LoadModule setenvif_module /usr/lib/apache2/modules/mod_setenvif.so
ScriptSock "$work/cgid.sock"
SetEnv GIT_PROJECT_ROOT "$work/git"
SetEnv GIT_HTTP_EXPORT_ALL
SetEnvIf Git-Protocol ".*" GIT_PROTOCOL=\$0
ScriptAlias / "/usr/lib/git-core/git-http-backend/"
<Directory "/usr/lib/git-core">
    Require all granted
</Directory>
TEXT
apache2 -f "$work/apache.conf"
printf 'GIT_URL=http://%s:%s/users.git\nIMAGES=%s/acme\nBUS_TAG=%s\n' "$host" "$git_port" "$image_host" "$bus_commit" >>"$DEMO_ENV"
load_env
wait_for 30 "the Git server" git ls-remote "$GIT_URL"

say "PostgreSQL on this machine"
{
    grep -E '_PASSWORD=' "$DEMO_ENV"
    printf 'POSTGRES_BIND=%s\n' "$host"
} >"$tree/database/.env"
compose up --detach --wait

say "what this run has of its own"
in_tree demo-helpers.sh configure
in_tree generate-helm-output.sh
# Nobody but this run knows its commits, so nobody can say who wrote them; the bus must not ask GitHub.
sed -E -i 's/^( *mode:) Authors$/\1 None/' "$tree"/gitops/kargo/policies/quality.yaml "$tree"/gitops/kargo/policies/production.yaml
values=$tree/gitops/argocd/applications/bus-values.yaml
sed -E -i 's#^(  repository:) acme/users$#\1 ""#' "$values"
cat >>"$values" <<TEXT
registries:
  - {host: "$image_host", url: "http://$image_host"}
networkPolicy:
  egressPorts: [5000]
TEXT
git -C "$tree" commit --quiet --all -m "This cluster"
git -C "$tree" push --quiet "$GIT_URL" main
version=$(git -C "$tree" rev-parse HEAD)

# image NAME DOCKERFILE COMMIT : by the registry's other address, which Docker takes for a safe one.
image() {
    say "image $1:$3"
    docker build --quiet --file "$demo_root/$2" --build-arg "REVISION=$3" --build-arg "VERSION=$3" \
        --tag "127.0.0.1:5000/acme/$1:$3" "$demo_root"
    docker push --quiet "127.0.0.1:5000/acme/$1:$3"
}
image promotion-bus integration/Dockerfile "$bus_commit"
image users-api user-api/Dockerfile "$version"
image users-ui ui/users/Dockerfile "$version"

in_tree setup-argocd.sh
in_tree setup-kargo.sh
in_tree demo-helpers.sh people 2> >(tee "$work/people" >&2)

say "a way to log in without a browser, in this cluster alone"
# kcadm is still logged in, by demo-helpers.sh people.
kcadm() { kube -n keycloak exec -i deployment/keycloak -- /opt/keycloak/bin/kcadm.sh "$@" --config /tmp/kcadm.config; }
client=$(kcadm get clients -r promotion-bus -q clientId=demo-cli --fields id --format csv --noquotes | tr -d '\r')
kcadm update "clients/$client" -r promotion-bus -s directAccessGrantsEnabled=true
secret_value cert-manager local-ca ca.crt >"$work/ca.crt"

# as PERSON COMMAND... : with a fresh token of that person. Also called where `set -e` does not reach.
as() {
    local person=$1 password bearer
    shift
    password=$(sed -nE "s/^ *$person \(.*\): (.+)\$/\1/p" "$work/people")
    bearer=$(curl --fail-with-body --silent --show-error --max-time 20 --cacert "$work/ca.crt" \
        "https://keycloak.app.$(dashed "$(node_ip)").nip.io/realms/promotion-bus/protocol/openid-connect/token" \
        -d grant_type=password -d client_id=demo-cli -d scope=openid -d "username=$person" \
        --data-urlencode "password=$password" | jq -er .access_token) || return 1
    TOKEN=$bearer in_tree demo-helpers.sh "$@"
}

# What the board says runs in a stage.
runs() { as viewer board | grep -E "^image-promotion/$1[[:space:]]+[A-Za-z]+[[:space:]]+$version"; }

# What Argo CD says of a stage: synced to the very commit that the promotion pushed, and healthy.
synced() {
    local head
    head=$(git ls-remote --exit-code "$GIT_URL" "refs/heads/env/$1" | cut -f1) || return 1
    [ "$(kube -n argocd get application "$1-app" \
        -o jsonpath='{.status.sync.status} {.status.sync.revision} {.status.health.status}')" = "Synced $head Healthy" ]
}

# What Kargo says: this version was verified there.
verified() {
    kube -n image-promotion get freights -o json | jq -e --arg version "$version" --arg stage "$1" \
        'any(.items[]; any(.images[]; .tag == $version) and .status.verifiedIn[$stage] != null)'
}

arrived() {
    wait_for 600 "$1 to run it, says the bus" runs "$1"
    wait_for 300 "$1 to be synced and healthy, says Argo CD" synced "$1"
    wait_for 300 "$1 to be verified, says Kargo" verified "$1"
}

arrived dev
say "past the people: refused"
in_tree demo-helpers.sh go-around stg
wait_for 180 "QA's decision" as qa approve stg
arrived stg
say "past the people: refused"
in_tree demo-helpers.sh go-around prod
wait_for 180 "the PO's decision" as po approve prod
arrived prod

say "what answers in prod is that commit"
in_tree demo-helpers.sh version prod | jq -e --arg version "$version" '.commit == $version'
say "and every Promotion was the bus's"
kube -n image-promotion get promotions -o json | jq -e \
    '[.items[].metadata.annotations["kargo.akuity.io/create-actor"]] | length >= 3
        and all(. == "kubernetes:system:serviceaccount:promotion-bus:promotion-bus")'
as viewer board
say "done"
note "next: look around, then gitops/scripts/e2e-kind.sh --delete"
