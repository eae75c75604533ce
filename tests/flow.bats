# recon-flow check: every fault of a flow is told, with its line.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
	umask 022
	printf '[log]\ntransport = file\npath = log\n' >targets.ini
	printf '[class c]\nlimit = 2\nlane night = 1\n' >classes.ini
}

# wrong: the flow on standard input, up to a line "--", has just the faults
# behind it, "LINE: MESSAGE".
wrong() {
	local text
	text=$(cat)
	printf '%s\n' "${text%%$'\n'--*}" >f.flow
	printf '%s\n' "${text#*--$'\n'}" | sed 's/^/recon-flow: f.flow:/' \
	    >want
	is 65 recon-flow check f.flow || return
	sed -i 's|/[^ ]*/recon/transport/|TRANSPORTS/|' err
	same want err && [ ! -s out ]
}

# right: the flow on standard input has none.
right() {
	cat >f.flow
	is 0 recon-flow check f.flow && says '' && [ ! -s out ]
}

@test "sections and keys that are not known, or there twice" {
	wrong <<-'END'
	a = b
	[flow]
	title = x
	title = y
	titel = z
	[flow]
	[alarm]
	[alarm]
	[alarm x]
	[nodes a]
	[node]
	[node a b]
	[node a.b]
	[node -a]
	[param a]
	type = wordy
	[node a]
	run = true
	after = a if
	after = b, c
	after = b and c
	aftre = b
	no key
	wholly-unlike = 1
	--
	1: "a = b" stands before the first section, [flow]
	4: title: it is there twice, in line 3 too
	5: [flow] has no key "titel"; the nearest is "title"
	6: [flow] is there twice
	8: [alarm] is there twice
	9: [alarm x]: this section has no name
	9: [alarm x] is there twice
	10: [nodes a] is no section; there are [flow], [param NAME], [node NAME], [schedule NAME], [alarm]
	11: "" is no name: letters of any script, digits, _ and -, at most 100 bytes, no - first
	12: "a b" is no name: letters of any script, digits, _ and -, at most 100 bytes, no - first
	13: "a.b" is no name: letters of any script, digits, _ and -, at most 100 bytes, no - first
	14: "-a" is no name: letters of any script, digits, _ and -, at most 100 bytes, no - first
	15: [param a] has no type; say type = date, int, amount, text or word
	16: type: "wordy" is none of: date int amount text word
	19: after: no condition behind "if"
	20: after: "b," is no node; it is NODE, or NODE if CONDITION
	21: after: "and c": behind the node stands "if" and a condition; each node it is after has a line of its own
	22: [node] has no key "aftre"; the nearest is "after"
	23: "no key" is neither [section], key = value nor a comment
	24: [node] has no key "wholly-unlike", see recon-flow(5)
	END
}

@test "names in any script, comments, a byte order mark and CR LF are taken" {
	printf '\xef\xbb\xbf; 对账\r\n[flow]\r\ntitle = 每日对账\r\n[param 日期]\r\ntype = date\r\n[node 对账]\r\nrun = echo {日期}\r\n[node 告警]\r\nafter = 对账 if 对账.status = differs and 日期 > 2022-11-01\r\nsend = log\r\n' |
	    right
	printf '[node a\x00]\ndelay = 0\n[node \xff]\n[node b]\ndelay = 0\n' >f.flow
	is 65 recon-flow check f.flow
	printf '%s\n' 'recon-flow: f.flow:1: "[node a\x00]" is neither [section], key = value nor a comment' \
	    'recon-flow: f.flow:3: "[node \xff]" is no UTF-8' | same - <(grep -v ':2:' err)
	: >f.flow
	is 65 recon-flow check f.flow
	says 'recon-flow: f.flow: there is no node; say [node NAME]'
}

@test "what is no UTF-8 is told of each file beside a flow, with its line" {
	printf '[node a]\nrun = true\nclass = a\n' >f.flow
	printf '[class a]\nlimit = 1\n# \xff is passed over\nlane \xff = 1\n' >classes.ini
	printf '\xfe\n[ping]\nrun = true \xff\nrun = true\n' >runner.ini
	is 65 recon-flow check f.flow
	same - err <<-'END'
	recon-flow: classes.ini:4: "lane \xff = 1" is no UTF-8
	recon-flow: runner.ini:1: "\xfe" is no UTF-8
	recon-flow: runner.ini:3: "run = true \xff" is no UTF-8
	END
}

