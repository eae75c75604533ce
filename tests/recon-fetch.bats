# recon-fetch without a network: files, commands, options. Servers are in
# peers/fetch.bats.

load helper

setup() {
	[ -x "$BUILD/bin/recon-fetch" ] || skip "built without libcurl"
	cd "$BATS_TEST_TMPDIR"
	mkdir there
	url=file://$PWD/there
	printf 'A17,12.80\nA18,3.00\n' >there/bill.csv
}

# fetch STATUS OPTION...: bill.csv to got.
fetch() {
	local status=$1
	shift
	is "$status" recon-fetch -o got "$@" "$url/bill.csv"
}

# No file that is not whole, and nothing beside it.
nothing_came() {
	[ ! -e got ]
	[ -z "$(find . -name '*recon-tmp*')" ]
}

# until_came BYTES: until so many are in the file beside got.
until_came() {
	local i
	for ((i = 0; i < 400; i++)); do
		[ -z "$(find . -name '.got.recon-tmp*' -size "$1c")" ] || return 0
		sleep 0.05
	done
	return 1
}

@test "what all programs say, it says: help, version, unknown options" {
	is 0 recon-fetch --help
	says ''
	head -n 1 out | grep -q '^usage: recon-fetch'
	for o in help version profile output allow-empty verbose progress facts; do
		grep -q -e "--$o\>" out
	done
	run ! grep -e --plain -e --stream-version -e --require-total out
	is 0 recon-fetch --version
	grep -qx 'recon-fetch [0-9.]*' out
	is 2 recon-fetch --nonsense
	says "recon-fetch: unrecognized option '--nonsense'; try 'recon-fetch --help'"
	is 2 recon-fetch --plain x:y
	says "recon-fetch: unrecognized option '--plain'; try 'recon-fetch --help'"
	for words in '' '-' 'a b'; do
		is 2 recon-fetch $words
		says "recon-fetch: not one URL; try 'recon-fetch --help'"
	done
}

@test "every option of --help is one of a profile, and profiles are read" {
	for o in $(recon-fetch --help | sed -n 's/^ .*--\([a-z-]*\).*/\1/p' |
	    grep -v -e '^help$' -e '^version$' -e '^profile$'); do
		printf '[recon-fetch]\n%s = maybe\n' "$o" >key.ini
		recon-fetch -p key.ini x:y >out 2>err || :
		run ! grep 'unknown key' err
	done
	printf '[recon-fetch]\nappears-whole = yes\noutput = got\n' >good.ini
	is 0 recon-fetch -p good.ini "$url/bill.csv"
	same there/bill.csv got
}

