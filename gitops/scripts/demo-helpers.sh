#!/usr/bin/env bash
# Small steps of the demonstration, with a cluster or against the sandbox.
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() {
    cat <<'TEXT'
usage: demo-helpers.sh [--sandbox] COMMAND [ARGUMENT...]

  With a cluster (gitops/demo.env):
    configure            writes repository, images and cluster address of demo.env into helm/, k8s/ and gitops/
    people               makes the people of the demonstration in Keycloak, with passwords that it prints once
    tunnel               a public URL for the two webhooks by cloudflared or ngrok: registers GitHub's, prints Docker Hub's
    token                a bearer token for the APIs; the person logs in with the browser
    users ENVIRONMENT    lists the users of dev, stg or prod
    version ENVIRONMENT  which version answers there
    go-around STAGE      tries to promote the newest Freight past the bus, as whoever has every right in the cluster;
                         succeeds when it is refused
    board                where everything is
    approve STAGE | reject STAGE
                         decides about the stage's open request, as whoever logs in
    layout               a tmux session with the four panes of the talk
  A token in the variable TOKEN is taken instead of asking for a login.

  Against the sandbox (mvn -Psandbox): --sandbox token [PERSON], users, version, go-around, layout, board, and
    push IMAGE [FAULT [MESSAGE]]
                         pushes users-api or users-ui; FAULT is unready, late, crash, slow or empty
    approve STAGE PERSON | reject STAGE PERSON
    mail [PERSON]        what was sent
    clock DURATION       moves business time forward, such as PT24H

  SANDBOX_CONSOLE (http://127.0.0.1:8080), SANDBOX_CONTROL (http://127.0.0.1:8090) and SANDBOX_DATA
  (integration/target/sandbox) say where the sandbox is.
  --help               this text
TEXT
}

sandbox=false
case "${1:-}" in
    -h | --help) usage; exit 0 ;;
    --sandbox) sandbox=true; shift ;;
esac
[ $# -gt 0 ] || { usage >&2; exit 2; }
command=$1
shift

need curl "from your system's packages"
console=${SANDBOX_CONSOLE:-http://127.0.0.1:8080}
control=${SANDBOX_CONTROL:-http://127.0.0.1:8090}

environment_of() {
    case "${1:-}" in dev | stg | prod) printf '%s' "$1" ;; *) die "name an environment: dev, stg or prod" ;; esac
}

get() { curl --fail-with-body --silent --show-error --max-time 20 "$@"; }

# --- where things are -------------------------------------------------------------------------------------------------
ca_file() { # the local authority, for curl
    local file
    file=$(mktemp)
    secret_value cert-manager local-ca ca.crt >"$file"
    printf '%s' "$file"
}

realm() {
    if $sandbox; then
        printf '%s/realms/promotion-bus' "$(get "$control/sandbox/status" | jq -er .urls.keycloak | sed -E 's#/realms/.*##; s#/$##')"
    else
        printf 'https://keycloak.app.%s.nip.io/realms/promotion-bus' "$(dashed "$(node_ip)")"
    fi
}

users_base() {
    if $sandbox; then
        get "$control/sandbox/status" | jq -er --arg e "$1" '.urls.users[$e]'
    else
        printf 'https://%s.app.%s.nip.io' "$1" "$(dashed "$(node_ip)")"
    fi
}

console_base() {
    if $sandbox; then printf '%s' "$console"; else printf 'https://bus.app.%s.nip.io' "$(dashed "$(node_ip)")"; fi
}

trusted() { # curl that trusts the cluster's own authority
    if $sandbox; then get "$@"; else get --cacert "${demo_ca:=$(ca_file)}" "$@"; fi
}

# --- tokens -----------------------------------------------------------------------------------------------------------
sandbox_token() {
    get "$(realm)/protocol/openid-connect/token" -d grant_type=password -d client_id=sandbox-cli \
        -d "username=$1" -d "password=$1" -d scope=openid | jq -er .access_token
}

cluster_token() {
    local device answer interval until
    device=$(trusted "$(realm)/protocol/openid-connect/auth/device" -d client_id=demo-cli -d scope=openid)
    say "open $(printf '%s' "$device" | jq -r .verification_uri_complete)"
    interval=$(printf '%s' "$device" | jq -r '.interval // 5')
    until=$((SECONDS + 300))
    while [ "$SECONDS" -lt "$until" ]; do
        sleep "$interval" # as the identity provider asks
        answer=$(curl --silent --cacert "${demo_ca:=$(ca_file)}" "$(realm)/protocol/openid-connect/token" \
            -d grant_type=urn:ietf:params:oauth:grant-type:device_code -d client_id=demo-cli \
            -d "device_code=$(printf '%s' "$device" | jq -r .device_code)")
        if printf '%s' "$answer" | jq -e .access_token >/dev/null; then
            printf '%s' "$answer" | jq -r .access_token
            return
        fi
        case "$(printf '%s' "$answer" | jq -r .error)" in
            authorization_pending | slow_down) ;;
            *) die "no token: $answer" ;;
        esac
    done
    die "nobody logged in within 300 s"
}