@test "a circle is named, and what is behind it" {
	wrong <<-'END'
	[node a]
	after = c
	delay = 0
	[node b]
	after = a
	delay = 0
	[node c]
	after = b
	after = start
	delay = 0
	[node start]
	delay = 0
	[node behind]
	after = c
	delay = 0
	[node further]
	after = behind
	after = start
	delay = 0
	[node self]
	after = self
	delay = 0
	[node lost]
	after = strat
	delay = 0
	[node twice]
	after = start
	after = start
	after = start if start.status = done
	delay = 0
	[node twice]
	delay = 0
	--
	1: a circle, none of it can begin: a is after c is after b is after a
	13: nobody can reach [node behind]: it is after c, which cannot begin
	16: nobody can reach [node further]: it is after behind, which cannot begin
	20: a circle, none of it can begin: self is after self
	24: after: there is no [node strat]; the nearest is "start"
	28: after: it is after start already, in line 27
	29: after: it is after start already, in line 27
	29: after: it is after start already, in line 28
	31: [node twice] is there twice, in line 26 too
	END
}

@test "names nobody has, and races" {
	wrong <<-'END'
	[param date]
	type = date
	[node a]
	run = echo {dat} {date} {b.status} {a.status} {a} {b.out.x} {line.1} {x.out.y}
	out = n int
	[node b]
	after = a if b.status = done
	run = echo {a.out.n} {a.out.m} {a.state} {a.out}
	when-run = echo {c.status}
	[node c]
	after = a
	send = log
	text = {b.status} {a.status}
	[node d]
	after = b
	after = c if a.out.n > 1 and b.status = done
	join = any
	run = echo {a.status} {b.status}
	[node e]
	after = d
	run = echo {a.status} {b.status} {d.status}
	--
	4: run: nobody has the name "dat"; a parameter is declared, [param dat]
	4: run: "b.status": b need not have ended by then, a race; only what this is after, and waits for, has a value here
	4: run: "a.status": a need not have ended by then, a race; only what this is after, and waits for, has a value here
	4: run: "a" is a node; a value is a.status or a.out.NAME
	4: run: "b.out.x": b need not have ended by then, a race; only what this is after, and waits for, has a value here
	4: run: "line.1": fields of lines are there in "param" of a node with for-each only
	4: run: nobody has the name "x.out.y": there is no [node x]
	7: after: "b.status": b need not have ended by then, a race; only what this is after, and waits for, has a value here
	8: run: [node a] has no output "m"; say out = m TYPE there
	8: run: "a.state": a node has NODE.status and NODE.out.NAME
	8: run: "a.out": a node has NODE.status and NODE.out.NAME
	9: when-run: "c.status": c need not have ended by then, a race; only what this is after, and waits for, has a value here
	13: text: "b.status": b need not have ended by then, a race; only what this is after, and waits for, has a value here
	16: after: "b.status": b need not have ended by then, a race; only what this is after, and waits for, has a value here
	18: run: "b.status": b need not have ended by then, a race; only what this is after, and waits for, has a value here
	21: run: "b.status": b need not have ended by then, a race; only what this is after, and waits for, has a value here
	END
}

