# recon-flow: what people see of runs, of real ones.

load helper
load flow

setup() {
	cd "$BATS_TEST_TMPDIR"
	umask 022
	flow_store
	cat >day.flow <<-'END'
	[flow]
	title = 每日对账
	[param date]
	type = date
	[node 取账单]
	run = sh -c "echo {date}"
	[node orders]
	sh = echo "no <server>" >&2; exit 3
	[node each]
	after = 取账单
	flow = sub.flow
	[node join]
	after = orders
	after = each
	run = true
	[node look]
	after = each
	approve = finance
	END
	printf '[node one]\nrun = true\n' >sub.flow
}

teardown() {
	[ -z "$background" ] || kill $background 2>/dev/null || :
}

# times: standard input, with moments and ages by words.
times() {
	sed -E 's/20[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9:]{8} [+-][0-9:]{5}/MOMENT/g
		s/[0-9]+ (ms|s|min)\b/AGE/g
		s/"20[0-9-]+T[0-9:]+Z"/MOMENT/g'
}

@test "show: what a run waits for, its nodes, what to type, what was written" {
	is 75 recon-flow run day.flow date=2026-11-29
	is 0 recon-flow show --zone Asia/Shanghai 1
	grep -q '^began    .* +08:00 ' out
	times <out | sed -n '/^run 1/,$p' >got
	cat >want <<-END
	run 1  day  每日对账
	state    held
	with     date=2026-11-29
	from     $(id -u) $(id -un)
	flow     $PWD/day.flow
	made     MOMENT (AGE ago)
	began    MOMENT (AGE ago)
	waits for
	  orders held: exit status 3: no <server>, since MOMENT (AGE)
	  look for leave of finance, since MOMENT (AGE)

	END
	sed -n '1,/^$/p' got | same want -
	grep -qx '取账单  done     MOMENT  AGE      1' got
	grep -qx 'orders  held     MOMENT  AGE      1  exit status 3: no <server>' got
	grep -qx 'each    done     MOMENT  AGE      1  1 run: 1 done' got
	grep -qx 'join    waiting  - *0  for orders' got
	cat >want <<-END
	what could be typed
	  recon-flow redo 1 orders
	  recon-flow pass 1 orders --why TEXT
	  recon-flow skip 1 orders --why TEXT
	  recon-flow approve 1 look
	  recon-flow refuse 1 look --why TEXT

	orders, try 1: failed, status 3; $PWD/store/runs/1/orders/1
	  stderr
	    | no <server>
	END
	sed -n '/^what could/,$p' got | same want -
	is 0 recon-flow show --json 1
	python3 -c 'import json, sys
run = json.load(sys.stdin)
states = {n["node"]: n["state"] for n in run["nodes"]}
assert run["state"] == "held", run
assert states["look"] == "waiting" and states["orders"] == "held", states
assert run["nodes"][2]["runs"]["done"] == 1, run' <out
	is 2 recon-flow show 9
	says 'recon-flow: there is no run 9; recon-flow ls lists them'
}

@test "what could be typed can be typed, and is in the log with who and why" {
	is 75 recon-flow run day.flow date=2026-11-29
	is 0 recon-flow show 1
	command=$(sed -n 's/ --why TEXT$//; s/^  \(recon-flow pass 1 .*\)/\1/p' out)
	is 0 $command --why 'seen by hand'
	is 0 recon-flow log 1
	times <out | sed -n '/pass/p' >got
	echo "MOMENT  orders: pass: seen by hand ($(id -u) $(id -un))" | same - got
	is 0 recon-flow log --json 1
	grep -c '"what":"begins"' out >got
	echo 3 | same - got
}

@test "a store that was named is named in what could be typed, for a shell" {
	of_directory
	unset RECON_FLOW_STORE
	is 75 recon-flow run --store "the store" day.flow date=2026-11-29
	tail -n 1 out | grep -qF "; recon-flow show --store 'the store' 1"
	is 0 recon-flow show --store "the store" 1
	sed -n 's/^  recon-flow/recon-flow/p' out >typed
	same - typed <<-END
	recon-flow redo --store 'the store' 1 orders
	recon-flow pass --store 'the store' 1 orders --why TEXT
	recon-flow skip --store 'the store' 1 orders --why TEXT
	recon-flow approve --store 'the store' 1 look
	recon-flow refuse --store 'the store' 1 look --why TEXT
	END
	eval "$(sed -n 2p typed)"
	is 0 recon-flow cancel --store "the store" 1 --why enough
	is 0 recon-flow start --store "it's" day.flow date=2026-11-30
	is 2 recon-flow show --store "it's" 9
	says "recon-flow: there is no run 9; recon-flow ls --store 'it'\\''s' lists them"
	is 2 recon-flow show --store "it's" x
	says "recon-flow: \"x\" is no number of a run; recon-flow ls --store 'it'\\''s' tells them"
	is 0 recon-flow ls --store "it's"
	sed -n '1s/.*: //p' out >typed
	same - typed <<<"recon-flow work --store 'it'\\''s'"
	eval "$(cat typed) --until-idle"
	is 0 recon-flow show --store "it's" 1
	grep -q '^state    held' out
}

