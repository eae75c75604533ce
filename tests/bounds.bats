# What a bill or a stream can have many of costs time as their number grows, or
# is refused; no row takes all memory; no pattern ends or hangs the program.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
}

# cost COMMAND...: the processor time it takes, in milliseconds.
cost() {
	local TIMEFORMAT='%U %S'
	{ time timeout 60 "$@" >out 2>err; } 2>time || :
	awk '{ printf "%d\n", ($1 + $2) * 1000 }' time
}

# grows N COMMAND...: make N and 4 N of it; the cost of COMMAND with the file
# `many` grows at most eightfold. The first may be too short to be told.
grows() {
	local n=$1 small large
	shift
	make "$n" >many
	small=$(cost "$@")
	make $((4 * n)) >many
	large=$(cost "$@")
	[ "$large" -le $((8 * (small + 25))) ] && return
	echo "$n: $small ms, $((4 * n)): $large ms: $*"
	return 1
}

@test "equal column names" {
	make() { seq $1 | sed s/.*/c/ | paste -sd,; seq $1 | paste -sd,; }
	grows 4000 recon-clean --plain many
	head -c 20 out | grep -q "^c${T}c_2${T}c_3${T}c_4"
	make() { seq -f c%.0f $1 | paste -sd,; seq $1 | paste -sd,; }
	grows 4000 recon-clean --plain many
	make 16385 >many
	is 65 recon-clean many
	says "recon-clean: many:1: a header of 16385 columns, more than 16384"
}

@test "attributes of an XML tag" {
	make() { echo "<Document $(seq -f 'a%.0f="x"' $1)>"; }
	grows 20000 recon-clean --format camt many
	says "recon-clean: many: a tag with more than 256 attributes, which no such file needs"
	make 256 >many
	is 65 recon-clean --format camt many
	run ! grep attributes err
	make 20000 | iconv -t UTF-16 >many
	is 65 recon-clean --format camt many
	grep -q attributes err
}

@test "currencies" {
	make() { seq 1000000 $((999999 + $1)) | awk -v OFS='\t' '{ print "k" $1, "1.00", "X" $1, "L", "-" }'; }
	grows 20000 recon-join many
	grep -q 'many:[0-9]*: more than 2000 sums of a side and a currency: is that a column of currencies?' err
	grows 20000 recon-sort many
	make 1900 >many
	is 0 recon-join many
	make() { seq 1000000 $((999999 + $1)) | awk -v OFS='\t' '{ print "k" $1, "left", "1.00", "-", "1.00", "X" $1, "-" }'; }
	grows 20000 recon-notify many
	grep -q 'more than 2000 sums' err
}

@test "a row that does not end is told before it takes all memory" {
	python3 -c '
import gzip
with gzip.open("q.gz", "wb", 1) as f:
	f.write(b"a,b\n\"")
	for i in range(300):
		f.write(b"x" * (1 << 20))'
	peak recon-clean --plain q.gz 2>err && return 1
	grep -qx 'recon-clean: q.gz:2: a row of more than 16777216 bytes (--row-max takes it)' err
	sanitized || [ "$peak" -lt 100000 ]
	peak recon-clean --explain q.gz >out 2>err && return 1
	sanitized || [ "$peak" -lt 300000 ]
	head -c 40000000 /dev/zero | tr '\0' x >line
	is 65 recon-clean line
	says "recon-clean: line:1: a row of more than 16777216 bytes (--row-max takes it)"
	for f in mt940 bai2; do
		head -c 80000000 /dev/zero | tr '\0' x >line
		is 65 recon-clean --format $f line
	done
}

@test "--row-max, and a quote that nothing closes takes one line" {
	{ printf 'a,b\n1,"'; head -c 3000 /dev/zero | tr '\0' x; printf '"\n'; } >big
	is 0 recon-clean big
	is 0 recon-clean --row-max 4K big
	{ printf 'a,b\n1,"open\n'; seq -f '%.0f,y' 200000; } >open
	is 0 recon-clean --row-max 64K --rejects bad open
	[ "$(wc -l <bad)" -eq 1 ]
	grep -q '^#total.records=200000' out
	is 65 recon-clean --row-max 64K open
	says "recon-clean: open:2: a quoted cell that does not end"
}

