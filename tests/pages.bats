# What is true of every page and every program, so that a new one needs no
# list to be edited.

load helper

ROOT=$BATS_TEST_DIRNAME/..

# Everything that fails is shown before the test fails.
verdict() {
	[ -z "$bad" ] || { printf '%s\n' "$bad"; return 1; }
}

# The long options a text speaks of, one a line.
options_of_help() {
	"$1" --help | grep -o -e '--[a-z][a-z-]*' | sort -u
}

# Those a page explains: in ".It Fl g , -aggregate" and the like.
options_of_page() {
	awk '$1 == ".It" { for (i = 2; i <= NF; i++)
	    if ($i ~ /^-[a-z][a-z-]+$/) print "-" $i }' "$1" | sort -u
}

# All that a page speaks of.
options_mentioned() {
	awk '/^\./ { for (i = 2; i <= NF; i++)
	    if ($(i - 1) ~ /^\.?Fl$/ && $i ~ /^-[a-z][a-z-]+$/)
		print "-" $i }' "$1" | sort -u
}

@test "every page is without a warning of mandoc" {
	mandoc -Tlint -Wwarning "$ROOT"/man/*.[157]
}

@test "every page is written in ASCII, but for what examples print" {
	bad=$(LC_ALL=C awk '/^\.Bd -literal/ { shown = 1 } /^\.Ed/ { shown = 0 }
	    !shown && /[^\t -~]/ { print FILENAME ":" FNR ": " $0 }' \
	    "$ROOT"/man/*.[157])
	verdict
}

@test "no word of a heading is taken for a macro" {
	run ! grep -nwE '^\.S[hs].* (A[cdnoprt]|B[coqx]|Br[coq]|Bsx|C[dm]|D[coqvx]|E[cmnorsv]|F[acltnrx]|I[cn]|L[bik]|M[st]|N[mosx]|O[copx]|Ot|Ox|P[acfq]|Q[cloq]|R[sv]|S[cmoqtxy]|T[an]|U[dx]|V[at]|X[cor])' \
	    "$ROOT"/man/*.[157]
}

@test "every program has a page, a test, and the page its sections" {
	bad=
	for c in "$ROOT"/cmd/recon-*.c; do
		name=$(basename "$c" .c)
		page=$ROOT/man/$name.1
		[ -f "$ROOT/tests/$name.bats" ] || bad+="no tests/$name.bats "
		[ -f "$page" ] || { bad+="no man/$name.1 "; continue; }
		for s in NAME SYNOPSIS DESCRIPTION 'EXIT STATUS' EXAMPLES \
		    'SEE ALSO'; do
			grep -qx "\\.Sh $s" "$page" || bad+="$name: no $s "
		done
	done
	verdict
}

@test "every option in --help is explained in the page, and every one in the page is in --help" {
	bad=
	for p in "$BUILD"/bin/recon-*; do
		name=$(basename "$p")
		page=$ROOT/man/$name.1
		[ -f "$page" ] || continue
		d=$(diff <(options_of_help "$p") <(options_of_page "$page")) ||
		    bad+="$name (< help, > page):"$'\n'"$d"$'\n'
	done
	verdict
}

@test "every option that any page speaks of is one of some program" {
	bad=$(comm -13 \
	    <(for p in "$BUILD"/bin/recon-*; do options_of_help "$p"; done | sort -u) \
	    <(for f in "$ROOT"/man/*.[157]; do options_mentioned "$f"; done | sort -u))
	verdict
}

@test "what a page refers to is there" {
	bad=
	for page in "$ROOT"/man/*.[157]; do
		while read -r name section; do
			[ -f "$ROOT/man/$name.$section" ] ||
			    bad+="$(basename "$page"): $name($section) "
		done < <(awk '$1 == ".Xr" && $2 ~ /^recon/ { print $2, $3 }' \
		    "$page")
	done
	verdict
}

@test "the tour names every program, and the README too" {
	bad=
	for c in "$ROOT"/cmd/recon-*.c; do
		name=$(basename "$c" .c)
		grep -q "Xr $name 1" "$ROOT/man/recon.7" ||
		    bad+="recon.7: $name "
		grep -q "$name" "$ROOT/README.md" || bad+="README: $name "
	done
	verdict
}

# Programs that were not built, for want of a library.
absent() {
	for c in "$ROOT"/cmd/recon-*.c; do
		name=$(basename "$c" .c)
		[ -x "$BUILD/bin/$name" ] || printf '%s ' "$name"
	done
}

@test "the examples of every page print what it says" {
	local ABSENT
	bad=
	ABSENT=$(absent) ABSENT=${ABSENT% }
	export ABSENT
	for page in "$ROOT"/man/*.[157]; do
		case " $ABSENT " in *" $(basename "${page%.*}") "*) continue ;; esac
		# its SQL is run on a server, by peers/balances.bats
		[ "${page##*/}" != recon-epoch.7 ] || continue
		dir=$BATS_TEST_TMPDIR/$(basename "$page")
		mkdir "$dir"
		ln -s "$(realpath "$ROOT/examples")" "$dir/examples"
		d=$(cd "$dir" && "$ROOT/tests/examples" "$page" 2>&1) ||
		    bad+=$d$'\n'
	done
	verdict
}
