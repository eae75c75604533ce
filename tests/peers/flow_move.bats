# A store of flows goes from a directory to a server and back: all that is in it,
# and what is under way.

load ../helper
load postgres

setup_file() {
	[ -x "$BUILD/bin/recon-flow" ] || skip "recon-flow was not built"
	ldd "$BUILD/bin/recon-flow" | grep -q libpq || skip "recon-flow was built without libpq"
	begin_server
}

teardown_file() {
	end_server
}

setup() {
	cd "$BATS_TEST_TMPDIR"
	begin_database
	umask 022
}

# answers STORE DIR: all that people see of it, into the directory. Only a server's
# says which worker has an attempt, and whether one is there.
answers() {
	local id
	mkdir "$2"
	recon-flow ls --store "$1" --json --children | grep -v '^{"\(runner\|worker\)' >"$2/ls"
	grep -o '^{"run":[0-9]*' "$2/ls" | cut -d: -f2 | while read -r id; do
		recon-flow show --store "$1" --json "$id"
	done | grep -v '^{"\(runner\|worker\)' |
		sed 's/,"\(worker\|host\|where\)":[^,}]*//g; s/"dir":"[^"]*\(runs\/[^"]*\)"/"dir":"\1"/g' >"$2/show"
	recon-flow log --store "$1" --json >"$2/log"
	# what ended lately is another from minute to minute
	recon-flow stats --store "$1" --json | grep -v '"worker\|"ready":0' |
		sed 's/,"ended_minute.*//' >"$2/stats"
	recon-flow missed --store "$1" --json >"$2/missed"
	[ -s "$2/ls" ] && [ -s "$2/show" ] && [ -s "$2/log" ] && [ -s "$2/stats" ]
}

# is_so COMMAND STORE, which is $1 in it.
is_so() {
	local command=$1
	shift
	eval "$command"
}

# wait_until COMMAND STORE: 20 seconds at most.
wait_until() {
	local i
	for ((i = 0; i < 100; i++)); do
		! is_so "$1" "$2" || return 0
		sleep 0.2
	done
	cat work.err
	return 1
}

# fill STORE: runs that are done, held, and have runs below them; an attempt goes
# on until there is a file "go".
fill() {
	cat >one.flow <<-END
	[param day]
	type = date
	[node first]
	sh = printf 'n\t12\n' >>"\$RECON_OUT"
	out = n int
	[node then]
	after = first
	approve = finance
	END
	cat >bad.flow <<-END
	[node a]
	run = false
	END
	cat >below.flow <<-END
	[param item]
	type = text
	[node x]
	sh = test "\$RECON_P_ITEM" != two
	END
	cat >above.flow <<-END
	[node each]
	flow = below.flow
	for-each = $PWD/items
	param item = {line.1}
	END
	printf '%s\n' one two 对账 >items
	cat >long.flow <<-END
	[node l]
	class = slow
	sh = until [ -e $PWD/go ]; do sleep 0.1; done; echo long >>$PWD/effects
	[node m]
	after = l
	sh = echo behind >>$PWD/effects
	END
	mkdir "$1"
	recon-flow work --store "$1" 2>work.err 3>&- &
	worker=$!
	until [ -e "$1/flow.db" ]; do sleep 0.05; done
	recon-flow start --store "$1" one.flow day=2026-11-29
	recon-flow start --store "$1" bad.flow
	recon-flow start --store "$1" above.flow
	recon-flow start --store "$1" long.flow
	recon-flow class --store "$1" slow limit=3 --why "a test"
	wait_until 'recon-flow ls --store "$1" | grep -q "l is running"' "$1"
	wait_until 'recon-flow ls --store "$1" | grep -q "needs a person"' "$1"
	kill $worker
	wait $worker
	worker=
}

teardown() {
	touch go # an attempt that waits for it
	[ -z "${worker-}" ] || kill -KILL "$worker" 2>/dev/null || :
}

@test "a store goes to a server and back, and what is under way goes on" {
	fill store
	answers store before
	is 0 recon-flow move store "$db"
	says "recon-flow: $db: 7 runs, 5 of which have not ended, and 1 attempt under way"
	answers "$db" there
	diff -r before there
	is 2 recon-flow work --store store --until-idle
	says "recon-flow: store/flow.db: was moved to $db, which is the store now"
	answers store after
	diff -r before after
	is 2 recon-flow move store "$db"
	mkdir elsewhere
	is 2 recon-flow move "$db" elsewhere
	grep -q "1 attempts of worker 1 go on in $PWD/store" err
	is 0 recon-flow move "$db" store
	says "recon-flow: store: 7 runs, 5 of which have not ended, and 1 attempt under way"
	answers store back
	diff -r before back
	[ ! -e store/worker ]
	is 2 recon-flow work --store "$db" --dir elsewhere --until-idle
	sql "$name" "UPDATE run SET since = 0" 2>refused && false || :
	grep -q "the store was moved to $PWD/store" refused
	is 0 recon-flow move store "$db" # in the place of what was moved away
	touch go
	recon-flow work --store "$db" --dir store --until-idle
	printf '%s\n' long behind | same - effects
	recon-flow start --store "$db" --wait 10s bad.flow >id # ids go on
	[ "$(cat id)" -gt 7 ]
	is 0 recon-flow move "$db" store
	recon-flow ls --store store --json | grep -q "\"run\":$(cat id),"
}

# runnerless FILE: a store on a server says nothing of a runner.
runnerless() {
	sed 's/"runner":[a-z]*,//g' "$1"
}

@test "a move that is killed anywhere leaves one store, and is made up for" {
	local call n kills=0
	fill store
	touch go
	recon-flow work --store store --until-idle
	answers store before
	cp -a store kept
	for call in pwrite64 fsync fdatasync rename unlink sendto; do
		for n in 1 2 5 14 40 90; do
			strace -f -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$n \
				recon-flow move store "$db" >out 2>&1 && break
			kills=$((kills + 1))
			# the one that is left goes on, and is moved by the same again
			recon-flow work --store store --until-idle 2>one || :
			recon-flow move store "$db" 2>out || grep 'which is the store now' out
			recon-flow work --store "$db" --dir store --until-idle
			rm -rf there
			answers "$db" there
			diff <(runnerless before/show) <(runnerless there/show)
			strace -f -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$n \
				recon-flow move "$db" store >out 2>&1 && continue
			recon-flow move "$db" store 2>out || grep 'which is the store now' out
			recon-flow work --store store --until-idle
			rm -rf back
			answers store back
			diff <(runnerless before/show) <(runnerless back/show)
		done
		rm -rf store
		cp -a kept store
		sqlite3 store/flow.db "UPDATE note SET value = (SELECT value FROM note WHERE name = 'id') WHERE name = 'id'"
		sql postgres "DROP DATABASE $name"
		sql postgres "CREATE DATABASE $name"
	done
	echo "$kills kills"
	[ $kills -ge 8 ]
}