token() {
    local person=${1:-dev}
    if $sandbox; then
        sandbox_token "$person"
    elif [ -n "${TOKEN:-}" ]; then
        printf '%s' "$TOKEN"
    else
        cluster_token
    fi
}

# --- commands for both ------------------------------------------------------------------------------------------------
users() {
    local environment
    environment=$(environment_of "${1:-}")
    trusted -H "Authorization: Bearer ${TOKEN:-$(token dev)}" "$(users_base "$environment")/api/users?size=20" | jq .
}

version() {
    local environment
    environment=$(environment_of "${1:-}")
    trusted "$(users_base "$environment")/api/version" | jq .
}

board() {
    trusted -H "Authorization: Bearer $(token viewer)" "$(console_base)/api/board" | jq -r '.projects[] | .name as $p | .stages[]
        | "\($p)/\(.name)\t\(.health)\t\(.current.artifacts[0].tag // "-")\t\([.candidates[]? | "\(.state): \(.because.text // "")"] | join("; "))"' | column -t -s "$(printf '\t')"
}

decide() {
    local decision=$1 stage=${2:-} person=${3:-} bearer base request
    case "$stage" in stg | prod) ;; *) die "usage: $decision STAGE, which is stg or prod" ;; esac
    if $sandbox && [ -z "$person" ]; then die "usage: $decision STAGE PERSON"; fi
    bearer=$(token "$person")
    base=$(console_base)
    request=$(trusted -H "Authorization: Bearer $bearer" "$base/api/approvals?state=open&stage=$stage" | jq -r '.items[0].id // empty')
    [ -n "$request" ] || die "nothing waits for a decision about $stage"
    trusted -H "Authorization: Bearer $bearer" "$base/api/approvals/$request" \
        | jq --arg decision "$decision" '{decision: $decision, comment: "demonstration", fingerprint}' \
        | trusted -X POST -H 'Content-Type: application/json' -H "Authorization: Bearer $bearer" \
            "$base/api/approvals/$request/decision" --data-binary @- | jq '{id, stage, state}'
}

layout() {
    need tmux "from your system's packages"
    local session=promotion-bus
    if ! tmux has-session -t "$session" 2>/dev/null; then
        local first board messages logs
        # Panes by their ids: where numbering starts is everybody's own setting.
        first=$(tmux new-session -d -P -F '#{pane_id}' -s "$session" -n demo -c "$demo_root")
        messages=$(tmux split-window -h -P -F '#{pane_id}' -t "$first" -c "$demo_root")
        board=$(tmux split-window -v -P -F '#{pane_id}' -t "$first" -c "$demo_root")
        logs=$(tmux split-window -v -P -F '#{pane_id}' -t "$messages" -c "$demo_root")
        if $sandbox; then
            tmux send-keys -t "$board" "watch -n 2 gitops/scripts/demo-helpers.sh --sandbox board" C-m
            tmux send-keys -t "$messages" "watch -n 2 gitops/scripts/demo-helpers.sh --sandbox mail" C-m
            tmux send-keys -t "$logs" "watch -n 2 gitops/scripts/demo-helpers.sh --sandbox version prod" C-m
        else
            tmux send-keys -t "$board" "kubectl -n image-promotion get freight,promotions --watch" C-m
            tmux send-keys -t "$messages" "watch -n 2 kubectl get pods -A -l app.kubernetes.io/part-of=users" C-m
            tmux send-keys -t "$logs" "kubectl -n promotion-bus logs -f deployment/promotion-bus" C-m
        fi
        tmux select-pane -t "$first"
    fi
    note "tmux attach -t $session"
}

