# recon-flow: what it is told, and how it draws.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
	umask 022
	cat >f.flow <<-'END'
	[flow]
	title = 每日对账
	[param date]
	type = date
	[node fetch]
	title = 1. "the" <bill> & `more`
	run = cp in/{date}.csv bill
	every = 1m
	times = 3
	[node check]
	after = fetch
	sh = test -s bill || exit 1; echo 'a\b'
	when-run = test -e bill
	[node 告警]
	after = fetch
	after = check if check.status = failed
	join = some
	send = ops
	[node repair]
	after = check if check.status != failed
	flow = repair.flow
	for-each = list
	approve = finance
	[node leave]
	after = repair
	approve = finance
	[node meet]
	after = 告警
	after = leave
	join = any
	delay = 0
	[node pause]
	after = meet
	delay = 90s
	END
}

@test "mermaid: a shape for each kind, conditions on edges, nothing that means something" {
	is 0 recon-flow draw f.flow
	prints <<-'END'
	flowchart TD
	    start(["Start"])
	    n0["fetch<br/>1#46; #34;the#34; #60;bill#62; #38; #96;more#96;<br/>run cp in/#123;date#125;.csv bill<br/>asks again"]
	    n1[/"check<br/>shell test -s bill #124;#124; exit 1#59; echo 'a#92;b'<br/>when a command says so"/]
	    n2>"告警<br/>send to ops<br/>join some"]
	    n3[["repair<br/>flow for each line repair.flow<br/>approval by finance"]]
	    n4{{"leave<br/>approval by finance"}}
	    n5("meet<br/>meet<br/>join any")
	    n6("pause<br/>wait 90s")
	    finish(["End"])
	    start --> n0
	    n0 --> n1
	    n0 --> n2
	    n1 -->|"check.status = failed"| n2
	    n1 -->|"check.status != failed"| n3
	    n3 --> n4
	    n2 --> n5
	    n4 --> n5
	    n5 --> n6
	    n6 --> finish
	END
	mv out want
	is 0 recon-flow draw --format mermaid f.flow
	same want out
}

@test "dot: the same, in its words" {
	is 0 recon-flow draw --format dot f.flow
	prints <<-'END'
	digraph {
	    start [shape=circle label="Start"]
	    n0 [shape=box label="fetch\n1. \"the\" <bill> &amp; `more`\nrun cp in/{date}.csv bill\nasks again"]
	    n1 [shape=parallelogram label="check\nshell test -s bill || exit 1; echo 'a\\b'\nwhen a command says so"]
	    n2 [shape=cds label="告警\nsend to ops\njoin some"]
	    n3 [shape=component label="repair\nflow for each line repair.flow\napproval by finance"]
	    n4 [shape=hexagon label="leave\napproval by finance"]
	    n5 [shape=ellipse label="meet\nmeet\njoin any"]
	    n6 [shape=ellipse label="pause\nwait 90s"]
	    finish [shape=doublecircle label="End"]
	    start -> n0
	    n0 -> n1
	    n0 -> n2
	    n1 -> n2 [label="check.status = failed"]
	    n1 -> n3 [label="check.status != failed"]
	    n3 -> n4
	    n2 -> n5
	    n4 -> n5
	    n5 -> n6
	    n6 -> finish
	}
	END
}

@test "svg is what dot makes of it, and is not there where dot is not" {
	mkdir bin none
	cat >bin/dot <<-'END'
	#!/bin/sh
	test "$*" = -Tsvg || exit 5
	echo '<svg>'; cat; echo '</svg>'
	END
	chmod +x bin/dot
	PATH=$PWD/bin:$PATH is 0 recon-flow draw --format svg f.flow
	mv out got
	is 0 recon-flow draw --format dot f.flow
	{ echo '<svg>'; cat out; echo '</svg>'; } | same - got
	PATH=$PWD/none is 2 "$BUILD/bin/recon-flow" draw --format svg f.flow
	says 'recon-flow: dot: there is no such program in PATH; SVG is made by dot of Graphviz, which takes what --format dot prints'
	[ ! -s out ]
	printf '#!/bin/sh\ncat >/dev/null\necho half\nexit 3\n' >bin/dot
	PATH=$PWD/bin:$PATH is 2 recon-flow draw --format svg f.flow
	says 'recon-flow: dot: ended with status 3'
	[ ! -s out ]
}

@test "a flow whose text is wrong is not drawn, one that lacks something is" {
	printf '[node a]\nafter = b\nrun = no-such-program\n' >bad.flow
	is 65 recon-flow draw bad.flow
	says 'recon-flow: bad.flow:2: after: there is no [node b]'
	[ ! -s out ]
	printf '[node a]\nrun = no-such-program\nclass = none\n' >lacks.flow
	is 0 recon-flow draw lacks.flow
	says ''
}

