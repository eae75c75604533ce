# recon-fetch against real servers on this machine: OpenSSH's of sftp, and
# small ones of https and of FTP within TLS.

load ../helper
load peers

setup_file() {
	command -v openssl >/dev/null || skip "no openssl here"
	cd "$BATS_FILE_TMPDIR"
	certificate ca 'DNS:ca.invalid'
	certificate good 'DNS:localhost,IP:127.0.0.1' ca
	expired late 'DNS:localhost,IP:127.0.0.1' ca
	certificate other 'DNS:other.invalid' ca
	head -c 3000000 /dev/urandom | base64 -w 76 | sed "1s,^Z,Y," >bill # tests write Z there
}

setup() {
	[ -x "$BUILD/bin/recon-fetch" ] || skip "built without libcurl"
	cd "$BATS_TEST_TMPDIR"
	peers=
	w=w
	certs=$BATS_FILE_TMPDIR
	mkdir there
	cp "$certs/bill" there/bill
	size=$(wc -c <there/bill)
}

teardown() {
	peers_end
}

# sftp: starts a server; $sftp is where its files are, $who the options for it.
sftp() {
	[ -x /usr/sbin/sshd ] || skip "no sshd here"
	peer s python3 "$played/sftp.py" s
	sftp=sftp://127.0.0.1:$port$PWD/there
	echo "[127.0.0.1]:$port $(cut -d ' ' -f 1,2 s/host.pub)" >hosts
	who="--user $(id -un) --key s/user --known-hosts hosts"
}