# --- with a cluster ---------------------------------------------------------------------------------------------------
configure() {
    require GITHUB_OWNER GITHUB_REPOSITORY DOCKERHUB_NAMESPACE
    local node host file git_before images_before bus_tag
    node=$(dashed "$(node_ip)")
    host=$(dashed "$(host_ip)")
    # What stands there now, not placeholders: it can be run again for another owner or another address.
    git_before=$(literally "$(configured_git_url)")
    images_before=$(literally "$(configured_images)")
    bus_tag=${BUS_TAG:-$(git -C "$demo_root" rev-parse --verify --quiet HEAD || true)}
    [[ "$bus_tag" =~ ^[0-9a-f]{40}$ ]] || die "which bus? Set BUS_TAG in gitops/demo.env to the commit whose image CI published"
    while IFS= read -r file; do
        sed -E -i.before \
            -e "s#$git_before#$GIT_URL#g" \
            -e "s#$images_before/(users-api|users-ui|promotion-bus)#$IMAGES/\1#g" \
            -e "s#\bapp\.[0-9]+-[0-9]+-[0-9]+-[0-9]+\.nip\.io#app.$node.nip.io#g" \
            -e "s#\bpg\.[0-9]+-[0-9]+-[0-9]+-[0-9]+\.nip\.io#pg.$host.nip.io#g" \
            -e "s#^(  repository: )[A-Za-z0-9._-]+/[A-Za-z0-9._-]+\$#\1$GITHUB_OWNER/$GITHUB_REPOSITORY#" \
            "$file"
        cmp -s "$file" "$file.before" || note "changed ${file#"$demo_root"/}"
        rm -f "$file.before"
    done < <(find "$demo_root/helm" "$demo_root/k8s" "$demo_root/gitops" -type f \( -name '*.yaml' -o -name realm.json \) \
        -not -path '*/ci/*' -not -path '*/install/mail.yaml' -print; printf '%s\n' "$demo_root/gitops/kargo/install/mail.yaml")
    # A version of the bus that was chosen later is kept.
    if [ -n "${BUS_TAG:-}" ] || ! [[ "$(configured_bus_tag)" =~ ^[0-9a-f]{40}$ ]]; then
        file="$demo_root/gitops/argocd/applications/bus-values.yaml"
        sed -E "s#^(  tag: ).*#\1\"$bus_tag\"#" "$file" >"$file.after"
        cmp -s "$file" "$file.after" || note "the bus is $IMAGES/promotion-bus:$bus_tag"
        cat "$file.after" >"$file"
        rm -f "$file.after"
    fi
    note "commit and push it: Argo CD and Kargo read the repository, not this folder"
    note "next: gitops/scripts/setup-argocd.sh"
}

literally() { # as a pattern that matches this text and nothing else
    # shellcheck disable=SC2016 # signs of the pattern, no expansions
    printf '%s' "$1" | sed 's/[][\.*^$+?(){}|#]/\\&/g'
}