@test "control characters reach neither a terminal nor a picture" {
	printf '[node a]\nrun = echo \033[31m\342\200\256x\n[node b]\nafter = a if a.status = \033\ndelay = 0\n' >f.flow
	is 65 recon-flow check f.flow
	says 'recon-flow: f.flow:4: after: "\x1b" is no status; there are done, differs, failed, skipped, cancelled'
	sed -i 's/= \x1b/= "done"/' f.flow
	for form in mermaid dot; do
		is 0 recon-flow draw --format $form f.flow
		run ! grep -qF $'\033' out
		run ! grep -qF $'\342\200\256' out
	done
}

@test "--json: a line of JSON for each fault, those of a flow together" {
	printf '[node a]\nafter = "b"\nrun = no-such-"program\n' >b.flow
	printf '[node a]\ndelay = 1\n' >a.flow
	is 65 recon-flow check --json b.flow a.flow
	says ''
	same - out <<-'END'
	{"file":"a.flow","line":2,"message":"delay: \"1\" is no duration: 0, 5s, 30m, 2h, 1d"}
	{"file":"b.flow","line":2,"message":"after: \"\"b\"\" is no node; it is NODE, or NODE if CONDITION"}
	{"file":"b.flow","line":3,"message":"run: a quote is not closed"}
	END
	printf '[node a]\ndelay = 1s\n' >a.flow
	is 0 recon-flow check --json a.flow
	[ ! -s out ]
}

@test "a file that cannot be read is 2, and the others are checked" {
	printf '[node a]\ndelay = 1\n' >a.flow
	is 2 recon-flow check gone.flow a.flow .
	cat >want <<-'END'
	recon-flow: gone.flow: No such file or directory
	recon-flow: .: not a regular file
	recon-flow: a.flow:2: delay: "1" is no duration: 0, 5s, 30m, 2h, 1d
	END
	same want err
}

# usage TEXT WORD...: these words end with 2 and the text.
usage() {
	local text=$1
	shift
	is 2 recon-flow "$@" && says "recon-flow: $text; try 'recon-flow --help'" &&
	[ ! -s out ]
}

@test "bad usage is refused" {
	usage 'no command'
	usage 'check: it takes FILE...' check
	usage 'draw: it takes FILE, or --run ID' draw a b
	usage 'check: --format is not of this command' check --format dot f.flow
	usage 'draw: --json is not of this command' draw --json f.flow
	usage "unrecognized option '--jsno', '--json' is near" check --jsno f.flow
	usage "unrecognized option '--frobnicate'" check --frobnicate f.flow
	usage "option '--format' requires an argument" draw f.flow --format
	usage "option '--json' doesn't allow an argument" check --json=1 f.flow
	usage "option requires an argument -- 'o'" draw f.flow -o
	usage "invalid option -- '~'" check -~
	is 2 recon-flow draw
	says 'recon-flow: draw: it takes FILE, or --run ID'
	is 2 recon-flow draw --format png f.flow
	says 'recon-flow: --format: "png" is none of mermaid, dot, svg, html'
	is 2 recon-flow draw --html f.flow
	says 'recon-flow: draw: a page is of a run: --run ID says which'
	is 2 recon-flow draw --html --format dot f.flow
	says 'recon-flow: draw: --html and --format are two forms'
	is 2 recon-flow draw --every 2s --run 1
	says 'recon-flow: draw: --every goes with --run and -o FILE'
	is 2 recon-flow draw --store x f.flow
	says 'recon-flow: draw: --store, --password-file and --zone go with --run'
	is 0 recon-flow --version
	grep -qx 'recon-flow [0-9.]*' out
}

@test "output that cannot be written is told" {
	[ -e /dev/full ] || skip "no /dev/full here"
	for words in 'draw f.flow' --help --version; do
		recon-flow $words >/dev/full 2>err && return 1
		[ -s err ]
	done
}

@test "a parameter in braces is none to a shell, and is told" {
	printf '[param date]\ntype = date\n[node a]\nsh = cat in-{date}.csv | sort\n' >day.flow
	is 65 recon-flow check day.flow
	says 'recon-flow: day.flow:4: sh: {date} would stay as it is; sh finds the value in its environment, "$RECON_P_DATE"'
	printf '[param date]\ntype = date\n[node a]\nsh = x=${date}; awk "{print}" in-{a,b} {\n' >day.flow
	is 0 recon-flow check day.flow
	says ''
}
