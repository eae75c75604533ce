# The proof that no fault loses or invents a record: a sample of what make
# check-long tries whole. tests/proof has one table of scenarios, in which each
# program runs in each of its ways.

load helper

setup() {
	sanitized && skip "faults are put into programs as they are used"
	[ "$(uname -m)" = x86_64 ] || skip "the injector knows x86-64 only"
	cd "$BATS_TEST_TMPDIR"
}

# proof NAME ARGUMENT...: tries it, and shows the figures.
proof() {
	local name=$1
	shift
	python3 -B "$BATS_TEST_DIRNAME/proof/$name.py" "$BUILD" "$@" >figures 2>&1 || {
		tail -n 30 figures
		return 1
	}
	sed 's/^/# /' figures >&3
}

@test "system calls and allocations that fail end the run, or change nothing" {
	proof faults 1000
}

@test "a program that is killed at any call leaves the old or the new" {
	proof kills 300
}

@test "what a power failure leaves is the old or the new" {
	proof power 500
}

@test "a full disk, few descriptors and little memory end the run, or nothing" {
	proof limits 400
}

@test "a stream that is cut or has a bit flipped is refused, or read the same" {
	proof streams 1500
}

@test "a fault that is missed would be told" {
	cp -r "$BATS_TEST_DIRNAME/proof" .
	ln -s "$BATS_TEST_DIRNAME/data" data
	# a disk that never has what it was told to have
	sed -i 's/what = self.open.get/what = {}.get/' proof/power.py
	is 1 python3 -B proof/power.py "$BUILD" 60
	grep -q 'power fails behind .*: ' out
	# a program that dies where its memory ends
	mkdir bin
	printf '%s\n' '#!/bin/sh' '[ -z "$MALLOC_FAIL_AT" ] || kill -SEGV $$' \
		"exec $BUILD/bin/recon-join \"\$@\"" >bin/recon-join
	chmod +x bin/recon-join
	for p in clean key sort; do ln -s "$BUILD/bin/recon-$p" bin/; done
	is 1 python3 -B proof/faults.py . 100 join
	grep -q 'join: malloc .*: ends by signal 11' out
}