people() {
    local person roles password
    wait_for 60 "Keycloak" kube -n keycloak rollout status deployment/keycloak --timeout=5s
    kcadm() { kube -n keycloak exec -i deployment/keycloak -- /opt/keycloak/bin/kcadm.sh "$@" --config /tmp/kcadm.config; }
    # shellcheck disable=SC2016 # expands in the pod
    printf '%s' "$(secret_value keycloak keycloak admin-password)" | kube -n keycloak exec -i deployment/keycloak -- sh -c \
        'KC_CLI_PASSWORD=$(cat) /opt/keycloak/bin/kcadm.sh config credentials --config /tmp/kcadm.config --server http://127.0.0.1:8080 --realm master --user admin' >/dev/null
    while read -r person roles; do
        if kcadm get users -r promotion-bus -q "username=$person" -q exact=true | grep -q '"username"'; then
            note "$person is there"
            continue
        fi
        password=$(random 9)
        printf '{"username":"%s","email":"%s@example.org","emailVerified":true,"enabled":true,"firstName":"%s","lastName":"Demo","attributes":{"github":["%s"],"locale":["pt-BR"]},"credentials":[{"type":"password","value":"%s","temporary":false}]}' \
            "$person" "$person" "$person" "$person" "$password" | kcadm create users -r promotion-bus -f - >/dev/null
        for role in $roles; do
            kcadm add-roles -r promotion-bus --uusername "$person" --rolename "$role" >/dev/null
        done
        note "$person ($roles): $password"
    done <<'TEXT'
dev user-reader user-admin
qa user-reader qa
po user-reader po
operator user-reader operator break-glass
auditor user-reader auditor
viewer user-reader viewer
TEXT
    note "set the attribute github of each to the person's real login: four-eyes compares it with the commits' authors"
}

tunnel() {
    require GITHUB_OWNER GITHUB_REPOSITORY GITHUB_TOKEN
    local log url secret_text hook address
    address=$(dashed "$(node_ip)")
    log=$(mktemp)
    if command -v cloudflared >/dev/null; then
        cloudflared tunnel --no-autoupdate --no-tls-verify --url "https://bus.app.$address.nip.io" \
            --http-host-header "bus.app.$address.nip.io" >"$log" 2>&1 &
        tunnel_pid=$!
        wait_for 60 "cloudflared" grep -qE 'https://[a-z0-9-]+\.trycloudflare\.com' "$log"
        url=$(grep -oE 'https://[a-z0-9-]+\.trycloudflare\.com' "$log" | head -1)
    elif command -v ngrok >/dev/null; then
        ngrok http "https://bus.app.$address.nip.io" --host-header "bus.app.$address.nip.io" --log stdout >"$log" 2>&1 &
        tunnel_pid=$!
        wait_for 60 "ngrok" grep -qE 'url=https://' "$log"
        url=$(grep -oE 'url=https://[^ ]+' "$log" | head -1 | cut -d= -f2)
    else
        die "neither cloudflared nor ngrok is there; without a tunnel the bus still finds new images, by gap repair and Kargo's polling"
    fi
    trap 'kill "$tunnel_pid" 2>/dev/null || true' EXIT INT TERM
    secret_text=$(secret_value promotion-bus promotion-bus-webhooks github-secret)
    hooks="https://api.github.com/repos/$GITHUB_OWNER/$GITHUB_REPOSITORY/hooks"
    github() { # the token by standard input of curl's configuration, not by its arguments
        printf 'header = "Authorization: Bearer %s"\n' "$GITHUB_TOKEN" | get --config - -H "Accept: application/vnd.github+json" "$@"
    }
    # One hook of ours at a time: the one whose URL ends like ours is moved, otherwise a new one is made.
    hook=$(github "$hooks" | jq -r '[.[] | select(.config.url | endswith("/webhooks/github"))][0].id // empty')
    body=$(jq -n --arg url "$url/webhooks/github" --arg secret "$secret_text" \
        '{active: true, events: ["push", "pull_request", "workflow_run"], config: {url: $url, content_type: "json", secret: $secret}}')
    if [ -n "$hook" ]; then
        printf '%s' "$body" | github -X PATCH "$hooks/$hook" --data-binary @/dev/fd/3 3<&0 >/dev/null
    else
        printf '%s' "$body" | github -X POST "$hooks" --data-binary @/dev/fd/3 3<&0 >/dev/null
    fi
    say "GitHub sends to $url/webhooks/github"
    say "at Docker Hub, add to both repositories the webhook"
    note "$url/webhooks/dockerhub/$(secret_value promotion-bus promotion-bus-webhooks dockerhub-token)"
    note "the tunnel lasts until Ctrl-C"
    wait "$tunnel_pid"
}