@test "that no runner works tells how it began, with the flows of schedules" {
	mkdir "the flows"
	cat >"the flows/night.flow" <<-'END'
	[node a]
	run = true
	[schedule s]
	zone = UTC
	at = 03:00
	END
	is 0 recon-flow work --until-idle --flows "the flows"
	is 0 recon-flow start day.flow date=2026-11-30
	is 0 recon-flow ls
	head -n 1 out | same - <(no_runner " --flows '$PWD/the flows'")
	eval "$(sed -n '1s/.*: //p' out) --until-idle"
}

@test "ls: pages, states, parameters, and lines of JSON" {
	printf '[param n]\ntype = int\n[node a]\nrun = true\n' >n.flow
	for n in 1 2 3 4 5; do
		is 0 recon-flow run n.flow n=$n
	done
	is 0 recon-flow ls -n 2
	times <out | grep -o '^  *[0-9].* n=[0-9]\|older.*' >got
	printf '%s\n' '  5  n     done   MOMENT  AGE  n=5' \
	    '  4  n     done   MOMENT  AGE  n=4' 'older ones: --before 4' |
	    same - got
	is 0 recon-flow ls -n 2 --before 4
	grep -q 'n=3' out && grep -q 'n=2' out && ! grep -q 'n=[145]' out
	is 0 recon-flow ls -n 2 --before 2
	grep -q 'n=1' out && ! grep -q older out
	is 0 recon-flow ls --json n=3
	grep -c '"run":3,' out && [ "$(wc -l <out)" -eq 1 ]
	is 0 recon-flow ls --state failed
	[ ! -s out ]
	is 75 recon-flow run day.flow date=2026-11-29
	is 0 recon-flow ls --json --of 6
	grep -q '"run":7,"parent":6,"flow":"sub",' out && [ "$(wc -l <out)" -eq 2 ]
	is 0 recon-flow ls --json --of 6 --state failed
	run ! grep '^{"run":' out
	is 0 recon-flow stats
	grep -qE '^n +done +5 ' out
}

@test "log -f tells what happens until the run has ended" {
	mkfifo go
	printf '[node a]\nsh = read x <%s/go\n[node b]\nafter = a\nrun = true\n' \
	    "$PWD" >wait.flow
	recon-flow run wait.flow >run.out 2>&1 3>&- &
	run=$!
	background=$run
	for ((i = 0; i < 400; i++)); do
		recon-flow log 1 2>/dev/null | grep -q 'a: begins' && break
		sleep 0.05
	done
	timeout 60 recon-flow log -f 1 >log.out 2>log.err 3>&- &
	log=$!
	background+=" $log"
	for ((i = 0; i < 400; i++)); do
		grep -q 'a: begins' log.out && break
		sleep 0.05
	done
	[ "$i" -lt 400 ]
	echo x >go
	wait $run
	wait $log
	sed 's/^[^a-z]*//' log.out | grep -v '^begins' >got
	printf '%s\n' 'a: begins: try 1' 'a: done: try 1' 'b: begins: try 1' \
	    'b: done: try 1' 'done' | same - got
}

@test "show: runs of a node, those of its last try, and which need a person" {
	printf '[param c]\ntype = word\n[node a]\nsh = test "$RECON_P_C" != bad\n' \
		>sub.flow
	printf '[node each]\nflow = sub.flow\nfor-each = list\nparam c = {line.1}\n' \
		>each.flow
	is 75 recon-flow run each.flow
	is 0 recon-flow show 1
	grep -q '^each .*its runs cannot be made: .*/list: No such file' out
	printf 'good\nbad\n' >list
	is 0 recon-flow go 1 each
	is 0 recon-flow work --until-idle
	is 0 recon-flow show 1
	grep -q '^each .* 2 runs: 1 held, 1 done$' out
	is 0 recon-flow ls
	grep -q ' each needs a person in run 3$' out
}

