# How the programs are built: what makes a fault in them harder to use.

load helper

setup() {
	! sanitized || skip "a sanitizer's build"
	command -v readelf >/dev/null || skip "no readelf here"
	readelf -h "$BUILD/bin/recon-sort" >/dev/null 2>&1 || skip "no ELF here"
}

# all_have TEXT READELF_OPTIONS...: what readelf says of every program has it.
all_have() {
	local bad=0 text=$1 p
	shift
	for p in "$BUILD"/bin/recon-*; do
		readelf -W "$@" "$p" | grep -qE "$text" ||
		    { echo "$p: no $text"; bad=1; }
	done
	return $bad
}

@test "every program can be loaded anywhere" {
	all_have 'Type: +DYN' -h
	all_have 'FLAGS_1.*PIE' -d
}

@test "what the loader has filled in is read-only, and filled in at once" {
	all_have 'GNU_RELRO' -l
	all_have 'FLAGS_1.*NOW' -d
}

@test "no stack is executable, and one that was overrun is noticed" {
	all_have 'GNU_STACK +0x[0-9a-f]+ 0x[0-9a-f]+ 0x[0-9a-f]+ 0x[0-9a-f]+ 0x[0-9a-f]+ RW ' -l
	all_have '__stack_chk_fail' --dyn-syms
}

@test "the C library's functions check the room they are given" {
	all_have '__(memcpy|snprintf|vsnprintf|printf|fprintf|read)_chk' --dyn-syms
}

@test "the shim of attempts needs no library, and can be loaded anywhere" {
	echo 'int main(void) { return 0; }' >"$BATS_TEST_TMPDIR/t.c"
	cc -static-pie -fPIE -o "$BATS_TEST_TMPDIR/t" "$BATS_TEST_TMPDIR/t.c" ||
		skip "nothing static can be linked here"
	readelf -hW "$BUILD/libexec/recon/attempt" | grep -q 'Type: *DYN'
	run ! grep -q NEEDED <(readelf -dW "$BUILD/libexec/recon/attempt")
	run ! grep -q INTERP <(readelf -lW "$BUILD/libexec/recon/attempt")
}
