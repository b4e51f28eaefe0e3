#!/usr/bin/env bash
# run.sh [MANY [FEW]]: asks the built simulator about MANY numbers at ywjisu and
# FEW at Alibaba Cloud with the built numcheck, while faults.yaml goes wrong, kills
# each run twice, continues it, and compares the rows with what was charged: what
# is left of the quota and of the balance is bought afterwards, number by number.
set -euo pipefail
cd "$(dirname "$0")/../.."
many=${1:-1900000} few=${2:-100000}
work=$(mktemp -d)
quota=$((many + 200)) balance=$((few / 10 + 20)) # 0.10 yuan for a number
export YWJISU_CODE=numsim YWJISU_PWD=numsim-pwd YWJISU_KEY=numsim-key
export ALIBABA_CLOUD_ACCESS_KEY_ID=numsim ALIBABA_CLOUD_ACCESS_KEY_SECRET=numsim-secret

bin/simulator --quiet --free-ports --scenario bench/millions/faults.yaml \
  --set "ywjisu.quota=$quota" --set "aliyun.balance=$balance" --set aliyun.qps=900 --set aliyun.nonce-cap=1000000 \
  >"$work/ready" 2>"$work/simulator.log" &
simulator=$!
trap 'kill $simulator 2>/dev/null || true; rm -rf "$work"' EXIT
until grep -q . "$work/ready"; do kill -0 $simulator && sleep 0.1; done
url() { grep -oE "$1=[^ ]+" "$work/ready" | cut -d= -f2 | sed -E 's#^(http://)?#http://#'; }

# line PROVIDER LIST OUT OPTION...
line() { numcheck=(bin/numcheck --provider "$1" --base-url "$1=$(url "$1")" --price-cny ywjisu=0.01 --in "$2" --out "$3" "${@:4}"); }
check() { line "$@" && "${numcheck[@]}"; }

# numbers PREFIX HOW_MANY
numbers() { awk -v p="$1" -v n="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s%08d\n", p, i }'; }

# killed SECONDS PROVIDER LIST OUT OPTION...: begins or goes on, and ends by SIGKILL
killed() {
  line "${@:2}"
  "${numcheck[@]}" 2>>"$work/killed.log" &
  local job=$!
  sleep "$1"
  if kill -9 $job 2>/dev/null; then wait $job 2>/dev/null || true; else echo "it ended before it could be killed"; fi
  echo "$(wc -l <"$4") lines when it was killed"
}

# tally CSV: outcomes, and how many numbers have not exactly one row
tally() {
  awk -F, 'NR > 1 { outcome[$2]++; rows[$1]++; if ($10 == "yes") paid++ }
    END { for (n in rows) { numbers++; if (rows[n] > 1) twice++ }
      printf "%d numbers, %d of them twice; answered %d (charged %d), refused %d, perhaps %d\n", numbers, twice, outcome["answered"], paid, outcome["refused"], outcome["perhaps"]
      printf "%d %d %d %d\n", numbers, twice, paid, outcome["perhaps"] > "'"$work"'/sums" }' "$1"
}

# left PROVIDER: buys number after number until nothing is left, and says how many
left() {
  numbers 137 "$((many / 10 + few / 2 + 1000))" >"$work/rest"
  : >"$work/rest.csv"
  rm -f "$work"/rest.csv*
  check "$1" "$work/rest" "$work/rest.csv" --workers 16 2>/dev/null || true
  local bought; bought=$(awk -F, '$2 == "answered" && $10 == "yes"' "$work/rest.csv" | wc -l)
  local i=$((many / 10 + few / 2 + 1000)) # a batch that is not covered is refused whole: the rest one by one
  while [ "$1" = ywjisu ]; do
    numbers 1371 "$i" | tail -n 1 >"$work/one"; i=$((i + 1))
    rm -f "$work"/one.csv*
    check ywjisu "$work/one" "$work/one.csv" 2>/dev/null || break
    bought=$((bought + $(awk -F, '$10 == "yes"' "$work/one.csv" | wc -l)))
  done
  echo "$bought"
}

# run PROVIDER PREFIX HOW_MANY BEGAN_WITH KILL_AFTER OPTION...
run() {
  local began=$SECONDS provider=$1 out=$work/$1.csv
  numbers "$2" "$3" >"$work/$1.txt"
  killed "$5" "$provider" "$work/$1.txt" "$out" "${@:6}"
  killed "$5" "$provider" "$work/$1.txt" "$out" "${@:6}" --resume
  check "$provider" "$work/$1.txt" "$out" "${@:6}" --resume 2>"$work/last.log" || [ $? = 1 ]
  echo "== $provider: $3 numbers, $((SECONDS - began)) s, two kills of them"
  tail -n 4 "$work/last.log"
  tally "$out"
  read -r rows twice paid perhaps <"$work/sums"
  [ "$rows" = "$3" ]
  [ "$twice" = 0 ]
  local ledger=$(($4 - $(left "$provider")))
  echo "charged by rows $paid <= ledger $ledger <= charged and perhaps $((paid + perhaps))"
  [ "$paid" -le "$ledger" ]
  [ "$ledger" -le $((paid + perhaps)) ]
}

run ywjisu 139 "$many" "$quota" 20 --workers 64
run aliyun 138 "$few" $((balance * 10)) 20 --workers 128 --rate 950
