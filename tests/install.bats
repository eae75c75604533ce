# make install, and what is installed.

load helper

ROOT=$BATS_TEST_DIRNAME/..

@test "what is installed works where it is, and uninstall takes it away" {
	cd "$BATS_TEST_TMPDIR"
	make -s -C "$ROOT" BUILD="$BUILD" DESTDIR="$PWD/d" PREFIX=/usr install
	for p in "$BUILD"/bin/recon-*; do
		cmp "$p" "d/usr/bin/$(basename "$p")"
	done
	for p in "$BUILD"/libexec/recon/transport/*; do
		cmp "$p" "d/usr/libexec/recon/transport/$(basename "$p")"
	done
	for p in "$BUILD"/libexec/recon/tickets/*; do
		[ ! -e "$p" ] || cmp "$p" "d/usr/libexec/recon/tickets/$(basename "$p")"
	done
	cmp "$BUILD/libexec/recon/attempt" d/usr/libexec/recon/attempt
	for m in "$ROOT"/man/*.[157]; do
		cmp "$m" "d/usr/share/man/man${m##*.}/$(basename "$m")"
	done
	[ -n "$(ls d/usr/share/recon/profiles)" ]
	for f in d/usr/share/recon/profiles/*.ini; do
		is 65 d/usr/bin/recon-clean -p "$(basename "$f" .ini)" /dev/null
	done
	diff -r "$ROOT/examples/templates" d/usr/share/recon/templates
	# under any umask, for everybody
	(umask 077 && mkdir e &&
	    make -s -C "$ROOT" BUILD="$BUILD" DESTDIR="$PWD/e" PREFIX=/usr install)
	find e/usr ! -perm -a=r -o -type d ! -perm -a=x | same /dev/null -
	find e/usr -type f \( -path '*/bin/*' -o -path '*/libexec/*' \) ! -perm -a=x | same /dev/null -
	find e/usr -perm /022 | same /dev/null -
	make -s -C "$ROOT" BUILD="$BUILD" DESTDIR="$PWD/d" PREFIX=/usr uninstall
	[ -z "$(find d -type f)" ]
}
