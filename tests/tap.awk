# What is in logs of tests/run-one: a line for each, or with -v whole=1 all
# that failed and was skipped, and how many tests there were of a kind.
# A program fails too that ends badly, or not at all, or without the tests
# that it has planned.

BEGIN {
	for (i = 1; i < ARGC; i++) {
		running[ARGV[i]] = 1
		if ((getline line <ARGV[i]) < 0)
			delete ARGV[i]
		else
			close(ARGV[i])
	}
}

function fail(path, sentence) {
	failures[++failed] = path ": " sentence
	bad++
}

FNR == 1 {
	good = bad = left = 0
	planned = -1
	said = late = ""
}

/^ok / && /# (skip|SKIP)/ {
	left++
	sub(/.*# (skip|SKIP) */, "")
	reasons[$0]++
	next
}
/^ok / { good++; next }
/^not ok / { sub(/^not ok [0-9]* -? ?/, ""); fail(FILENAME, $0) }
/^1\.\.[0-9]+/ { planned = substr($1, 4) + 0 }
/^1\.\.0 # SKIP/ { planned = left = 1; sub(/.*SKIP */, ""); reasons[$0]++ }
{ said = said $0 "\n" }
/^took [0-9]+ s$/ { took = $2 }
/^not within [0-9]+ s$/ { late = substr($0, 5) }

/^status [0-9]+$/ {
	delete running[FILENAME]
	ran = good + bad + left
	if (late)
		fail(FILENAME, "its test " ran + 1 " did not end " late)
	else if ($2 && !bad)
		fail(FILENAME, "ended with status " $2)
	else if (planned < 0)
		fail(FILENAME, "ended without its plan")
	else if (ran != planned)
		fail(FILENAME, "ran " ran " of " planned " tests")
	if (whole && bad)
		printf "== %s\n%s", FILENAME, substr(said, 1, 5000)
	else if (!whole)
		print FILENAME ": " good " passed" \
		    (bad ? ", " bad " FAILED" : "") \
		    (left ? ", " left " skipped" : "") ", " took " s"
	passed += good
	skipped += left
}

END {
	for (path in running)
		fail(path, "did not end")
	if (!whole)
		exit
	for (why in reasons)
		print "skipped, " reasons[why] ": " why
	for (i = 1; i <= failed; i++)
		print "failed: " failures[i]
	print passed + 0 " passed, " failed + 0 " failed" \
	    (skipped ? ", " skipped " skipped" : "")
	exit failed || !passed
}
