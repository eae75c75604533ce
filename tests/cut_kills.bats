# recon-cut killed, and run by several at once: a date is turned once, and nobody
# is left with one that was withdrawn.

load helper
load cut
load cut_verify

setup() {
	has_records
	differ
}

# round: what turns a date to its end, a line a command.
round() {
	cat <<-'END'
	22:00:00 announce
	23:00:00 cut
	23:10:00 complete bill
	23:10:00 ready ledger
	23:10:00 complete ledger
	23:10:00 ready general
	23:10:00 complete general
	23:20:00 seal
	23:21:00 extract bill --left bill.left
	23:21:00 extract ledger --left ledger.left --right ledger.right
	23:21:00 extract general --right general.right
	23:30:00 tie bill-ledger.facts ledger-general.facts
	23:40:00 lock
	END
}

# compared: before the command, what was extracted, where it asks for that.
compared() {
	[ "$1" != tie ] || {
		joined bill ledger
		joined ledger general
	}
}

# gone_back: each system that was told a try of which the last is withdrawn was
# told its withdrawal, and holds none.
gone_back() {
	python3 - <<-'END'
	told, back = set(), set()
	for line in open("log"):
	    system, what, _, n = line.split()
	    if what == "announce":
	        told.add((system, n))
	    elif what == "withdraw":
	        back.add((system, n))
	assert told <= back, (told, back)
	for system in "bill", "ledger", "general":
	    stand = open(system + "/stand").read().split()
	    assert stand[1] == "-", (system, stand)
	END
}

# judge_round: the date was turned once and is locked: each step was taken once,
# nothing that was told is without its ok, each system is at the next date, and
# nobody was told what comes behind something before that.
judge_round() {
	at 23:59:00 status --json pay.cut $D >now
	at 23:59:00 history --json pay.cut $D >steps
	python3 - <<-'END'
	import collections, json
	order = ["bill", "ledger", "general"]
	now = json.load(open("now"))
	for s in [now] + now["systems"]:
	    assert (s["state"], s.get("told")) == ("locked", None), s
	steps = collections.Counter()
	for line in open("steps"):
	    s = json.loads(line)
	    if s["what"] not in ("told", "not yet"):
	        steps[s["what"], s["system"]] += 1
	want = {(what, None): 1 for what in ("opened", "decided", "sealed", "tied",
	                                 "locked")}
	for s in order:
	    for what in "announced", "cut", "complete", "extracted", "locked":
	        want[what, s] = 1
	    if s != "bill":
	        want["ready", s] = 1
	want["extracted", "ledger"] = 2 # both sides
	assert steps == want, steps
	for s in order:
	    assert open(s + "/stand").read() == "2026-11-29 -\n", s
	first, last = {}, {}
	for n, line in enumerate(open("log")):
	    s, what, date, attempt = line.split()
	    assert (date, attempt) == ("2026-11-28", "1"), line
	    first.setdefault((s, what), n)
	    last[s, what] = n
	def begins(what):
	    return [first[s, what] for s in order if (s, what) in first]
	assert {what for _, what in first} <= {"announce", "cut", "ready",
	    "complete", "extract", "locked", "date"}, first
	for what in "announce", "cut", "complete", "locked":
	    assert len(begins(what)) == 3, what
	assert begins("cut") == sorted(begins("cut")), first
	steps = "announce", "cut", "complete", "extract", "locked"
	for before, behind in zip(steps, steps[1:]):
	    assert max(begins(before)) < min(begins(behind)), (before, behind)
	for up, s in zip(order, order[1:]):
	    assert first[up, "complete"] < first[s, "ready"], s
	    assert first[s, "ready"] < first[s, "complete"], s
	END
}

@test "schedulers at once turn a date once, and lock it" {
	for i in 1 2; do
		rm -f t.db
		cut_stand $D
		while read -r time command words <&4; do
			compared $command
			pids=()
			for j in 1 2 3 4; do
				at $time $command pay.cut $D $words 2>err.$j &
				pids+=($!)
			done
			for pid in "${pids[@]}"; do
				wait "$pid"
			done
		done 4< <(round)
		judge_round
	done
}

@test "two schedulers at once that are refused leave nobody with the date" {
	echo 'fail no' >general/announce
	for i in 1 2; do
		rm -f t.db
		cut_stand $D
		pids=()
		for j in 1 2 3 4; do
			at 22:00:00 announce pay.cut $D 2>err.$j &
			pids+=($!)
		done
		for pid in "${pids[@]}"; do
			got=0
			wait "$pid" || got=$?
			[ $got = 1 ]
		done
		states withdrawn withdrawn withdrawn withdrawn
		gone_back
	done
}

# killed_at CALLS N TIME COMMAND...: as at, killed before the nth of these calls:
# status 137, unless it makes fewer.
killed_at() {
	local calls=$1 n=$2 time=$3 command=$4
	shift 4
	strace -o /dev/null -e trace=$calls -e inject=$calls:signal=KILL:when=$n \
		recon-cut $command --store t.db --rehearse \
		--at ${D}T$time+08:00 "$@" >killed 2>&1
}

@test "killed before any call, a withdrawal goes on to its end" {
	command -v strace >/dev/null || skip 'no strace'
	sanitized && skip 'not under AddressSanitizer, which strace hinders'
	echo 'fail no' >general/announce
	kills=0
	for calls in pwrite64 write vfork,clone,clone3; do
		for ((n = 1;; n += ${CUT_KILLS_STEP:-29})); do
			rm -f t.db*
			cut_stand $D
			run killed_at $calls $n 22:00:00 announce pay.cut $D
			[ "$status" = 137 ] || break
			is 1 at 22:01:00 announce pay.cut $D
			states withdrawn withdrawn withdrawn withdrawn
			gone_back
			kills=$((kills + 1))
		done
	done
	[ "$kills" -ge 6 ]
}

# again TIME COMMAND...: given until all is done.
again() {
	local i
	for i in 1 2 3; do
		at "$@" && return
	done
	return 1
}

# turned_killed CALLS N STEP: a round, each command of which is killed before a
# call from the Nth on, and given again; `over` has those that make fewer, and
# `kills` counts. Commands are killed at calls that are not the same, so that
# also a few rounds have many.
turned_killed() {
	local calls=$1 n=$2 step=$3 i=0 got time command words
	rm -f t.db*
	cut_stand $D
	while read -r time command words <&4; do
		compared $command
		i=$((i + 1))
		got=0
		[ -n "${over[$i]-}" ] || killed_at $calls \
			$((n + 3 * i % 17 % step)) $time $command pay.cut $D $words ||
			got=$?
		case $got in
		0) over[i]=yes ;;
		137) kills[$command]=$((${kills[$command]-0} + 1)) ;;
		*) cat killed && return 1 ;;
		esac
		again $time $command pay.cut $D $words
	done 4< <(round)
	judge_round
}

# A kill before each call is one before each step, and between any two.
@test "killed before any call that changes something, a round goes on to its end" {
	command -v strace >/dev/null || skip 'no strace'
	sanitized && skip 'not under AddressSanitizer, which strace hinders'
	declare -A kills=()
	while read -r calls step <&5; do
		step=${CUT_KILLS_STEP:-$step}
		over=()
		for ((n = 1; ${#over[@]} < 13; n += step)); do
			turned_killed $calls $n $step 2>again
		done
	done 5<<-'END'
	pwrite64 83
	fdatasync 23
	unlink 7
	write 7
	rename 2
	vfork,clone,clone3 2
	END
	[ ${#kills[@]} = 8 ] # of each command
}
