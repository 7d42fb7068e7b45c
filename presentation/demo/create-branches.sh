#!/usr/bin/env bash
# Makes a working clone with the branches of the demonstration: main is the base, each branch is the base and one patch.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

usage() { echo "usage: create-branches.sh FOLDER   (it must not exist)"; }

case "${1:-}" in
    -h | --help) usage; exit 0 ;;
    "" | -*) usage >&2; exit 2 ;;
esac
[ $# -eq 1 ] || { usage >&2; exit 2; }
[ ! -e "$1" ] || { echo "error: $1 is there already" >&2; exit 1; }

git init --quiet --initial-branch=main "$1"
cp -R "$here/base/." "$1/"
cd "$1"
# Whoever has no name yet demonstrates as the demonstration.
git config user.name "$(git config user.name || echo Demonstração)"
git config user.email "$(git config user.email || echo demo@example.org)"
git config commit.gpgsign false
printf 'target/\n' >.gitignore
git add --all
git commit --quiet --message "feat: criar e listar usuários"
git branch feature/create-user # already in the base

branch() { # NAME FROM MESSAGE
    git switch --quiet --create "feature/$1" "$2"
    git apply "$here/patches/$1.patch"
    git add --all
    git commit --quiet --message "$3"
}

branch update-user main "feat: atualizar usuário"
branch delete-user main "feat: apagar usuário"
branch error main "feat: relatório de usuários"
branch fix feature/error "fix: relatório sem crescer para sempre"
git switch --quiet main
git branch --format='%(refname:short)'
