#!/usr/bin/env bash
# What action.yml runs: its inputs, by way of the environment, become words of the command line.
# Nothing is spliced into a script, so an input is never more than a word.
set -euo pipefail

folder="${RUNNER_TEMP:-.}/page-budgets"
mkdir -p "$folder"
words=(check --budgets "${BUDGETS:-budgets.json}" --github
  --json "$folder/figures.json" --markdown "$folder/figures.md"
  --junit "$folder/figures.xml" --treemap "$folder/where.svg")
[ -z "${APP:-}" ] || words+=(--app "$APP")
[ -z "${URL:-}" ] || words+=(--url "$URL")
[ -z "${PERSONAS:-}" ] || words+=(--personas "$PERSONAS")
[ "${BROWSER_MODE:-false}" != true ] || words+=(--browser)
# A first run has nothing to be compared with.
[ -z "${AGAINST:-}" ] || [ ! -e "$AGAINST" ] || words+=(--against "$AGAINST")
while IFS= read -r word; do
  [ -z "$word" ] || words+=("$word")
done <<<"${MORE:-}"

if [ -n "${GITHUB_OUTPUT:-}" ]; then
  printf 'json=%s\ntreemap=%s\n' "$folder/figures.json" "$folder/where.svg" >>"$GITHUB_OUTPUT"
fi
exec page-budgets "${words[@]}"