@test "what cannot be meant is refused before anything is fetched" {
	while IFS='|' read -r options text; do
		eval "is 2 recon-fetch $options"
		says "recon-fetch: $text"
	done <<-END
	$url/bill.csv|nothing says when it is whole: --done, --digest, --trailer or --appears-whole does
	--stable 5s $url/bill.csv|--stable alone proves nothing: a sender may pause; --done, --digest or --trailer does, or --appears-whole says so
	--until 09:00 $url/b|--until and --zone go together: no zone is guessed
	--zone UTC $url/b|--until and --zone go together: no zone is guessed
	--until 9 --zone UTC --done d $url/b|"9" is no time HH:MM or YYYY-MM-DDTHH:MM
	--until 24:00 --zone UTC --done d $url/b|"24:00" is no time HH:MM or YYYY-MM-DDTHH:MM
	--until 09:00 --zone Mars --done d $url/b|"Mars" is not a zone: neither UTC, nor +HH:MM, nor in the system's tz data as Asia/Shanghai is
	--keep k --done d $url/b|--keep, --exit-code and --match want -o
	--exit-code --done d $url/b|--keep, --exit-code and --match want -o
	--resume --done d $url/b|--resume wants -o, and is not for a command
	--resume -o x cmd:true|--resume wants -o, and is not for a command
	--match x --done d $url/|--keep, --exit-code and --match want -o
	-o d --match x --done d $url/b|--match: the URL of a directory ends with a slash
	-o d --match x https://localhost/|--match: https has no directories
	-o d --match x cmd:true|--match and --stable are not for a command
	--done d cmd:true|a command has no suffix: --done and --digest take URLs
	--done '' $url/b|--done and --digest: an empty suffix is the bill's own
	--digest '' $url/b|--done and --digest: an empty suffix is the bill's own
	--cert c https://localhost/b|--cert wants --key
	--appears-whole b|b: is no URL; that of a file here is file:///PATH
	--appears-whole $url/a#b|$url/a#b: has a ? or # in it, which a URL writes %3F and %23
	--done $url/b?d $url/b|$url/b?d: has a ? or # in it, which a URL writes %3F and %23
	--appears-whole gopher://localhost/b|gopher://localhost/b: is none of sftp, ftps, ftp, https, file and cmd
	--appears-whole ftps://u:p@localhost/b|ftps://u:...@localhost/b: has a password: --password-file takes it
	http://localhost.example/b|http://localhost.example/b: is http to another machine
	--done http://a.example/d $url/b|http://a.example/d: is http to another machine
	--appears-whole sftp://localhost/b|sftp://localhost/b: is sftp: --known-hosts or --host-key has to say who the host is
	--host-key MD5:x sftp://localhost/b|--host-key: "MD5:x" is not SHA256: and 43 digits, as ssh-keygen -l shows a key
	--redirects-to a/b https://localhost/b|--redirects-to: "a/b" is no name of a host
	--proxy localhost:1 https://localhost/b|--proxy: localhost:1: is no URL of a proxy, as http://HOST:PORT
	--proxy socks5://localhost:1 https://localhost/b|--proxy: socks5://localhost:1: is none of http and https
	--proxy http://u:p@localhost:1 https://localhost/b|--proxy: http://u:...@localhost:1: has a user: --proxy-user and --proxy-password-file take them
	--proxy http://localhost:1 --proxy-user u https://localhost/b|--proxy-user and --proxy-password-file go together, and with --proxy
	--proxy http://localhost:1 --proxy-password-file f https://localhost/b|--proxy-user and --proxy-password-file go together, and with --proxy
	--proxy-user u --proxy-password-file f https://localhost/b|--proxy-user and --proxy-password-file go together, and with --proxy
	--every 0 https://localhost/b|--every: "0" is not from 1s to 86400s
	-o there/bill.csv --appears-whole $url/bill.csv|there/bill.csv: is fetched onto itself
	--appears-whole '$url/{date}'|URL: "{date}": no day was said; -d DATE does
	-o '{day}' --appears-whole $url/bill.csv|output: "{day}" is neither {date} nor {date:FORMAT}; {{ is a brace
	-d 2022-11-01 --done '{date:%H}' $url/bill.csv|done: "%H": a day has %Y %y %m %d %j
	-d 2022-11-01 --done '{date' $url/bill.csv|done: "{date": a brace is not closed; {{ is one
	-d 2022-11-31 $url/bill.csv|-d: "2022-11-31" is not a day YYYY-MM-DD
	cmd:|no command
	END
}

@test "a bill appears whole, with the time it has there, or goes to standard output" {
	touch -d 2022-11-02T01:02:03Z there/bill.csv
	fetch 0 --appears-whole
	says ''
	prints </dev/null
	same there/bill.csv got
	stat -c %Y got | same - <(date -d 2022-11-02T01:02:03Z +%s)
	is 0 recon-fetch --appears-whole "$url/bill.csv"
	same there/bill.csv out
	is 0 recon-fetch --appears-whole -o - "$url/bill.csv"
	same there/bill.csv out
	recon-fetch --appears-whole "$url/bill.csv" 2>err >/dev/full && return 1
	says 'recon-fetch: stdout: write: No space left on device'
}

@test "what is not there is 75, and leaves the file of before" {
	is 75 recon-fetch -o got --appears-whole "$url/none.csv"
	says "recon-fetch: $url/none.csv: not there yet"
	nothing_came
	echo before >got
	is 75 recon-fetch -o got --appears-whole "$url/none.csv"
	echo before | same - got
}

@test "a bill that may not be read is 2, and is not waited for" {
	[ "$(id -u)" != 0 ] || skip "root may read it"
	chmod 0 there/bill.csv
	fetch 2 --appears-whole --until 23:59:59 --zone UTC
	grep -q "^recon-fetch: $url/bill.csv: Couldn't open file" err
	nothing_came
}

@test "an empty bill is damaged, unless it is allowed" {
	: >there/bill.csv
	fetch 65 --appears-whole
	says "recon-fetch: $url/bill.csv: is empty"
	nothing_came
	fetch 0 --appears-whole --allow-empty
	same there/bill.csv got
}

@test "a done-file has to be there, and not older than the bill" {
	fetch 75 --done .done
	says "recon-fetch: $url/bill.csv.done: not there yet"
	touch -d 2022-11-01 there/bill.csv.done
	fetch 75 --done .done
	says "recon-fetch: $url/bill.csv.done: is older than the bill"
	nothing_came
	touch -r there/bill.csv there/bill.csv.done
	fetch 0 --done .done
	same there/bill.csv got
	touch there/all
	fetch 0 --done "$url/all"
}

@test "a done-file that is too long to be one is named" {
	head -c 1048577 /dev/zero >there/bill.csv.done
	fetch 65 --done .done
	says "recon-fetch: $url/bill.csv.done: more than 1048576 bytes"
	nothing_came
}

@test "digests of every form, of this bill, and of no other" {
	sha=$(sha256sum there/bill.csv | cut -d ' ' -f 1)
	md5=$(md5sum there/bill.csv | cut -d ' ' -f 1)
	other=$(echo | sha256sum | cut -d ' ' -f 1)
	fetch 75 --digest .sum
	says "recon-fetch: $url/bill.csv.sum: not there yet"
	for line in "$sha" "$md5" "$sha  bill.csv" "$md5 *bill.csv" \
	    "${sha^^}" "$sha  ./out/bill.csv" "SHA256 (bill.csv) = $sha" \
	    "MD5 (bill.csv) = $md5" "$other  x.csv\n$sha  bill.csv" \
	    "$sha  bill.csv\r" "\n$sha"; do
		printf "$line\n" >there/bill.csv.sum
		rm -f got
		fetch 0 --digest .sum || { echo "$line"; return 1; }
		same there/bill.csv got
	done
	rm got
	printf '%s  x.csv\n' "$sha" >there/bill.csv.sum
	fetch 65 --digest .sum
	says "recon-fetch: $url/bill.csv.sum: has no digest of bill.csv"
	printf 'A17,12.80\n' >there/bill.csv.sum
	fetch 65 --digest .sum
	says "recon-fetch: $url/bill.csv.sum: \"A17,12.80\" is no digest"
	: >there/bill.csv.sum
	fetch 75 --digest .sum
	says "recon-fetch: $url/bill.csv.sum: empty"
	echo "$other" >there/bill.csv.sum
	fetch 65 --digest .sum
	says "recon-fetch: $url/bill.csv: damaged: its SHA-256 is $sha, and $url/bill.csv.sum says $other"
	nothing_came
	echo "$other  all" >there/sums
	echo "$sha  bill.csv" >>there/sums
	fetch 0 --digest "$url/sums"
}

@test "with --trailer recon-clean has to take it by the profile" {
	cat >p.ini <<-'END'
	[recon-clean]
	trailer = ^total
	total = n ~ ^total,(\d+)
	check = n = count
	END
	printf 'key,amount\nk1,1.00\nk2,2.00\ntotal,2\n' >there/bill.csv
	fetch 0 --trailer ./p.ini
	same there/bill.csv got
	rm got
	is 0 recon-fetch --trailer ./p.ini "$url/bill.csv"
	same there/bill.csv out
	sed -i 2d there/bill.csv
	fetch 65 --trailer ./p.ini
	tail -n 1 err >last
	same - last <<-END
	recon-fetch: $url/bill.csv: damaged: recon-clean does not take it by profile ./p.ini
	END
	nothing_came
	is 65 recon-fetch --trailer ./p.ini "$url/bill.csv"
	prints </dev/null
	echo '[recon-clean]' >none.ini # it checks nothing
	fetch 2 --trailer ./none.ini
	nothing_came
	fetch 2 --trailer ./absent
	tail -n 1 err | same - <(echo 'recon-fetch: recon-clean, of --trailer: status 2')
}

@test "what grows while it is fetched, and while it has to be stable, is not there yet" {
	{ until_came 19; echo more >>there/bill.csv; } 3>&- &
	fetch 75 --stable 5s --appears-whole
	wait $!
	says "recon-fetch: $url/bill.csv: changed while it was fetched"
	nothing_came
	fetch 0 --stable 1s --appears-whole
	same there/bill.csv got
}

@test "a bill that is the same again, one that was corrected, and every version" {
	sha1=$(sha256sum there/bill.csv | cut -d ' ' -f 1)
	fetch 0 --appears-whole --exit-code --keep kept --facts facts -v
	says "recon-fetch: $url/bill.csv: new, 19 bytes"
	grep -e ^new -e ^same -e ^changed -e ^status facts | tr '\t' ' ' |
	    same - <(printf '%s\n' 'new 1' 'same 0' 'changed 0' 'status 0')
	inode=$(stat -c %i got)
	touch there/bill.csv
	fetch 0 --appears-whole --exit-code --keep kept --facts facts -v
	says "recon-fetch: $url/bill.csv: same, 19 bytes"
	[ "$(stat -c %i got)" = "$inode" ]
	[ "$(stat -c %Y got)" = "$(stat -c %Y there/bill.csv)" ]
	echo A19,1.00 >>there/bill.csv
	sha2=$(sha256sum there/bill.csv | cut -d ' ' -f 1)
	fetch 1 --appears-whole --exit-code --keep kept --facts facts -v
	says "recon-fetch: $url/bill.csv: changed, 28 bytes"
	grep -e ^input -e ^output -e ^changed -e ^status facts | tr '\t' ' ' >told
	same - told <<-END
	input read $url/bill.csv 28 $sha2
	output written got 28 $sha2
	changed 1
	status 1
	END
	[ "$(find kept -type f | wc -l)" = 2 ]
	sha256sum kept/bill.csv.????????T??????Z.$sha1 kept/bill.csv.*Z.$sha2 |
	    cut -d ' ' -f 1 | same - <(printf '%s\n' $sha1 $sha2)
	fetch 0 --appears-whole --keep kept # not again
	[ "$(find kept -type f | wc -l)" = 2 ]
	echo A20,1.00 >>there/bill.csv
	fetch 0 --appears-whole # without --exit-code
	same there/bill.csv got
}

@test "a day stands in the URL, in names and in options" {
	mkdir 2022
	cp there/bill.csv there/b-20221101.csv
	touch there/b-20221101.csv.22305
	is 0 recon-fetch -d 2022-11-01 --done '.{date:%y%j}' --keep '{date:%Y}/k' \
	    -o '{date}{{x' "$url/b-{date:%Y%m%d}.csv"
	same there/bill.csv '2022-11-01{x'
	ls 2022/k | grep -q '^b-20221101.csv.'
}

@test "a command: its output, its status, its time; no shell" {
	is 0 recon-fetch 'cmd:printf "%s|" "a b" "say ""x""" $HOME ; *'
	printf 'a b|say "x"|$HOME|;|*|' | same - out
	is 0 recon-fetch -d 2022-11-01 -o got 'cmd:echo {date} {{date}'
	echo '2022-11-01 {date}' | same - got
	rm got
	for row in '75=75' '65=65' '70=70' '2=1' '2=3' '2=66'; do
		is "${row%%=*}" recon-fetch -o got "cmd:sh -c \"echo half; echo why >&2; exit ${row#*=}\""
		printf '%s\n' why "recon-fetch: sh: status ${row#*=}" | same - err
		nothing_came
	done
	is 2 recon-fetch -o got 'cmd:no-such-command'
	says 'recon-fetch: no-such-command: not found'
	is 2 recon-fetch -o got 'cmd:sh -c "kill -9 $$"'
	says 'recon-fetch: sh: killed by signal 9'
	is 75 recon-fetch -o got --timeout 1s 'cmd:sleep 20'
	says 'recon-fetch: sleep: no end within 1 s'
	is 65 recon-fetch -o got 'cmd:true'
	says 'recon-fetch: cmd:true: is empty'
	nothing_came
	is 2 recon-fetch 'cmd:echo "x'
	echo "$(md5sum there/bill.csv | cut -d ' ' -f 1)  got" >there/sums
	is 0 recon-fetch -o got --digest "$url/sums" "cmd:cat $PWD/there/bill.csv"
	same there/bill.csv got
	is 0 recon-fetch 'cmd:head -c 3000000 /dev/zero'
	[ "$(wc -c <out)" = 3000000 ]
}

@test "it is tried again until the deadline, and then a person is told" {
	end=$(date -u -d '+20 sec' +%H:%M:%S) # of this day, or long past
	{ sleep 2; cp there/bill.csv there/late.csv; } 3>&- &
	if [[ $end > $(date -u +%H:%M:%S) ]]; then
		is 0 recon-fetch -o got --appears-whole --until "$end" --zone UTC -v "$url/late.csv"
		head -n 2 err >told
		same - told <<-END
		recon-fetch: $url/late.csv: not there yet; again in 1 s
		recon-fetch: $url/late.csv: not there yet; again in 2 s
		END
		same there/bill.csv got
	fi
	wait $!
	end=$(date -u -d '+3 sec' +%Y-%m-%dT%H:%M:%S)
	is 75 recon-fetch --every 1s --appears-whole --until "$end" --zone UTC "$url/no.csv"
	sed 's/after [2-4] tries/after N tries/' err >told
	same - told <<-END
	recon-fetch: $url/no.csv: not there yet; given up at $end UTC after N tries: ask who sends it, then run this again
	END
	# a deadline that has passed leaves one try
	is 0 recon-fetch -o got --appears-whole --until 2022-11-01T09:00 --zone Asia/Shanghai "$url/bill.csv"
	is 75 recon-fetch --appears-whole --until 2022-11-01T09:00 --zone Asia/Shanghai "$url/no.csv"
	says "recon-fetch: $url/no.csv: not there yet; given up at 2022-11-01T09:00 Asia/Shanghai after 1 try: ask who sends it, then run this again"
	end=$(date -u -d '+3 sec' +%Y-%m-%dT%H:%M:%S)
	is 75 recon-fetch --until "$end" --zone UTC 'cmd:sleep 60'
	grep -q '^recon-fetch: sleep: no end within [123] s; given up at ' err
}

@test "who comes after the deadline has one try, and all the time it takes" {
	late='--until 2022-11-01T09:00 --zone UTC'
	is 0 recon-fetch $late "cmd:sh -c \"sleep 2; echo A17\""
	same out - <<<A17
	fetch 0 $late --appears-whole --stable 1s
	same there/bill.csv got
	is 75 recon-fetch $late --timeout 1s 'cmd:sleep 9'
	says 'recon-fetch: sleep: no end within 1 s; given up at 2022-11-01T09:00 UTC after 1 try: ask who sends it, then run this again'
}

@test "what is damaged is tried again, too, and is 65 in the end" {
	echo | sha256sum | cut -d ' ' -f 1 >there/bill.csv.sum
	end=$(date -u -d '+3 sec' +%Y-%m-%dT%H:%M:%S)
	fetch 65 --digest .sum --until "$end" --zone UTC
	grep -q ": damaged: .*; given up at $end UTC after [23] tries: ask" err
	{ sleep 2; sha256sum there/bill.csv >there/bill.csv.sum; } 3>&- &
	end=$(date -u -d '+30 sec' +%Y-%m-%dT%H:%M:%S)
	fetch 0 --digest .sum --until "$end" --zone UTC
	wait $!
}

@test "a directory: each file whole or not at all, and none is fetched twice" {
	mkdir got
	touch there/.hidden there/"a b.csv" 'there/%41.csv'
	echo 1 >there/"a b.csv"
	echo 2 >there/%41.csv
	mkdir there/dir.csv
	is 0 recon-fetch -v -o got --match '*.csv' --appears-whole --facts facts "$url/"
	same - err <<-END
	recon-fetch: $url/%2541.csv: new, 2 bytes
	recon-fetch: $url/a%20b.csv: new, 2 bytes
	recon-fetch: $url/bill.csv: new, 19 bytes
	END
	find got -type f -printf "%f\n" | LC_ALL=C sort | same - <(printf '%s\n' %41.csv 'a b.csv' bill.csv)
	same there/%41.csv got/%41.csv
	same 'there/a b.csv' 'got/a b.csv'
	grep ^new facts | same - <(printf 'new\t3\n')
	is 0 recon-fetch -v -o got --match '*.csv' --appears-whole --exit-code "$url/"
	sed 's/.*: //' err | same - <(printf 'same, not fetched\n%.0s' 1 2 3)
	echo more >>there/bill.csv
	echo gone >got/'a b.csv'
	is 1 recon-fetch -v -o got --match '*.csv' --appears-whole --exit-code "$url/"
	sed 's/.*: //' err | same - <(printf '%s\n' 'same, not fetched' \
	    'changed, 2 bytes' 'changed, 24 bytes')
	diff -r there got | grep -v '^Only in there' | same - /dev/null
}

@test "a pipe is not waited for, and a directory is no empty bill" {
	mkfifo there/pipe.csv
	mkdir there/dir.csv into
	for name in pipe dir; do
		is 2 timeout 20 recon-fetch -o got --appears-whole "$url/$name.csv"
		says "recon-fetch: $url/$name.csv: not a regular file"
		nothing_came
	done
	is 2 timeout 20 recon-fetch -o got --done file://$PWD/there/pipe.csv "$url/bill.csv"
	ln -s pipe.csv there/link.csv
	ln -s ../there there/away.csv
	ln -s bill.csv there/good.csv
	is 0 timeout 20 recon-fetch -o into --appears-whole --match '*.csv' "$url/"
	[ -e into/bill.csv ]
	[ -e into/good.csv ]
	[ "$(find into -name '*.csv' | wc -l)" = 2 ]
}

@test "a directory: what lacks its proof does not come, and the rest does" {
	mkdir got
	echo 1 >there/a.csv
	echo 2 >there/b.csv
	(cd there && md5sum bill.csv >bill.csv.md5 && md5sum a.csv >a.csv.md5)
	is 75 recon-fetch -o got --match '*' --digest .md5 "$url/"
	says "recon-fetch: $url/b.csv.md5: not there yet"
	find got -type f -printf "%f\n" | LC_ALL=C sort | same - <(printf '%s\n' a.csv bill.csv)
	echo 33 >there/a.csv
	is 65 recon-fetch -o got --match '*' --digest .md5 "$url/"
	head -n 1 err | grep -q "^recon-fetch: $url/a.csv: damaged: its MD5"
	sed 1d err >told
	same - told <<-END
	recon-fetch: $url/b.csv.md5: not there yet
	recon-fetch: $url/: 2 of 3 files did not come
	END
	echo 1 | same - got/a.csv
	is 75 recon-fetch -o got --match '*.txt' --appears-whole "$url/"
	says "recon-fetch: $url/: no file there matches *.txt yet"
	is 75 recon-fetch -o got --match '*.txt' --appears-whole "$url/none/"
	says "recon-fetch: $url/none/: No such file or directory"
	is 2 recon-fetch -o absent --match '*' --appears-whole "$url/"
	says 'recon-fetch: absent: No such file or directory'
	is 2 recon-fetch -o there/bill.csv --match '*' --appears-whole "$url/"
	says 'recon-fetch: there/bill.csv: is no directory'
}

@test "where it may not write nothing is left behind" {
	fetch 0 --appears-whole
	is 2 recon-fetch -o none/got --appears-whole "$url/bill.csv"
	says 'recon-fetch: none/got: No such file or directory'
	is 2 recon-fetch -o there --appears-whole "$url/bill.csv"
	says 'recon-fetch: there: is a directory'
	is 2 recon-fetch -o /dev/null --appears-whole "$url/bill.csv"
	says 'recon-fetch: /dev/null: not a regular file'
	head -c 3000000 /dev/zero >there/large
	(ulimit -f 100; is 2 recon-fetch -o large --appears-whole "$url/large")
	says 'recon-fetch: large: write: File too large'
	[ -z "$(find . -name '*recon-tmp*')" ]
	[ ! -e large ]
}

@test "a signal that ends it leaves nothing, and the file of before" {
	echo before >got
	recon-fetch -o got --appears-whole --stable 60s "$url/bill.csv" 2>err 3>&- &
	for _ in $(seq 100); do
		[ -z "$(find . -name '*recon-tmp*')" ] || break
		sleep 0.05
	done
	[ -n "$(find . -name '*recon-tmp*')" ]
	kill -TERM $!
	wait $! && return 1
	[ -z "$(find . -name '*recon-tmp*')" ]
	echo before | same - got
}

@test "SIGUSR1 and --progress tell how far it is, and disturb nothing" {
	recon-fetch -o got --appears-whole --stable 5s --progress "$url/bill.csv" 2>err 3>&- &
	until_came 19
	kill -USR1 $!
	wait $!
	same there/bill.csv got
	[ "$(wc -l <err)" -ge 2 ] # and by itself from the third second on
	sort -u err | same - <(echo 'recon-fetch: 19 B in, 0 B out, 100%, 0:00 left')
}

@test "secrets come from files that nobody else can read" {
	printf 'secret\n' >pw
	chmod 644 pw
	is 2 recon-fetch --password-file pw https://localhost/b
	says 'recon-fetch: pw: others can read it (mode 0644); chmod 600 makes it safe'
	is 2 recon-fetch --passphrase-file pw https://localhost/b
	is 2 recon-fetch --header-file pw https://localhost/b
	is 2 recon-fetch --known-hosts absent --key pw --appears-whole sftp://localhost/b
	says 'recon-fetch: pw: others can read it (mode 0644); chmod 600 makes it safe'
	chmod 666 pw
	is 2 recon-fetch --cacert pw https://localhost/b
	says 'recon-fetch: pw: others can write it (mode 0666); chmod go-w makes it safe'
	is 2 recon-fetch --known-hosts absent --appears-whole sftp://localhost/b
	says 'recon-fetch: absent: No such file or directory'
	is 2 recon-fetch --password-file credential:pw https://localhost/b
	says 'recon-fetch: credential:pw: systemd has given no credentials (CREDENTIALS_DIRECTORY is not set)'
	CREDENTIALS_DIRECTORY=/x is 2 recon-fetch --password-file credential:../pw https://localhost/b
	says 'recon-fetch: credential:../pw: not the name of a credential'
}

@test "how many files were new goes to RECON_OUT" {
	RECON_OUT=values fetch 0 --appears-whole
	RECON_OUT=values is 0 recon-fetch --appears-whole "$url/bill.csv"
	same there/bill.csv out
	for word in new same changed new same changed; do
		[ $word = new ] && n=1 || n=0
		printf 'recon-fetch.%s\t%d\n' $word $n
	done >want
	same want values
}

@test "a blank in a URL: what to write instead is said" {
	is 2 recon-fetch -d 2022-11-01 --appears-whole -o x "file://$PWD/a b"
	says "recon-fetch: file://$PWD/a b: is no URL, in which a blank is %20"
}