@test "\\K that a lookaround reaches" {
	printf 'a,b\nxyzabc,1\n' >k.csv
	for p in '(?(DEFINE)(?<k>\K.))(?<=(?&k))[abc]' '(?:(?=(?1))|(c\K))'; do
		is 65 timeout 20 recon-clean --replace "a ~ $p -> <\$0>" k.csv
		grep -q 'k.csv:2: .*its \\K, in a lookaround' err
	done
	is 0 recon-clean --plain --replace 'a ~ xy\Kz -> Z' k.csv
	printf 'a\tb\nxyZabc\t1\n' | prints
}

@test "one byte of a gzip or a zip is not a text" {
	printf '\037' >one
	is 65 recon-clean one
	says "recon-clean: one: ends in the middle of its gzip data"
	printf '\037\213' >two
	is 65 recon-clean two
	says "recon-clean: two: ends in the middle of its gzip data"
	printf 'PK\003' >three
	is 65 recon-clean three
	grep -q 'zip archive' err
	printf 'PK\n' >text
	is 0 recon-clean text
}

@test "carried fields of a result are NAME=VALUE" {
	line="A${T}left${T}1.00${T}-${T}1.00${T}CNY${T}2022-11-01"
	for tail in "${T}" "${T}noeq" "${T}=v" "${T}a=b${T}${T}c=d" "${T}a=b${T}x"; do
		for n in 1 300; do # read alone, and as many are
			{ for i in $(seq $n); do echo "$line$tail"; done
			  for i in 1 2 3; do echo "$line${T}a=b"; done; } >res
			is 65 recon-notify res
			grep -q 'res:1: carried field ".*" is not NAME=VALUE' err
			is 65 recon-roll --no-total --open-out new -d 2022-11-02 res
			[ ! -e new ]
		done
	done
	for i in $(seq 300); do echo "$line${T}a=b${T}n="; done >res
	is 0 recon-notify res
}

@test "the rejects appear only together with -o" {
	printf 'a,b\n1\n2,3\n' >bill.csv
	is 2 recon-clean --rejects bad -o /dev/full bill.csv
	[ ! -e bad ]
	printf 'a\tb\n1\n2\t3\n' >table
	is 2 recon-key -k a -a b -s L -c CNY --rejects bad -o /dev/full table
	[ ! -e bad ]
	seq -f '%.0f,x' 30000 | sed '1i a,b\n1' >more.csv
	(ulimit -f 8; recon-clean --rejects bad -o out.tab more.csv) 2>err && return 1
	[ ! -e bad ] && [ ! -e out.tab ]
}

@test "--row-max bounds a row of JSON, and a value beside the rows" {
	endless() { printf '%s' "$1"; yes "$2" | tr -d '\n' | head -c 300000; }
	json="recon-clean --format json --rows /rows/* --column a=/a --row-max 64K"
	while IFS='|' read -r begin unit; do
		is 65 $json <(endless "$begin" "$unit")
		grep -q ':1: a row of more than 65536 bytes (--row-max takes it)$' err
	done <<-'END'
	{"rows":[{"a":"|x
	{"rows":[{"b":"|x
	{"rows":[{"|x
	{"rows":[{"a":1|1
	{"x":"|x
	{"x":1|1
	{"rows":[{"x":[|[1,2],
	"|x
	END
	python3 -c 'print("{\"x\":[" + "1,".join([""] * 90000) + "1]," + " " * 90000 +
	    "\"rows\":[" + ",".join("{\"a\":%d}" % n for n in range(20000)) + "]}")' >good
	is 0 $json good
	tail -n 1 out | grep -q 'records=20000'
	is 2 recon-clean --format mt940 --row-max 1M good
	says "recon-clean: --row-max is for separated values and JSON (--format csv, json); try 'recon-clean --help'"
}
