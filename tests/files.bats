# The files that a program writes: never one over another, nor over what it
# reads, nor through a link that leads nowhere.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR"
	printf 'a,b\n1\n2,3\n' >bill.csv
	printf '%s\n' '#recon table 1' "key${T}amount" "k1${T}1.00" \
	    "#total${T}records=1" >table
	printf '%s\n' '#recon record 1' "k1${T}1.00${T}CNY${T}L${T}-" \
	    "#total${T}records=1${T}L.CNY=1.00" >rec
	printf '%s\n' '#recon result 1' \
	    "k1${T}left${T}1.00${T}-${T}1.00${T}CNY${T}2022-11-01" \
	    "#total${T}records=1${T}L.CNY=1.00" >res
	mkdir dir
	ln -s dir link
}

# apart TEXT COMMAND...: it is refused, and nothing was opened.
apart() {
	local text=$1
	shift
	touch before
	find . | sort >was
	is 2 "$@"
	says "$1: $text; try '$1 --help'"
	find . | sort >now
	same was now
	[ -z "$(find . -newer before ! -name was ! -name now ! -name out \
	    ! -name err ! -name want ! -name . )" ]
}

@test "two outputs that are one file are refused, by whatever name" {
	find . >was; find . >now; touch out err want before
	apart '--output and --rejects are the same file' \
		recon-clean bill.csv -o same --rejects same
	apart '--output and --rejects are the same file' \
		recon-clean bill.csv -o same --rejects ./same
	apart '--output and --rejects are the same file' \
		recon-clean bill.csv -o dir/same --rejects link/same
	apart '--rejects and --seen are the same file' \
		recon-clean bill.csv --rejects same --seen same
	apart '--seen and --output are the same file' \
		recon-clean bill.csv --seen same -o "$PWD/same"
	echo x >there
	ln there hard
	ln -s there soft
	touch -d yesterday there bill.csv
	apart '--rejects and --output are the same file' \
		recon-clean bill.csv --rejects hard -o there
	apart '--rejects and --output are the same file' \
		recon-clean bill.csv --rejects soft -o there
	apart '--output and --rejects are the same file' \
		recon-key -k key -a amount -s L -c CNY table -o same --rejects same
	apart '--output and --open-out are the same file' \
		recon-roll -o same --open-out same -d 2022-11-01 res
	grep -qx x there
}

@test "the last word on an option counts, and devices are as many as one likes" {
	is 0 recon-clean bill.csv -o same --rejects same -o other
	[ -s same ] && [ -s other ]
	is 0 recon-clean bill.csv -o /dev/null --rejects /dev/null
	is 0 recon-clean bill.csv -o /dev/stdout --plain --rejects -
}

@test "an output that is an input is refused" {
	touch -d yesterday bill.csv table res rec
	find . >was; find . >now; touch out err want before
	apart '--output and the input bill.csv are the same file' \
		recon-clean bill.csv -o bill.csv
	apart '--rejects and the input ./bill.csv are the same file' \
		recon-clean ./bill.csv --rejects bill.csv
	apart '--output and the input bill.csv are the same file' \
		recon-clean --explain bill.csv -o dir/../bill.csv
	apart '--output and --totals are the same file' \
		recon-clean bill.csv --totals t -o t
	apart '--output and the input table are the same file' \
		recon-key -k key -a amount -s L -c CNY table -o table
	apart '--output and the input rec are the same file' \
		recon-join rec -o rec
	apart '--output and the input res are the same file' \
		recon-notify res -o res
	apart '--output and --since are the same file' \
		recon-notify --since res rec -o res
	apart '--output and the input res are the same file' \
		recon-roll --open-out new -d 2022-11-01 res -o res
	apart '--open-out and the input res are the same file' \
		recon-roll --open-out res -d 2022-11-01 res
	apart '--open-out and --open are the same file' \
		recon-roll --open rec --open-out rec -d 2022-11-01 res
	printf '[recon-join]\noutput = p.ini\n' >p.ini
	touch -d yesterday p.ini
	apart '--output and --profile are the same file' \
		recon-join -p ./p.ini rec
}

@test "standard output that is an input is refused, too" {
	cp rec want
	recon-join rec >>rec 2>err && return 1
	grep -qF "standard output and the input rec are the same file" err
	recon-join - <rec >>rec 2>err && return 1
	grep -qF "standard output and the input stdin are the same file" err
	recon-join rec 1<>rec 2>err && return 1
	grep -qF "standard output and the input rec are the same file" err
	same want rec
	cp rec both
	recon-clean bill.csv --rejects both >both 2>err && return 1
	grep -qF "standard output and --rejects are the same file" err
}

@test "recon-sort reads everything before it writes: -o may be its input" {
	is 0 recon-sort rec -o rec
	grep -q ^k1 rec
}

@test "what lies in the directory of the state is no output" {
	is 0 recon-roll -s state -d 2022-11-01 res
	cp -r state was
	for o in state/new state/lock state/open-2022-11-01.1.res \
	    link/../state/x; do
		is 2 recon-roll -s state -d 2022-11-02 res -o $o
		says "recon-roll: --output is in the directory of --state; try 'recon-roll --help'"
	done
	ln -s state/open-2022-11-01.1.res soft
	is 2 recon-roll -s state -d 2022-11-02 res -o soft
	diff -r was state
	is 0 recon-roll -s state -d 2022-11-02 res -o state.res
}

@test "what will lie in the directory of the state once that is made is no output" {
	ln -s new/manifest soft
	ln -s new newer
	for o in new/manifest new/x/../manifest ./new//x soft newer/manifest \
	    "$PWD/dir/../new/manifest" no/../new/lock; do
		is 2 recon-roll -s new -d 2022-11-01 res -o $o
		says "recon-roll: --output is in the directory of --state; try 'recon-roll --help'"
		[ ! -e new ]
	done
	is 2 recon-roll -s dir/../new/ -d 2022-11-01 res -o new/manifest
	says "recon-roll: --output is in the directory of --state; try 'recon-roll --help'"
	is 0 recon-roll -s new -d 2022-11-01 res -o new.res
}

@test "a symbolic link that leads nowhere is not written through nor replaced" {
	ln -s not-mounted/out dangling
	is 2 recon-clean --rejects rejected -o dangling bill.csv
	says "recon-clean: dangling: is a symbolic link to what is not there"
	[ -L dangling ]
	ln -s round round
	is 2 recon-join rec -o round
	says "recon-join: round: Too many levels of symbolic links"
	[ -L round ]
}

@test "a dot file of somebody else is no leftover" {
	is 0 recon-roll -s state -d 2022-11-01 res
	touch state/.open-2022-11-01.1.res.backup state/.open-2022-11-01.1.res.recon-tmp-abcdef
	is 0 recon-roll -s state -d 2022-11-02 res
	[ -e state/.open-2022-11-01.1.res.backup ]
	[ ! -e state/.open-2022-11-01.1.res.recon-tmp-abcdef ]
}

@test "a name as long as the system takes is written" {
	name=$(printf '%0255d' 1)
	is 0 recon-sort rec -o $name
	[ -s $name ]
}