# Kubernetes' own API, as its administrator: what kubectl would send.
kubernetes_get() {
    if $sandbox; then get -H "Authorization: Bearer $admin_token" "$admin_server$1"; else kube get --raw "$1"; fi
}

go_around() {
    local stage=${1:-} freight answer promotion_file objects=/apis/kargo.akuity.io/v1alpha1/namespaces/image-promotion
    case "$stage" in stg | prod) ;; *) die "name a gated stage: stg or prod" ;; esac
    if $sandbox; then
        local file="${SANDBOX_DATA:-$demo_root/integration/target/sandbox}/kubeconfig-admin"
        [ -r "$file" ] || die "there is no $file: is the sandbox's data elsewhere (SANDBOX_DATA)?"
        admin_server=$(sed -nE 's/.*server: "([^"]+)".*/\1/p' "$file")
        admin_token=$(sed -nE 's/.*token: "([^"]+)".*/\1/p' "$file")
    fi
    freight=$(kubernetes_get "$objects/freights" | jq -er '.items | sort_by(.metadata.creationTimestamp) | last | .metadata.name') \
        || die "there is no Freight yet: push something first"
    promotion_file=$(mktemp)
    jq -n --arg stage "$stage" --arg freight "$freight" '{apiVersion: "kargo.akuity.io/v1alpha1", kind: "Promotion",
        metadata: {generateName: ($stage + "."), namespace: "image-promotion"},
        spec: {stage: $stage, freight: $freight, steps: [{uses: "fail"}]}}' >"$promotion_file"
    if $sandbox; then
        answer=$(curl --silent --show-error --max-time 20 -X POST -H "Authorization: Bearer $admin_token" \
            -H 'Content-Type: application/json' "$admin_server$objects/promotions" --data-binary @"$promotion_file" | jq -r .message)
    else
        answer=$(kube create -f "$promotion_file" 2>&1) || true
    fi
    rm -f "$promotion_file"
    printf '%s\n' "$answer"
    case "$answer" in *"people decide about stage"*) ;; *) die "it was not refused by the gate" ;; esac
}

# --- against the sandbox ----------------------------------------------------------------------------------------------
post() { get -X POST -H 'Content-Type: application/json' "$@"; }

push() {
    [ -n "${1:-}" ] || die "name an image: users-api or users-ui"
    jq -n --arg image "$1" --arg fault "${2:-}" --arg message "${3:-Change of $1}" '{image: $image, message: $message} + (if $fault == "" then {} else {fault: $fault} end)' \
        | post "$control/sandbox/push" --data-binary @- | jq .
}

mail() { get "$control/sandbox/mail?to=${1:-}" | jq -r '.items[] | "\(.at)  \(.to)  \(.subject)  \(.links[0] // "")"'; }

clock() {
    [ -n "${1:-}" ] || die "say how far, such as PT24H"
    jq -n --arg advance "$1" '{advance: $advance}' | post "$control/sandbox/clock" --data-binary @- | jq .
}

case "$command" in
    token | users | version | go-around | board | approve | reject | push | mail | clock | tunnel) need jq "from your system's packages" ;;
esac
if $sandbox; then
    case "$command" in
        token | users | version | layout | push | board | mail | clock) "$command" "$@" ;;
        approve | reject) decide "$command" "$@" ;;
        go-around) go_around "$@" ;;
        *) usage >&2; exit 2 ;;
    esac
else
    case "$command" in
        configure | people | tunnel | token | users | version | go-around | board | approve | reject | layout) ;;
        *) usage >&2; exit 2 ;;
    esac
    load_env
    need kubectl "https://kubernetes.io/docs/tasks/tools/"
    case "$command" in
        approve | reject) decide "$command" "$@" ;;
        *) "${command/-/_}" "$@" ;;
    esac
fi