@test "draw --run: a long line is cut at the same place in each form" {
	cat >long.flow <<-'END'
	[node 很长的名字很长的名字很长的名字很长的名字很长的名字]
	title = forty-four columns fit, with the sign or not
	sh = echo the end of what it wrote is long, too >&2; exit 3
	END
	is 75 recon-flow run long.flow
	is 0 recon-flow draw --run 1 --format dot
	"$HELPER/peers/pictures.py" dot out | times >want
	is 0 recon-flow draw --run 1 --html -o page.html
	"$HELPER/peers/pictures.py" page page.html | times >got
	same want got
	cat >want <<-'END'
	finish: End
	n0: 很长的名字很长的名字很长的名字很长的名字很… | forty-four columns fit, with the sign or not | shell echo the end of what it wrote is long… | ‖ held, 1 try | since AGE | exit status 3: the end of what it wrote is …
	start: Start
	END
	same want got
	is 0 recon-flow draw --run 1
	grep -q '"很长的名字很长的名字很长的名字很长的名字很…<br/>forty-four columns fit, with the sign or not<br/>shell echo the end of what it wrote is long…<br/>' out
	# the whole where the pointer rests
	grep -qF '<title>shell echo the end of what it wrote is long, too &gt;&amp;2; exit 3</title>' page.html
	grep -qF '<title>exit status 3: the end of what it wrote is long, too</title>' page.html
}

@test "draw --run: each form says how nodes stand; a page is whole" {
	is 75 recon-flow run day.flow date=2026-11-29
	is 0 recon-flow draw --run 1
	grep -q 'n1.*‖ held, 1 try<br/>.*:::held$' out
	grep -q 'n0.*✓ done, 1 try<br/>.*:::done$' out
	grep -q 'n3.*… waiting".*:::waiting$' out
	is 0 recon-flow draw --run 1 --format dot
	grep -q 'n1 .*‖ held, 1 try.*style="filled,dashed"' out
	is 0 recon-flow draw --run 1 --html -o page.html
	"$HELPER/peers/pictures.py" page page.html >got
	grep -q '^n1: orders | .* | ‖ held, 1 try | since .* | exit status 3: no <server>$' got
	grep -q '^n2: each | flow sub.flow | ✓ done, 1 try | .* | 1 run: 1 done$' got
	grep -q 'no &lt;server&gt;$' page.html
	run ! grep -q refresh page.html
	timeout 120 recon-flow draw --run 1 --html --every 1s -o page.html \
	    >draw.out 2>&1 3>&- &
	draw=$!
	background=$draw
	for ((i = 0; i < 400; i++)); do
		grep -q 'http-equiv="refresh" content="1"' page.html && break
		sleep 0.05
	done
	[ "$i" -lt 400 ]
	is 0 recon-flow cancel 1 --why enough
	wait $draw
	grep -q '× cancelled' page.html
	run ! grep -q refresh page.html
}

@test "workers, and gone: of a store on a server" {
	of_directory
	printf '[node a]\nrun = true\n' >t.flow
	is 0 recon-flow run t.flow
	is 2 recon-flow workers
	says 'recon-flow: workers: this store has one runner at a time, and no workers; a store on a server has'
	is 2 recon-flow gone 1 --why burnt
	says 'recon-flow: gone: this store has one runner at a time, and no workers; a store on a server has'
	is 2 recon-flow workers 1
	is 2 recon-flow gone --why burnt
}

@test "stats: a lane tells what ended in the last hour" {
	of_directory
	printf '[class c]\nlimit = 2\n' >classes.ini
	printf '[node a]\nrun = true\nclass = c\n[node b]\nafter = a\nrun = true\nclass = c\n' >t.flow
	is 0 recon-flow run t.flow
	is 0 recon-flow stats --json
	# two, but that the minute is not over yet
	sqlite3 "$RECON_FLOW_STORE/flow.db" 'SELECT sum(n) FROM rate' >n
	echo 2 | same - n
	sqlite3 "$RECON_FLOW_STORE/flow.db" 'UPDATE rate SET minute = minute - 1'
	is 0 recon-flow stats --json
	grep -q '"class":"c","lane":"fast","ready":0,"oldest":null,"tickets":0,"running":0,"ended_minute":[0-2],"ended_hour":2,"mean_ms":' out
}
