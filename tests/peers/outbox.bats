# recon-notify, killed while it delivers.

load ../helper
load peers

setup() {
	need_transport file
	cd "$BATS_TEST_TMPDIR"
}

# killed OPTION...: a sample of the proof.
killed() {
	"$HELPER/outbox_kills" "$BUILD" --events 200 --kills 40 "$@" >told || {
		cat told
		return 1
	}
	[ "$(grep -c '40 of them killed' told)" = 1 ] # it did what it says
}

@test "outbox: runs that are killed lose no event and repeat none" {
	killed sh
	killed file
}

@test "outbox: runs that are killed with a server that fails in every way" {
	need_transport http
	killed http
}

@test "outbox: where the transport is killed, too, only what was with it comes again" {
	killed --both sh
	killed --both file
}