@test "conditions that cannot come out, and bare values that are names" {
	wrong <<-'END'
	[param date]
	type = date
	[param wechat]
	type = word
	[param channel]
	type = word
	[param n]
	type = int
	[node a]
	run = true
	out = total amount, who text
	[node b]
	delay = 0
	after = a if a.status = finished
	[node c]
	delay = 0
	after = a if channel = wechat
	[node d]
	delay = 0
	after = a if channel = "wechat" and channel = {wechat} and channel ~ wechat
	[node e]
	delay = 0
	after = a if a.out.total = 5 or a.out.who > 5 or n > 2022-11-01 or date > 5
	[node f]
	delay = 0
	after = a if n = x and date != 2022-13-01 and n < {date} and n == {a.out.who}
	[node g]
	delay = 0
	after = a if (a.status = done
	[node h]
	delay = 0
	after = a if n > many
	[node i]
	delay = 0
	after = a if a.status = done and a.status != {channel} and n == 5 and n >= {a.out.total} and not date == {date}
	[node j]
	run = true
	repeat-until = j.out.left == 0 and j.out.right == 0 and k.status = done
	out = left int
	every = 1m
	times = 3
	[node k]
	delay = 0
	--
	14: after: "finished" is no status; there are done, differs, failed, skipped, cancelled
	17: after: the value wechat is a name, too; {wechat} is what it stands for, and "wechat" in quotes is the text
	23: after: "a.out.total" is an amount; == compares amounts, and "not ... ==" says they differ: = compares the text
	23: after: "a.out.who" is text, which = and != compare; the others compare numbers and dates
	23: after: "n": a date and a number are compared
	23: after: "date": a date and a number are compared
	26: after: n is of type int, which "x" never is: it is no whole number of at most 18 digits
	26: after: date is of type date, which "2022-13-01" never is: it is no date YYYY-MM-DD
	26: after: "n": a date and a number are compared
	26: after: "a.out.who" is text, which = and != compare; the others compare numbers and dates
	29: after: "(a.status = done": a ")" is missing at the end
	32: after: "n > many": neither a number nor a date at "many"
	38: repeat-until: [node j] has no output "right"; say out = right TYPE there
	38: repeat-until: "k.status": k need not have ended by then, a race; only what this is after, and waits for, has a value here
	END
}

@test "a node does one thing, and has the keys of that" {
	wrong <<-'END'
	[node a]
	title = nothing
	[node b]
	run = true
	sh = true
	[node c]
	sh =
	[node d]
	run = "true
	[node e]
	run = true {x
	[node f]
	send = log
	differs = 1
	idempotent = yes
	[node g]
	approve = finance
	timeout = 5m
	out = a int
	[node h]
	run = true
	for-each = list
	param x = 1
	text = x
	join = any
	[node i]
	run = true
	after = b if b.status = done
	join = ended
	[node j]
	run = {i.status} x
	after = i
	when-run = x{i.status}
	[node line]
	delay = 0
	--
	1: [node a] does nothing; say run, sh, send, flow or approve, or delay = 0 for a node where others meet
	5: sh: the node has run in line 4 already; a node does one thing
	7: sh: no value
	9: run: a quote is not closed
	11: run: a "{" is not closed; {{ stands for a brace
	14: differs: a node with send has none
	15: idempotent: a node with send has none
	18: timeout: a node with approve has none
	19: out: a node with approve has none
	22: for-each: a node with run has none
	23: param: a node with run has none
	24: text: a node with run has none
	25: join: the node is after none
	28: after: join = ended asks for no condition; with one it is all, some or any
	31: run: the command has to be written out; its other words may have values in them
	33: when-run: the command has to be written out; its other words may have values in them
	34: [node line]: line.1 is a field of a line of for-each; rename the node
	END
}

@test "durations, numbers, statuses and outputs" {
	wrong <<-'END'
	[node a]
	run = true
	retry = many
	backoff = 30s 2
	timeout = 0
	grace = 2d
	times = 0
	deadline = 5
	delay = 400d
	differs = 1, 75
	never = 0
	give-up = never
	idempotent = maybe
	out = a number
	out = b int, b int
	join = most
	class = c d
	[node b]
	run = true
	backoff = 30s x2 max 10s
	times = 3
	deadline = 1m
	repeat-until = b.status = done
	differs = 3
	never = 4, 3
	lane = night
	[node c]
	run = true
	every = 1h
	[node d]
	run = true
	every = 1h
	deadline = 30m
	[node e]
	run = true
	retry = 1001
	backoff = x2
	[node f]
	run = true
	retry = 3
	backoff = 30s x2 max 10m
	every = 30s
	times = 5
	deadline = 1h
	differs = 1, 2
	never = 3
	out = a.b-c int, d text
	[node g]
	run = true
	idempotent = yes
	away = 59s
	[node h]
	run = true
	away = 5m
	[node i]
	run = true
	idempotent = no
	away = 1m
	[node j]
	send = log
	away = 1m
	[node k]
	run = true
	idempotent = yes
	away = 1m
	--
	3: retry: "many" is no number from 0 to 1000
	4: backoff: "30s 2" is not like 30s x2 max 10m
	5: timeout: "0" is not from 1s to 31622400s
	6: grace: "2d" is not from 0s to 86400s
	7: times: "0" is no number from 1 to 1000000
	7: times: without every it says nothing; say how often to ask, every = 1m
	8: deadline: "5" is no duration: 0, 5s, 30m, 2h, 1d
	8: deadline: without every it says nothing; say how often to ask, every = 1m
	9: delay: "400d" is not from 0s to 31622400s
	10: differs: 75 always means not now, try again
	11: never: "0" is no number from 1 to 125
	12: give-up: "never" is none of: hold fail
	13: idempotent: "maybe" is none of: no yes
	14: out: "a number" is not NAME TYPE; the types are date, int, amount, text, word
	15: out: "b" is there twice
	16: join: "most" is none of: all some any ended
	16: join: the node is after none
	17: class: "c d" is no name of letters, digits, _ and -
	20: backoff: without retry it says nothing; say how often to try, retry = 3
	20: backoff: the most is less than the first
	21: times: without every it says nothing; say how often to ask, every = 1m
	22: deadline: without every it says nothing; say how often to ask, every = 1m
	23: repeat-until: without every it says nothing; say how often to ask, every = 1m
	25: never: 3 is a status of differs, too
	26: lane: without class it says nothing; lanes are those of a class
	29: every: it would ask for ever; say times = N or deadline = DURATION
	33: deadline: it is over before every comes round
	36: retry: "1001" is no number from 0 to 1000
	37: backoff: "x2" is no duration: 0, 5s, 30m, 2h, 1d
	51: away: "59s" is not from 60s to 31622400s
	54: away: only what is idempotent = yes is made again while nobody knows whether it still runs
	58: away: only what is idempotent = yes is made again while nobody knows whether it still runs
	61: away: a node with send has none
	END
}

@test "parameters: types, defaults, and values that would be options" {
	wrong <<-'END'
	[param a]
	[param b]
	type = date
	default = 2022-02-30
	[param c]
	type = word
	default = .x
	[param d]
	type = amount
	default = -5.00
	[param e]
	type = int
	default = 007
	[param f]
	type = text
	default = -rf /
	[param g]
	type = amount
	default = 1,5
	[param a]
	type = int
	[node n]
	run = echo --d={d} x{f}
	[node m]
	run = echo {d} "{f}"
	--
	1: [param a] has no type; say type = date, int, amount, text or word
	4: default: "2022-02-30" is no date YYYY-MM-DD
	7: default: ".x" is no word of letters, digits, _, . and - that begins with neither - nor .
	10: default of d: "-5.00" begins with "-", and so would a word of the command in line 25, an option; a word that it ends, as in --of={d}, is none
	13: default: "007" is no whole number of at most 18 digits
	16: default of f: "-rf /" begins with "-", and so would a word of the command in line 25, an option; a word that it ends, as in --of={f}, is none
	19: default: "1,5" is no amount like -12.30
	20: [param a] is there twice, in line 1 too
	END
}

@test "two names that are one in the environment" {
	wrong <<-'END'
	[param a-b]
	type = int
	[param A_b]
	type = int
	[param status]
	type = int
	[node p]
	run = true
	out = x-y int, x.y int
	[node x-y]
	run = true
	out = z int, status word
	[node x]
	run = true
	out = y.z int
	[node out]
	run = true
	out = as word
	--
	3: a-b and A_b would both be RECON_P_A_B in the environment; rename one
	7: status and p.status would both be RECON_P_STATUS in the environment; rename one
	9: p.x-y and p.x.y would both be RECON_P_X_Y in the environment; rename one
	12: x-y.status and x-y.status would both be RECON_X_Y_STATUS in the environment; rename one
	15: x-y.z and x.y.z would both be RECON_X_Y_Z in the environment; rename one
	18: RECON_OUT_AS and out.as would both be RECON_OUT_AS in the environment; rename one
	END
}

@test "schedules: zone, times, days, parameters, and what becomes of late ones" {
	wrong <<-'END'
	[param date]
	type = date
	[param n]
	type = int
	[node a]
	delay = 0
	[schedule s]
	[schedule t]
	at = 8:30
	zone = Asia/Nowhere
	days = Mon-Fry
	calendar = none.txt
	param date = due - one day
	param n = due
	param m = 5
	param n = 6
	catch-up = some
	overlap = never
	grace = 25h
	done-by = 24:00
	[schedule u]
	at = 08:30, 09:00, 08:30
	zone = UTC
	param date = 2022-11-31
	param n = 1
	done-by = 09:00
	catch-up = all max 0
	[schedule s]
	at = 00:00
	zone = +08:00
	param date = due + 3651 days
	--
	7: [schedule s] has no time; say at = 08:30
	7: [schedule s] has no zone; say zone = Asia/Shanghai, a zone is never guessed
	7: the schedule does not say param date, which has no default
	7: the schedule does not say param n, which has no default
	9: at: "8:30" is no time of day from 00:00 to 23:59
	10: zone: "Asia/Nowhere" is not a zone: neither UTC, nor +HH:MM, nor in the system's tz data as Asia/Shanghai is
	11: days: "Fry" is none of: Mon Tue Wed Thu Fri Sat Sun
	12: calendar: none.txt: No such file or directory
	13: param date: "due - one day" is none of due, due - N days, due + N days, of at most 3650
	14: param n: due is a date, and the parameter is of type int
	15: param m: the flow has no [param m]
	16: param n: it is there twice, in line 14 too
	17: catch-up: "some" is none of: none, last, all max N
	18: overlap: "never" is none of: wait skip run
	19: grace: "25h" is not from 1s to 86400s
	20: done-by: "24:00" is no time of day from 00:00 to 23:59
	22: at: 08:30 is there twice
	24: param date: "2022-11-31" is no date YYYY-MM-DD
	26: done-by: it is not after the last start of the day; the next day is written 09:00 +1 day
	27: catch-up: "0" is no number from 1 to 1000
	28: [schedule s] is there twice, in line 7 too
	28: the schedule does not say param n, which has no default
	31: param date: "due + 3651 days" is none of due, due - N days, due + N days, of at most 3650
	END
	printf '2022-10-01 National Day\n' >days
	right <<-'END'
	[param date]
	type = date
	[node a]
	delay = 0
	[schedule s]
	at = 23:30, 08:30
	at = 12:00
	zone = Asia/Shanghai
	days = Fri-Mon, Wed
	calendar = days
	param date = due - 1 day
	catch-up = all max 7
	overlap = skip
	grace = 15m
	done-by = 09:00 +1 day
	END
}

@test "runner.ini: the ping, and alarms of flows that say none" {
	printf '[node a]\ndelay = 0\n' >f.flow
	cat >runner.ini <<-'END'
	every = 1m
	[ping]
	run = no-such-program {date} {{ x
	send = log
	every = 5s
	every = 1m
	evry = 1m
	no key
	[ping]
	[pong]
	a = b
	[alarm]
	send = nobody
	send =
	to = log
	END
	is 65 recon-flow check f.flow
	sed 's/^/recon-flow: runner.ini:/' <<-'END' | same - err
	1: "every = 1m" stands before the first section, [ping] or [alarm]
	3: run: {date}: there is no value to be put in; a brace is written {{
	3: run: no-such-program: there is no such program in PATH
	4: send: [ping] has one of run and send, and has one in line 3 already
	5: every: "5s" is not from 10s to 3600s
	6: every: it is there twice, in line 5 too
	7: evry: unknown key; there are run, send, every
	8: "no key" is neither [section], key = value nor a comment
	9: [ping] is there twice, in line 2 too
	10: [pong] is no section of runner.ini; there are [ping] and [alarm]
	13: send: targets.ini: no target [nobody]; there is log
	14: send: no target
	15: to: unknown key; there is send
	END
	printf '[ping]\nevery = 1m\n[alarm]\n' >runner.ini
	is 65 recon-flow check f.flow
	sed 's/^/recon-flow: runner.ini:/' <<-'END' | same - err
	1: [ping] says neither run = nor send =
	3: [alarm] says no send = TARGET
	END
	printf '[ping]\nsend = gone\n' >runner.ini
	is 65 recon-flow check f.flow
	says 'recon-flow: runner.ini:2: send: targets.ini: no target [gone]; there is log'
	# flows beside one another have one, whose faults are told once
	cp f.flow g.flow
	is 65 recon-flow check f.flow g.flow
	says 'recon-flow: runner.ini:2: send: targets.ini: no target [gone]; there is log'
	printf '# ours\n[ping]\nrun = true "a b" {{\nevery = 10s\n[alarm]\nsend = log\n' >runner.ini
	is 0 recon-flow check f.flow
	says ''
	chmod g+w runner.ini
	is 65 recon-flow check f.flow
	says 'recon-flow: f.flow: runner.ini: others can write it (mode 0664); chmod go-w makes it safe'
}

@test "commands, classes, targets and transports that are not there" {
	printf '%s\n' '[gone]' 'transport = nothing' '[mine]' 'transport = ./mine' '[none]' 'x = y' >>targets.ini
	mkdir bin
	printf '#!/bin/sh\n' | tee bin/yes mine >bin/no
	chmod +x bin/yes mine
	wrong <<-'END'
	[node a]
	run = no-such-program {{ x
	class = d
	when-run = bin/gone
	[node b]
	run = bin/yes
	class = c
	lane = day
	[node c]
	run = bin/no
	class = c
	lane = night
	[node d]
	run = /bin
	[node e]
	send = log
	[node f]
	send = gone
	[node g]
	send = mine
	lane = retry
	class = c
	[node h]
	send = nobody
	[alarm]
	send = log
	send = none
	--
	2: run: no-such-program: there is no such program in PATH
	3: class: there is no [class d] in classes.ini
	4: when-run: bin/gone: there is no such program, or it may not be run
	8: lane: [class c] in classes.ini has no "lane day", and it is none of fast, slow, retry, broken
	10: run: bin/no: there is no such program, or it may not be run
	14: run: /bin: there is no such program, or it may not be run
	18: send: targets.ini: [gone] transport: there is no program TRANSPORTS/nothing
	24: send: targets.ini: no target [nobody]; there is log, gone, mine, none
	27: send: targets.ini: [none] has no transport
	END
}

@test "classes.ini is checked, and a class is there once" {
	cat >classes.ini <<-'END'
	limit = 1
	[class a]
	limit = 0
	limit = 5
	breaker = 5 in 10m
	slow = fast
	lane x = 1
	lane x = 2
	lane = 5
	speed = 1
	[lass b]
	limit = 9
	[class a]
	breaker = 5 in 10m rest 2m
	END
	printf '[node a]\nrun = true\nclass = a\n' >f.flow
	is 65 recon-flow check f.flow
	sed 's/^/recon-flow: classes.ini:/' >want <<-'END'
	1: "limit = 1" stands before the first section, [class NAME]
	3: limit: "0" is no number from 1 to 10000
	4: limit: it is there twice, in line 3 too
	5: breaker: "5 in 10m" is not like 5 in 10m rest 2m
	6: slow: "fast" is no duration: 0, 5s, 30m, 2h, 1d
	8: lane x: it is there twice
	9: lane: unknown key; there are limit, breaker, slow, lane NAME
	10: speed: unknown key; there are limit, breaker, slow, lane NAME
	11: [lass b] is no section of classes; it is [class NAME]
	13: [class a] is there twice, in line 2 too
	END
	same want err
	rm classes.ini
	is 65 recon-flow check f.flow
	says 'recon-flow: f.flow:3: class: there is no [class a] in classes.ini'
}

@test "flows that a flow runs are checked with it, each once, and their parameters" {
	mkdir sub
	cat >sub/one.flow <<-'END'
	[param a]
	type = int
	[param b]
	type = word
	default = x
	[param c]
	type = amount
	default = 0
	[node n]
	run = echo {c}
	[node up]
	flow = ../f.flow
	[node bad]
	delay = soon
	END
	cat >f.flow <<-'END'
	[param list]
	type = text
	default = a
	[node a]
	flow = sub/one.flow
	[node b]
	flow = sub/one.flow
	param a = many
	param d = 5
	[node c]
	flow = sub/../sub/one.flow
	for-each = {list}
	param a = {line.1}
	param b = {line.100}
	param c = -5
	[node d]
	flow = gone.flow
	[param date]
	type = date
	[node e]
	flow = sub/one.flow
	param a = {date}
	param b = {date}
	END
	is 65 recon-flow check f.flow sub/one.flow
	cat >want <<-'END'
	recon-flow: f.flow:5: sub/one.flow does not say param a, which has no default
	recon-flow: f.flow:8: param a: "many" is no whole number of at most 18 digits
	recon-flow: f.flow:9: param d: sub/one.flow has no [param d]
	recon-flow: f.flow:14: param: "line.100": fields are line.1 to line.99
	recon-flow: f.flow:15: param c: "-5" begins with "-", and so would a word of the command in line 10, an option; a word that it ends, as in --of={c}, is none
	recon-flow: f.flow:17: flow: gone.flow: No such file or directory
	recon-flow: f.flow:22: param a: it is of type int, and {date} of type date
	recon-flow: sub/one.flow:12: flow: sub/../f.flow runs this one in its turn, a circle
	recon-flow: sub/one.flow:14: delay: "soon" is no duration: 0, 5s, 30m, 2h, 1d
	END
	same want err
}

@test "many flows within one another are refused, one that runs itself is a circle" {
	printf '[node a]\nflow = f.flow\n' >f.flow
	is 65 recon-flow check f.flow
	says 'recon-flow: f.flow:2: flow: f.flow runs this one in its turn, a circle'
	for i in $(seq 40); do
		printf '[node a]\nflow = %s.flow\n' $((i + 1)) >$i.flow
	done
	is 65 recon-flow check 1.flow
	says 'recon-flow: 32.flow:2: flow: 33.flow would be the 32th flow within another'
}

@test "10000 nodes are checked, one more is refused" {
	awk 'BEGIN { print "[param date]\ntype = date"
		for (i = 0; i < 10000; i++) {
			print "[node n" i "]\nrun = true {date}\nout = x int"
			if (i) print "after = n" i - 1 " if n" int(i / 2) ".out.x > 1"
			if (i > 2) print "after = n" i - 3
		} }' >f.flow
	is 0 recon-flow check f.flow
	says ''
	# all after one, one after all, and a circle of all
	awk 'BEGIN { print "[node a]\ndelay = 0"
		for (i = 1; i < 9999; i++) print "[node n" i "]\ndelay = 0\nafter = a"
		print "[node z]\ndelay = 0"
		for (i = 1; i < 9999; i++) print "after = n" i }' >f.flow
	is 0 recon-flow check f.flow
	says ''
	awk 'BEGIN { for (i = 0; i < 10001; i++)
		print "[node n" i "]\ndelay = 0\nafter = n" (i + 1) % 10000 }' >f.flow
	is 65 recon-flow check f.flow
	grep -c . err | same <(echo 2) -
	grep -q '^recon-flow: f.flow:1: a circle, none of it can begin: n0 is after n1 .* (10000 nodes) ... n0$' err
	grep -qx 'recon-flow: f.flow:30001: \[node n10000\]: a flow has at most 10000 nodes' err
}

@test "a condition of a megabyte is refused, or read in its time" {
	{ printf '[node a]\ndelay = 0\n[node b]\ndelay = 0\nafter = a if a.status = '
	  head -c 1000000 /dev/zero | tr '\0' x; echo; } >f.flow
	is 65 recon-flow check f.flow
	says 'recon-flow: f.flow:5: after: a condition of 1000011 bytes; it has at most 65536'
	{ printf '[node a]\ndelay = 0\n[node b]\ndelay = 0\nafter = a if '
	  head -c 65000 /dev/zero | tr '\0' '('; echo; } >f.flow
	is 65 recon-flow check f.flow
	grep -q 'at most 1000 tests' err
}

@test "many faults of one line are told, each once" {
	{ printf '[node a]\nrun = true'
	  awk 'BEGIN { for (i = 0; i < 60000; i++) printf " {x%d}", i % 30000 }'
	  echo; } >f.flow
	is 65 recon-flow check f.flow
	sed 's/.*name "\([^"]*\)".*/\1/' err | same <(seq 0 29999 | sed 's/^/x/') -
}

@test "the name of the file is a name" {
	for name in 'a b.flow' .flow -a.flow a.b.flow; do
		printf '[node a]\ndelay = 0\n' >"./$name"
		is 65 recon-flow check "./$name"
		says "recon-flow: ./$name: the name of the file is that of the flow, and \"${name%.flow}\" is none of letters, digits, _ and -"
	done
	printf '[node a]\ndelay = 0\n' | tee 对账.flow >plain
	is 0 recon-flow check 对账.flow plain
}

@test "files that others can write are refused" {
	printf '[node a]\nrun = true\nclass = c\n' >f.flow
	chmod g+w f.flow
	is 2 recon-flow check f.flow
	says 'recon-flow: f.flow: others can write it (mode 0664); chmod go-w makes it safe'
	chmod g-w f.flow
	chmod o+w classes.ini
	is 65 recon-flow check f.flow
	says 'recon-flow: f.flow: classes.ini: others can write it (mode 0646); chmod go-w makes it safe'
}

@test "the examples are right" {
	cp -r "$BATS_TEST_DIRNAME/../examples" .
	chmod -R go-w examples
	is 0 recon-flow check examples/flow/*.flow
	says ''
	cd examples/flow
	is 0 recon-flow check ./*.flow
	says ''
}