# web [CERT]: starts a server; $web is where its files are.
web() {
	peer "$w" python3 "$played/files.py" "$w" there ${1:+"$certs/$1.pem" "$certs/$1.key"}
	: >"$w/requests"
	[ $# = 0 ] && web=http://127.0.0.1:$port || web=https://localhost:$port
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

nothing_came() {
	[ ! -e got ]
	[ -z "$(find . -name '*recon-tmp*' -o -name '*.recon-part' -o -name '*.recon-going')" ]
}

# kept BYTES: so many came, and are kept beside got.
kept() {
	[ ! -e got ]
	[ -z "$(find . -name '*recon-tmp*')" ]
	tail -n 1 .got.recon-part | cut -f 1,3 | same - <(printf '#recon-part 1\t%s\n' "$1")
	head -c "$1" .got.recon-part | cmp - <(head -c "$1" "$certs/bill")
}

@test "fetch: sftp: a bill, its time, what is not there, what is empty" {
	sftp
	touch -d 2022-11-02T01:02:03Z there/bill
	is 0 recon-fetch $who --appears-whole -o got "$sftp/bill"
	says ''
	same there/bill got
	stat -c %Y got | same - <(date -d 2022-11-02T01:02:03Z +%s)
	is 0 recon-fetch $who --appears-whole "$sftp/bill"
	same there/bill out
	rm got
	is 75 recon-fetch $who --appears-whole -o got "$sftp/none"
	says "recon-fetch: $sftp/none: not there yet"
	: >there/empty
	is 65 recon-fetch $who --appears-whole -o got "$sftp/empty"
	says "recon-fetch: $sftp/empty: is empty"
	nothing_came
	is 0 recon-fetch $who --appears-whole --allow-empty -o got "$sftp/empty"
	[ -e got ]
}

@test "fetch: sftp: a connection cut at every tenth goes on there, and the bytes are the same" {
	sftp
	for tenth in 1 2 3 4 5 6 7 8 9; do
		printf '%s\n' $((size * tenth / 10)) >s/limits
		rm -f got s/cut
		is 0 recon-fetch $who --appears-whole -o got "$sftp/bill"
		same there/bill got
		[ -s s/cut ]
	done
	# and at all of them: each connection has a tenth and what ssh needs
	for _ in $(seq 20); do
		echo $((size / 10 + 10000))
	done >s/limits
	rm -f got s/cut
	is 0 recon-fetch $who --appears-whole -o got "$sftp/bill"
	same there/bill got
	[ "$(wc -l <s/cut)" -ge 10 ]
	[ "$(wc -l <s/cut)" -le 12 ]
}

@test "fetch: sftp: what is replaced behind a cut begins anew; a cut before the first byte is 75" {
	sftp
	touch -d 2022-11-01 there/bill
	echo $((size / 2)) >s/limits
	{
		wait_for s/cut
		sleep 0.3
		printf Z | dd of=there/bill conv=notrunc status=none
		md5sum <there/bill | cut -c -32 >there/bill.sum
	} 3>&- &
	is 0 recon-fetch $who --digest .sum --until "$(date -u -d '+60 sec' +%FT%T)" \
	    --zone UTC -o got "$sftp/bill"
	wait $!
	same there/bill got
	rm got
	echo 3000 >s/limits
	is 75 recon-fetch $who --appears-whole -o got "$sftp/bill"
	grep -q "^recon-fetch: $sftp/bill: " err
	nothing_came
}

@test "fetch: sftp: a host that has another key, or is not known, is refused" {
	sftp
	ssh-keygen -q -t ed25519 -N '' -f wrong
	echo "[127.0.0.1]:$port $(cut -d ' ' -f 1,2 wrong.pub)" >others
	is 2 recon-fetch --user "$(id -un)" --key s/user --known-hosts others --appears-whole -o got "$sftp/bill"
	grep -q "^recon-fetch: $sftp/bill: SSL peer certificate or SSH remote key was not OK\|^recon-fetch: $sftp/bill: .*key" err
	: >others
	is 2 recon-fetch --user "$(id -un)" --key s/user --known-hosts others --appears-whole -o got "$sftp/bill"
	wrong=$(ssh-keygen -lf wrong.pub | cut -d ' ' -f 2)
	is 2 recon-fetch --user "$(id -un)" --key s/user --host-key "$wrong" --appears-whole -o got "$sftp/bill"
	grep -q 'mismatch sha256 fingerprint' err
	# at once, whatever the deadline
	is 2 recon-fetch --user "$(id -un)" --key s/user --host-key "$wrong" --appears-whole -o got \
	    --until 23:59:59 --zone UTC "$sftp/bill"
	nothing_came
	right=$(ssh-keygen -lf s/host.pub | cut -d ' ' -f 2)
	is 0 recon-fetch --user "$(id -un)" --key s/user --host-key "$right" --appears-whole -o got "$sftp/bill"
	rm got
	is 2 recon-fetch --user "$(id -un)" --key wrong --known-hosts hosts --appears-whole -o got "$sftp/bill"
	says "recon-fetch: $sftp/bill: Authentication failure"
	nothing_came
	[ ! -e ~/.ssh/known_hosts ] || ! grep -q ":$port" ~/.ssh/known_hosts
}

@test "fetch: sftp: a bill that grows while it is fetched is not there yet" {
	sftp
	{ until_came "$size"; echo more >>there/bill; } 3>&- &
	is 75 recon-fetch $who --appears-whole --stable 5s -o got "$sftp/bill"
	says "recon-fetch: $sftp/bill: changed while it was fetched"
	wait $!
	nothing_came
	is 0 recon-fetch $who --appears-whole --stable 1s -o got "$sftp/bill"
	same there/bill got
}

@test "fetch: sftp: a bill that is written all the time comes when it is whole" {
	sftp
	{
		for _ in 1 2 3 4 5 6; do
			sleep 0.5
			head -c 100000 "$certs/bill" >>there/bill
		done
		sha256sum there/bill >there/bill.sum
		touch there/bill.sum
	} 3>&- &
	end=$(date -u -d '+60 sec' +%FT%T)
	is 0 recon-fetch $who --digest .sum --stable 1s --every 1s --until "$end" --zone UTC -o got "$sftp/bill"
	wait $!
	same there/bill got
}

@test "fetch: sftp: a done-file that comes late, or is one of before" {
	sftp
	touch -d 2022-11-01 there/bill.ok
	is 75 recon-fetch $who --done .ok -o got "$sftp/bill"
	says "recon-fetch: $sftp/bill.ok: is older than the bill"
	nothing_came
	rm there/bill.ok
	{ sleep 2; touch there/bill.ok; } 3>&- &
	end=$(date -u -d '+60 sec' +%FT%T)
	is 0 recon-fetch $who --done .ok --every 1s --until "$end" --zone UTC -v -o got "$sftp/bill"
	wait $!
	head -n 1 err | same - <(echo "recon-fetch: $sftp/bill.ok: not there yet; again in 1 s")
	same there/bill got
}

@test "fetch: sftp: a digest that is wrong, and a bill that is replaced" {
	sftp
	(cd there && sha256sum bill >bill.sha256)
	is 0 recon-fetch $who --digest .sha256 --exit-code --keep kept -o got "$sftp/bill"
	same there/bill got
	cp got before
	printf Z | dd of=there/bill conv=notrunc status=none
	is 65 recon-fetch $who --digest .sha256 --exit-code --keep kept -o got "$sftp/bill"
	grep -q "damaged: its SHA-256 is" err
	same before got
	(cd there && sha256sum bill >bill.sha256)
	is 1 recon-fetch $who --digest .sha256 --exit-code --keep kept --facts facts -o got "$sftp/bill"
	same there/bill got
	grep -x "changed${T}1" facts
	[ "$(find kept -type f | wc -l)" = 2 ]
	is 0 recon-fetch $who --digest .sha256 --exit-code --keep kept -o got "$sftp/bill"
}

@test "fetch: sftp: at the deadline a person is told, also of what is still coming" {
	sftp
	end=$(date -u -d '+3 sec' +%FT%T)
	is 75 recon-fetch $who --appears-whole --until "$end" --zone UTC -o got "$sftp/none"
	grep -q "^recon-fetch: $sftp/none: not there yet; given up at $end UTC after [23] tries: ask who sends it, then run this again$" err
	peers_end
	end=$(date -u -d '+3 sec' +%FT%T)
	is 75 recon-fetch $who --appears-whole --until "$end" --zone UTC -o got "$sftp/bill"
	grep -q "Failed to connect to .*; given up at $end UTC" err
	nothing_came
}

@test "fetch: sftp: a directory" {
	sftp
	echo 1 >'there/a b.csv'
	echo 2 >there/c.csv
	: >there/.hidden.csv
	mkdir got
	is 0 recon-fetch $who --appears-whole --match '*.csv' -v -o got "$sftp/"
	same - err <<-END
	recon-fetch: $sftp/a%20b.csv: new, 2 bytes
	recon-fetch: $sftp/c.csv: new, 2 bytes
	END
	is 0 recon-fetch $who --appears-whole --match '*.csv' -v -o got "$sftp/"
	sed 's/.*: //' err | same - <(printf 'same, not fetched\n%.0s' 1 2)
	echo 333 >there/c.csv
	is 1 recon-fetch $who --appears-whole --match '*.csv' -v --exit-code -o got "$sftp/"
	tail -n 1 err | same - <(echo "recon-fetch: $sftp/c.csv: changed, 4 bytes")
	rm got/c.csv
	is 75 recon-fetch $who --done .ok --match '*.csv' -o got "$sftp/"
	says "recon-fetch: $sftp/c.csv.ok: not there yet"
	is 75 recon-fetch $who --appears-whole --match '*.txt' -o got "$sftp/"
	says "recon-fetch: $sftp/: no file there matches *.txt yet"
	is 75 recon-fetch $who --appears-whole --match '*.txt' -o got "$sftp/none/"
	says "recon-fetch: $sftp/none/: not there yet"
}

@test "fetch: https: a bill by its length, and what a status means" {
	web good
	cert="--cacert $certs/ca.pem"
	is 0 recon-fetch $cert -o got "$web/bill"
	says ''
	same there/bill got
	rm got
	for row in '404=75=not there yet' '500=75=HTTP 500' '503=75=HTTP 503' \
	    '429=75=HTTP 429' '401=2=HTTP 401' '403=2=HTTP 403' '410=2=HTTP 410' \
	    '300=2=HTTP 300' '202=75=HTTP 202' '203=75=HTTP 203' \
	    '206=75=HTTP 206'; do
		IFS='=' read -r http status text <<<"$row"
		is "$status" recon-fetch $cert -o got "$web/bill?status=$http"
		says "recon-fetch: $web/bill?status=$http: $text"
	done
	is 75 recon-fetch $cert -o got "$web/none"
	says "recon-fetch: $web/none: not there yet"
	is 75 recon-fetch $cert -o got "$web/bill?chunked"
	says "recon-fetch: $web/bill?chunked: the server does not say how long it is; --done, --digest or --trailer proves it"
	nothing_came
	md5sum there/bill >there/bill.md5
	is 0 recon-fetch $cert --digest .md5 -o got "$web/bill?chunked"
	same there/bill got
	# what is served once is not asked for again
	cp there/bill there/once
	is 0 recon-fetch $cert -o got "$web/once?plain&once"
}

@test "fetch: https: a certificate that is not good is refused" {
	for row in 'late=certificate has expired' 'other=no alternative certificate subject name'; do
		web "${row%%=*}"
		is 2 recon-fetch --cacert "$certs/ca.pem" -o got "$web/bill"
		grep -q "${row#*=}" err
		same /dev/null w/requests
		peers_end
	done
	web good
	is 2 recon-fetch -o got "$web/bill" # the system does not know it
	grep -q 'unable to get local issuer certificate' err
	same /dev/null w/requests
	nothing_came
}

@test "fetch: https: a connection cut at every tenth goes on there" {
	web
	is 0 recon-fetch -o got "$web/bill?cut=$((size / 10 + 1))"
	same there/bill got
	# nine ends, the tenth piece, and the look at what it is by then
	field 'r["headers"].get("range", "-")' w/requests >ranges
	[ "$(grep -c bytes ranges)" = 9 ]
	field 'r["headers"].get("if-range", "-")[0]' w/requests | grep -c '^"' | same - <(echo 9)
	for how in plain unranged 'weak&plain'; do
		rm got
		is 75 recon-fetch -o got "$web/bill?cut=$((size / 2))&$how"
		nothing_came
		touch got
	done
	rm got
	is 0 recon-fetch -o got "$web/bill?cut=$((size / 3))&weak" # by its time
	same there/bill got
}

@test "fetch: https: with --resume another process goes on where one broke" {
	web
	begin() {
		rm -f got .got.recon-part
		web # which breaks once
		is 75 recon-fetch --resume -o got "$web/bill?breaks=1000000"
		says "recon-fetch: $web/bill?breaks=1000000: HTTP 503"
		kept 1000000
		: >w/requests
	}
	goes_on() {
		is 0 recon-fetch --resume -o got "$web/bill?breaks=1000000"
		says ''
		same there/bill got
		rm got
		nothing_came
		field 'r["headers"].get("range", "-")' w/requests | head -n 1 | same - <(echo "$1")
	}
	begin
	goes_on bytes=1000000-
	# what was replaced meanwhile, or damaged, begins anew
	begin
	printf Z | dd of=there/bill conv=notrunc status=none
	goes_on bytes=1000000-
	cp "$certs/bill" there/bill
	begin
	printf Z | dd of=.got.recon-part conv=notrunc status=none
	goes_on -
	begin
	truncate -s -1 .got.recon-part
	goes_on -
	begin
	truncate -s 1000000 .got.recon-part
	goes_on -
	begin
	: >.got.recon-part
	goes_on -
	begin
	# of another bill
	cp there/bill there/other
	is 0 recon-fetch --resume -o got "$web/other"
	same there/other got
	[ ! -e .got.recon-part ]
	# what is no file of ours is left
	rm got
	ln -s there/bill .got.recon-part
	is 0 recon-fetch --resume -o got "$web/bill"
	[ -L .got.recon-part ]
	same "$certs/bill" there/bill
	rm .got.recon-part got
	# nobody who has not asked for it keeps something, or takes it
	web
	is 75 recon-fetch -o got "$web/bill?breaks=1000000"
	nothing_came
	begin
	is 0 recon-fetch -o got "$web/bill"
	rm got
	kept 1000000
}

# under_way SIGNAL: a fetch with --resume is ended so when it has got 1000000 bytes.
under_way() {
	rm -f got
	web
	recon-fetch --resume -o got "$web/bill?hang=1000000" 3>&- &
	fetch=$!
	until_came 1000000
	[ -s .got.recon-going ]
	${2:-true}
	kill -s "$1" $fetch
	wait $fetch || :
	: >w/requests
}

# goes_on RANGE: the next run asks for that first, and leaves nothing but the bill.
goes_on() {
	is 0 recon-fetch --resume -o got "$web/bill?hang=1000000"
	says ''
	same there/bill got
	field 'r["headers"].get("range", "-")' w/requests | head -n 1 | same - <(echo "$1")
	rm got
	nothing_came
}

@test "fetch: https: with --resume another process goes on where one was killed" {
	for signal in KILL TERM; do
		under_way $signal
		[ ! -e got ]
		goes_on bytes=1000000-
	done
	# what is another file by now begins anew
	under_way KILL
	printf Z | dd of=there/bill conv=notrunc status=none
	goes_on bytes=1000000-
	cp "$certs/bill" there/bill
	# so does what came before the machine was started anew, and what is of
	# another place
	under_way KILL
	sed -i 's/^\(#recon-going 1\)\t[^\t]*/\1\tanother/' .got.recon-going
	goes_on -
	under_way KILL
	sed -i 's|/bill|/other|' .got.recon-going
	goes_on -
	# a note that is damaged, or of a file that is none of these, says nothing
	under_way KILL
	truncate -s -1 .got.recon-going
	goes_on_beside
	under_way KILL
	cp there/bill victim
	sed -i 's/\.got\.recon-tmp-[^\t]*$/victim/' .got.recon-going
	goes_on_beside
	same there/bill victim
	# who has not asked for it leaves it
	under_way KILL
	is 0 recon-fetch -o got "$web/bill?hang=1000000"
	[ -s .got.recon-going ]
	rm got
	: >w/requests
	goes_on bytes=1000000-
}

# The file of a run whose note is of no use is left.
goes_on_beside() {
	is 0 recon-fetch --resume -o got "$web/bill?hang=1000000"
	same there/bill got
	field 'r["headers"].get("range", "-")' w/requests | head -n 1 | same - <(echo -)
	rm got .got.recon-tmp*
	nothing_came
}

# beside: another process fetches the same file meanwhile, and takes nothing.
beside() {
	: >w/requests
	is 0 recon-fetch --resume -o got "$web/bill?hang=1000000"
	same there/bill got
	field 'r["headers"].get("range", "-")' w/requests | head -n 1 | same - <(echo -)
	rm got
	[ -s .got.recon-going ]
}

@test "fetch: with --resume what a living process is at is not taken" {
	under_way KILL beside
	goes_on bytes=1000000-
}

@test "fetch: sftp: with --resume another process goes on where one broke, also of a directory" {
	sftp
	printf '%s\n' $((size * 6 / 10)) 3000 >s/limits
	is 75 recon-fetch $who --resume --appears-whole -o got "$sftp/bill"
	came=$(tail -n 1 .got.recon-part | cut -f 3)
	[ "$came" -gt $((size / 2)) ]
	kept "$came"
	rm -f s/cut
	printf '%s\n' $((size / 2)) 3000 >s/limits # enough for the rest alone
	is 0 recon-fetch $who --resume --appears-whole -o got "$sftp/bill"
	same there/bill got
	[ "$(wc -l <s/cut)" -eq 1 ]
	rm -f got s/limits
	nothing_came
	mkdir got
	printf '%s\n' $((size * 6 / 10)) 3000 >s/limits
	is 75 recon-fetch $who --resume --appears-whole --match '*' -o got "$sftp/"
	[ -e got/.bill.recon-part ]
	rm -f s/cut
	printf '%s\n' $((size / 2)) 3000 >s/limits # enough for the rest alone
	is 0 recon-fetch $who --resume --appears-whole --match '*' -o got "$sftp/"
	[ "$(wc -l <s/cut)" -eq 1 ]
	diff -r there got
}

@test "fetch: a host that says no more is left after --timeout, and it goes on there" {
	web
	is 0 recon-fetch --timeout 2s -o got "$web/bill?hang=1000000"
	same there/bill got
	field 'r["headers"].get("range", "-")' w/requests >ranges
	sed -n 2p ranges | same - <(echo bytes=1000000-)
	rm got
	sftp
	# libcurl 7.88 keeps the memory of a session of ssh that it gives up
	export ASAN_OPTIONS=detect_leaks=0
	echo 1000000h >s/limits
	is 0 recon-fetch $who --timeout 2s --appears-whole -o got "$sftp/bill"
	same there/bill got
	rm got
	echo 3000h >s/limits # before it has let us in
	is 75 recon-fetch $who --timeout 2s --appears-whole -o got "$sftp/bill"
	nothing_came
}

@test "fetch: https: what is replaced behind a cut begins anew, what grows is not there yet" {
	web
	touch -d 2022-11-01 there/bill
	is 0 recon-fetch -o got "$web/bill?cut=$((size / 2))&replace"
	same there/bill got
	cmp -s "$certs/bill" got && return 1
	rm got
	is 75 recon-fetch -o got "$web/bill?grow"
	says "recon-fetch: $web/bill?grow: changed while it was fetched"
	nothing_came
}

@test "fetch: https: redirects lead to the same host, and to others that are named" {
	web
	is 0 recon-fetch -o got "$web/x?to=/bill"
	same there/bill got
	rm got
	first=$web
	w=w2
	web
	is 2 recon-fetch -o got "$first/x?to=$web/bill"
	says "recon-fetch: $first/x?to=$web/bill: leads to $web/bill, which is another host: --redirects-to allows it"
	same /dev/null w2/requests
	secret pw 'pass word'
	is 0 recon-fetch --redirects-to 127.0.0.1 --user shop --password-file pw -o got "$first/x?to=$web/bill"
	same there/bill got
	# who asks is told to the first alone
	field '"authorization" in r["headers"]' w2/requests | sort -u | same - <(echo False)
	is 2 recon-fetch -o got "$first/x?round"
	says "recon-fetch: $first/x?round: more than 5 redirects"
	is 2 recon-fetch --redirects-to a.example -o got "$first/x?to=ftp://a.example/b"
	grep -q 'leads to ftp://a.example/b, which is not https' err
}

@test "fetch: https: of where a refused redirect leads no secret is told" {
	web
	for to in "https://user:pw@a.example/b%3Ftoken=tok" "https://a.example/b%23tok" "https://a.example?tok"; do
		is 2 recon-fetch -o got "$web/x?to=$to"
		run ! grep -e tok$ -e tok, -e pw <(sed 's/.*leads to//' err)
	done
	is 2 recon-fetch -o got "$web/x?to=https://user:pw@a.example/b%3Ftoken=tok"
	says "recon-fetch: $web/x?to=https://user:pw@a.example/b%3Ftoken=tok: leads to https://user:...@a.example/b?..., which is another host: --redirects-to allows it"
}

@test "fetch: https: a server that says when to come again is not asked before" {
	web
	is 75 recon-fetch --every 1s --until "$(date -u -d '+3 sec' +%FT%T)" --zone UTC -v \
	    -o got "$web/bill?status=503&after=3600"
	grep -q 'HTTP 503; again in 3600 s$' err
	[ "$(wc -l <w/requests)" -eq 1 ]
	: >w/requests
	when=$(LC_ALL=C date -u -d '+7200 sec' '+%a, %d %b %Y %T GMT' | sed 's/ /+/g')
	is 75 recon-fetch --every 1s --until "$(date -u -d '+3 sec' +%FT%T)" --zone UTC -v \
	    -o got "$web/bill?status=429&after=$when"
	grep -q 'HTTP 429; again in 7[12][0-9][0-9] s$' err
	[ "$(wc -l <w/requests)" -eq 1 ]
	: >w/requests
	is 75 recon-fetch --every 1s --until "$(date -u -d '+3 sec' +%FT%T)" --zone UTC -v \
	    -o got "$web/bill?status=503&after=nonsense"
	grep -q 'HTTP 503; again in 1 s$' err
}

@test "fetch: https: secrets from files, and nothing of them is told" {
	web
	secret pw 'pass word'
	secret headers 'Authorization: Bearer tok'
	basic="Basic $(printf 'shop:pass word' | base64)"
	is 2 recon-fetch -o got "$web/bill?need=Bearer+tok"
	is 0 recon-fetch --header-file headers -o got "$web/bill?need=Bearer+tok"
	is 0 recon-fetch --user shop --password-file pw --facts facts -v -o got \
	    "$web/bill?need=$(sed 's/ /+/; s/=/%3D/g' <<<"$basic")"
	run ! grep -r -e 'pass word' -e Bearer facts err out
	CREDENTIALS_DIRECTORY=$PWD is 0 recon-fetch --user shop --password-file credential:pw \
	    -o got "$web/bill?need=$(sed 's/ /+/; s/=/%3D/g' <<<"$basic")"
	printf 'default login shop password "pass word"\n' >.netrc
	chmod 600 .netrc
	HOME=$PWD is 2 recon-fetch -o got "$web/bill?need=$(sed 's/ /+/; s/=/%3D/g' <<<"$basic")"
	http_proxy=http://127.0.0.1:1 is 0 recon-fetch -o got "$web/bill"
}

@test "fetch: https: a proxy that is named is gone through, and sees nothing but the host" {
	web good
	there=${web#https://}
	peer p python3 "$played/proxy.py" p
	proxy=http://127.0.0.1:$port
	secret pw 'pass word'
	secret headers 'X-Token: tok'
	who="--cacert $certs/ca.pem --user shop --password-file pw --header-file headers"
	is 0 recon-fetch $who --proxy $proxy -o got "$web/bill?cut=1500000"
	same there/bill got
	field 'r["first"]' p/requests | sort -u | same - <(echo "CONNECT $there HTTP/1.1")
	field '"\n".join(h.split(":")[0] for h in r["headers"])' p/requests | sort -u |
	    same - <(printf '%s\n' Host Proxy-Connection User-Agent)
	field '"authorization" in r["headers"] and "x-token" in r["headers"]' w/requests |
	    sort -u | same - <(echo True)
	# the environment is obeyed where that was said
	: >p/requests
	HTTPS_PROXY=${proxy#http://} is 0 recon-fetch $who --proxy environment -o got "$web/bill"
	[ "$(wc -l <p/requests)" -eq 1 ]
	: >p/requests
	https_proxy=$proxy is 0 recon-fetch $who -o got "$web/bill"
	https_proxy=$proxy no_proxy=localhost is 0 recon-fetch $who --proxy environment -o got "$web/bill"
	is 0 recon-fetch $who --proxy environment -o got "$web/bill"
	same /dev/null p/requests
	https_proxy=http://u:secret@127.0.0.1:1 is 2 recon-fetch $who --proxy environment -o got "$web/bill"
	says 'recon-fetch: --proxy: http://u:...@127.0.0.1:1: has a user: --proxy-user and --proxy-password-file take them'
	# what is not https does not go there
	w=w2
	web
	is 0 recon-fetch --proxy $proxy -o got "$web/bill"
	is 0 recon-fetch --proxy $proxy --appears-whole -o got "file://$PWD/there/bill"
	same /dev/null p/requests
	# a host behind it that is another is refused all the same
	w=w3
	web other
	is 2 recon-fetch $who --proxy $proxy -o none "$web/bill"
	grep -q 'SSL: no alternative certificate subject name matches' err
	for status in 407 503; do
		peer q$status python3 "$played/proxy.py" q$status $status
		is $([ $status = 407 ] && echo 2 || echo 75) recon-fetch $who \
		    --proxy http://127.0.0.1:$port -o none "$web/bill"
		case $status in
		407) said='HTTP 407: it wants to know who comes (--proxy-user)' ;;
		*) said="HTTP $status" ;;
		esac
		says "recon-fetch: $web/bill: the proxy: $said"
	done
	[ ! -e none ]
}

@test "fetch: https: a proxy that knows its users is shown a name and a password, which nobody else sees" {
	web good
	secret pw 'pass word'
	secret ppw 'open: sesame'
	peer p python3 "$played/proxy.py" p 'clerk:open: sesame'
	who="--cacert $certs/ca.pem --user shop --password-file pw --proxy http://127.0.0.1:$port"
	is 0 recon-fetch $who --proxy-user clerk --proxy-password-file ppw -o got "$web/bill"
	same there/bill got
	# the host is shown its own user alone, the proxy its own
	field '"proxy-authorization" in r["headers"]' w/requests | sort -u | same - <(echo False)
	field '"\n".join(h for h in r["headers"] if "uthor" in h)' p/requests |
	    same - <(printf 'Proxy-Authorization: Basic %s\n' "$(printf 'clerk:open: sesame' | base64)")
	is 2 recon-fetch $who -o none "$web/bill"
	says "recon-fetch: $web/bill: the proxy: HTTP 407: it wants to know who comes (--proxy-user)"
	secret ppw wrong
	is 2 recon-fetch $who --proxy-user clerk --proxy-password-file ppw -o none "$web/bill"
	says "recon-fetch: $web/bill: the proxy: HTTP 407: it does not know that user and password"
	chmod 644 ppw
	is 2 recon-fetch $who --proxy-user clerk --proxy-password-file ppw -o none "$web/bill"
	grep -q '^recon-fetch: ppw: ' err
	[ ! -e none ]
}

@test "fetch: ftp with TLS: a bill, its time, a directory; nothing without TLS" {
	for how in ftp ftps; do
		rm -rf got there/a.csv
		peer f python3 "$played/ftps.py" f there "$certs/good.pem" "$certs/good.key" \
		    $([ $how = ftp ] || echo implicit)
		ftp=$how://localhost:$port
		secret pw 'pass word'
		who="--user shop --password-file pw --cacert $certs/ca.pem"
		touch -d 2022-11-02T01:02:03Z there/bill
		is 0 recon-fetch $who --appears-whole -o got "$ftp/bill"
		same there/bill got
		stat -c %Y got | same - <(date -d 2022-11-02T01:02:03Z +%s)
		rm got
		is 75 recon-fetch $who --appears-whole -o got "$ftp/none"
		says "recon-fetch: $ftp/none: not there yet"
		is 2 recon-fetch --user shop --password-file pw --appears-whole -o got "$ftp/bill"
		grep -q 'unable to get local issuer certificate' err
		secret bad 'other'
		is 2 recon-fetch --user shop --password-file bad --cacert "$certs/ca.pem" --appears-whole -o got "$ftp/bill"
		nothing_came
		for _ in 1 2 3 4 5 6 7 8 9; do
			echo $((size / 10 + 1))
		done >f/limits
		is 0 recon-fetch $who --appears-whole -o got "$ftp/bill"
		same there/bill got
		[ ! -s f/limits ]
		rm got
		mkdir got
		echo 1 >there/a.csv
		is 0 recon-fetch $who --appears-whole --match '*' -v -o got "$ftp/"
		is 0 recon-fetch $who --appears-whole --match '*' -v -o got "$ftp/"
		sed 's/.*: //' err | same - <(printf 'same, not fetched\n%.0s' 1 2)
		diff -r there got
		peers_end
	done
}

@test "fetch: ftp: a server that tells no size: a bill that does not change is whole, one that grows is not" {
	peer f python3 "$played/ftps.py" f there "$certs/good.pem" "$certs/good.key" sizeless
	ftp=ftp://localhost:$port
	secret pw 'pass word'
	who="--user shop --password-file pw --cacert $certs/ca.pem"
	is 0 recon-fetch $who --appears-whole -o got "$ftp/bill"
	same there/bill got
	rm got
	# its time is told, and stays
	touch -d 2022-11-01 there/bill there/older
	is 75 recon-fetch $who --appears-whole --stable 5s -o got "$ftp/bill" &
	fetching=$!
	until_came "$size"
	echo more >>there/bill
	touch -r there/older there/bill
	wait "$fetching"
	says "recon-fetch: $ftp/bill: changed while it was fetched"
	nothing_came
}
