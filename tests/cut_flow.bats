# recon-cut flow: what it makes of books is a flow that recon-flow takes, draws and
# runs.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
	unset RECON_CUT_STORE XDG_STATE_HOME
	export HOME=$BATS_TEST_TMPDIR
	printf '[%s]\ntransport = exec\nrun = true\n' bill ledger sub >targets.ini
	printf '2026-10-01\n2026-10-02\nwork 2026-10-10\n' >days
}

# book [LINE...]: one of three systems, with these lines in [cut].
book() {
	printf '%s\n' '[cut]' 'zone = Asia/Shanghai' 'first = 2026-10-05' "$@"
	cat <<-'END'
	[system bill]
	title = 账单 "{核心}"
	[system sub]
	after = bill
	[system ledger]
	after = bill
	after = sub
	validates = yes
	END
}

# taken: pay.ini is right, and so is its flow, which is drawn.
taken() {
	is 0 recon-cut check pay.ini
	recon-cut flow "$@" -o pay.flow pay.ini
	is 0 recon-flow check pay.flow
	recon-flow draw pay.flow >picture
	grep -q 'complete-ledger' picture
}

@test "every key of a book makes a flow that is right" {
	book 'cut-off = 23:00' 'calendar = days' 'title = 支付 {日切}' 'lang = zh' \
	    'margin = 0' 'begin = 1h' 'max = 1000' 'stuck = 61s' 'every = 10s' \
	    'grace = 1h' 'done-by = 09:00 +1 day' 'mode = live' 'work = w' \
	    'fold = later' 'targets = targets.ini' >pay.ini
	cat >>pay.ini <<-'END'
	[alarm]
	send = bill
	[verify bill sub]
	left = echo "{{}" {date} {next}
	options = -g --tolerance 0.01
	[job fees]
	system = bill
	run = echo "a b" {date}
	timeout = 1h
	grace = 1m
	retry = 3
	backoff = 10s x2 max 5m
	every = 1m
	deadline = 1h
	delay = 5s
	class = disk
	lane = night
	never = 3, 4
	differs = 5
	give-up = fail
	idempotent = yes
	[job last]
	system = ledger
	title = 末
	after = fees
	after = bill.cut
	after = sub.ready
	after = ledger.complete
	before = sealed
	before = tied
	before = locked
	run = true
	every = 1m
	times = 3
	END
	printf '[class disk]\nlimit = 2\nlane night = 1\n' >classes.ini
	taken --store "postgresql:///d b?x={y}"
	grep -q '^calendar = days$' pay.flow
	sed -n '/^\[node fees\]/,/^\[/p' pay.flow | grep -e ^class -e ^lane >got
	printf '%s\n' 'class = disk' 'lane = night' | same - got
	taken --rehearse --store x.db
	[ "$(grep -c -- '--rehearse --store x.db pay.ini {date}' pay.flow)" -ge 12 ]
}

@test "a cut-off behind midnight is of the day before, and one of another begins then" {
	book 'cut-off = 04:00' 'calendar = days' >pay.ini
	taken
	sed -n '/schedule day/,/overlap/p' pay.flow >got
	same - got <<-'END'
	[schedule day]
	at = 03:30
	zone = Asia/Shanghai
	param date = due - 1 day
	catch-up = all max 7
	overlap = wait
	END
	book 'cut-off = 00:00' 'calendar = every-day' 'max = 0' >pay.ini
	taken
	sed -n '/schedule day/,/overlap/p' pay.flow >got
	same - got <<-'END'
	[schedule day]
	at = 23:30
	zone = Asia/Shanghai
	param date = due
	overlap = wait
	END
}

@test "a run of a day that is no accounting date is skipped" {
	book 'cut-off = 04:00' 'calendar = days' >pay.ini
	recon-cut flow --store cut.db -o pay.flow pay.ini
	for date in 2026-10-04 2026-10-02 2026-10-11; do
		is 0 recon-flow run --store runs pay.flow date=$date
	done
	recon-flow show --store runs 1 | grep -q 'announce.*skipped'
	[ ! -e cut.db ]
}

@test "is-date: 0 for an accounting date, 1 for another day" {
	book 'cut-off = 04:00' 'calendar = days' >pay.ini
	is 0 recon-cut is-date pay.ini 2026-10-10
	is 1 recon-cut is-date pay.ini 2026-10-11
	is 1 recon-cut is-date pay.ini 2026-10-04
	is 1 recon-cut is-date pay.ini 2027-10-04
	is 2 recon-cut is-date pay.ini 2026-02-30
	same - err <<-'END'
	recon-cut: is-date: "2026-02-30" is no date YYYY-MM-DD
	END
	echo 'x = 1' >>pay.ini
	is 65 recon-cut is-date pay.ini 2026-10-10
	same - err <<-'END'
	recon-cut: pay.ini:14: x: [system] has no such key
	END
	is 2 recon-cut is-date nowhere.ini 2026-10-10
}

@test "a book in which something is wrong has no flow" {
	book 'cut-off = 04:00' >pay.ini
	is 65 recon-cut flow -o pay.flow pay.ini
	same - err <<-'END'
	recon-cut: pay.ini:1: [cut] says no calendar =
	END
	[ ! -e pay.flow ]
}
