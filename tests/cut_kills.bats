# recon-cut killed, and run by several at once: a date is turned once, and nobody
# is left with one that was withdrawn.

load helper
load cut

setup() {
	cd "$BATS_TEST_TMPDIR"
	umask 022
	D=2026-11-28
	cut_book pay
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

# judge_log: nobody was told a cut before all were announced to, nor a step of
# what it is after.
judge_log() {
	python3 - <<-'END'
	at = {}
	for n, line in enumerate(open("log")):
	    system, what, *_ = line.split()
	    at.setdefault((system, what), n)
	order = ["bill", "ledger", "general"]
	cuts = [at[s, "cut"] for s in order]
	assert cuts == sorted(cuts), at
	assert max(at[s, "announce"] for s in order) < min(cuts), at
	assert not any(what == "withdraw" for _, what in at), at
	END
}

@test "two schedulers at once turn a date once" {
	for i in 1 2; do
		rm -f t.db
		cut_stand $D
		for command in announce cut; do
			time=22:00:00
			[ $command = announce ] || time=23:00:00
			pids=()
			for j in 1 2 3 4; do
				at $time $command pay.cut $D 2>err.$j &
				pids+=($!)
			done
			for pid in "${pids[@]}"; do
				wait "$pid"
			done
		done
		states decided cut cut cut
		at 23:00:00 history --json pay.cut | python3 -c '
import collections, json, sys
n = collections.Counter()
for line in sys.stdin:
    s = json.loads(line)
    if s["what"] != "told":
        n[s["what"], s["system"]] += 1
assert set(n.values()) == {1}, n
assert len(n) == 8, n'
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

@test "killed before any call, a withdrawal goes on to its end" {
	command -v strace >/dev/null || skip 'no strace'
	sanitized && skip 'not under AddressSanitizer, which strace hinders'
	echo 'fail no' >general/announce
	kills=0
	for call in pwrite64 write vfork clone clone3; do
		for ((n = 1;; n += ${CUT_KILLS_STEP:-29})); do
			rm -f t.db*
			cut_stand $D
			run strace -o /dev/null -e trace=$call \
				-e inject=$call:signal=KILL:when=$n \
				recon-cut announce --store t.db --rehearse \
				--at ${D}T22:00:00+08:00 pay.cut $D
			[ "$status" = 137 ] || break
			is 1 at 22:01:00 announce pay.cut $D
			states withdrawn withdrawn withdrawn withdrawn
			gone_back
			kills=$((kills + 1))
		done
	done
	[ "$kills" -ge 6 ]
}

@test "killed before any call that changes something, a round goes on to its end" {
	command -v strace >/dev/null || skip 'no strace'
	sanitized && skip 'not under AddressSanitizer, which strace hinders'
	kills=0
	for call in pwrite64 fdatasync unlink write vfork clone clone3; do
		for ((n = 1;; n += ${CUT_KILLS_STEP:-29})); do
			rm -f t.db*
			cut_stand $D
			time=22:00:00
			killed=
			for command in announce cut complete; do
				[ $command = announce ] || time=23:00:00
				run strace -o /dev/null -e trace=$call \
					-e inject=$call:signal=KILL:when=$n \
					recon-cut $command --store t.db --rehearse \
					--at ${D}T$time+08:00 pay.cut $D
				[ "$status" != 137 ] || killed=yes
				for again in 1 2 3; do
					at $time $command pay.cut $D >again 2>&1 && break
				done || true
			done
			states decided complete cut cut
			judge_log
			[ -n "$killed" ] || break
			kills=$((kills + 1))
		done
	done
	[ "$kills" -ge 12 ]
}
