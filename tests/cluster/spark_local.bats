# recon_spark and ReconSpark in Spark's local mode: what is lost or goes wrong is
# noticed, RDD.pipe and rolled days have the bytes of one machine.

load ../helper
load peers

setup_file() {
	begin_payments
}

setup() {
	begin_job
}

# bad FAULT COMMANDS: a recon-join in bad/FAULT that does these in part 3.
bad() {
	mkdir -p "bad/$1"
	cat >"bad/$1/recon-join" <<-END
	#!/bin/sh
	case "\$*" in *" 3/7@"*) $2 ;; esac
	exec '$BUILD/bin/recon-join' "\$@"
	END
	chmod +x "bad/$1/recon-join"
}

@test "each fault is noticed, by name" {
	bad killed 'kill -9 $$'
	bad 'does not begin' 'exec ./nothing'
	bad 'ends in the middle' "'$BUILD/bin/recon-join' \"\$@\" | head -c 1000; exit 0"
	bad 'finds no room' 'echo "recon-join: /tmp: no room" >&2; exit 2'
	bad 'never ends' 'exec sleep 1000'
	bad 'reads nothing' 'exit 0'
	mkdir bad/missing
	python_job 600 spark_faults.py "$BUILD/bin" "$payments"
	# which figures they were, in which file, and which of seven alike came first
	sed -i 's/[0-9]* records, read [0-9]*/N records, read N/;s/stdin:[0-9]*:/stdin:N:/
		s,/tmp/tmp[^ ]*,TOTALS,;/^missing/s,part [1-7]/,part K/,;s/\t/@/g' out
	sed -i "s/‘/'/g;s/’/'/g" out
	same - out <<'END'
does not begin: part 3/7@bad: recon-join: status 127: bad/does not begin/recon-join: 2: exec: ./nothing: not found
ends in the middle: part 3/7@bad: recon-join: its output is not whole
finds no room: part 3/7@bad: recon-join: status 2: recon-join: /tmp: no room
killed: part 3/7@bad: recon-join: killed by signal 9
missing: part K/7@bad: recon-join: status 127: timeout: failed to run command 'bad/missing/recon-join': No such file or directory
never ends: part 3/7@bad: recon-join: did not end within 3 s
reads nothing: part 3/7@bad: recon-join: did not read its input
'k\t1_0.00\tCNY\tL\t-': part 2/7@data: recon-join: status 65: recon-join: stdin:N: amount "1_0.00" is not an amount
'k\tten\tCNY\tL\t-': not a record: b'k\tten\tCNY\tL\t-'
'k\t1.00': not a record: b'k\t1.00'
'#k\t1.00\tCNY\tL\t-': neither a record nor a control line: b'#k\t1.00\tCNY\tL\t-'
'#failed\t65\trecon-key\tno bill': #failed@65@recon-key@no bill
a chunk dropped: part 3/7@data: recon-join: status 65: recon-join: stdin: #total says N records, read N
a frame dropped: part 3/7@data: the frame of record sender 0 of 4 is missing
a row dropped: part 3/7@data: recon-join: status 65: recon-join: stdin: #total says N records, read N
all dropped: part 3/7@data: the frame of record sender 0 of 4 is missing
all doubled: part 3/7@data: the frame of record sender 0 comes twice
whole merged: nothing
whole looked at: nothing
less merged: less.parts: recon-sort: not what TOTALS says: N records, read N; L.USD 16629715.87, read 16623887.95
less looked at: less.parts: recon-sort: not what TOTALS says: N records, read N; L.USD 16629715.87, read 16623887.95
removed merged: removed.parts: recon-sort: 1 of 7 parts is missing: 3
removed looked at: removed.parts: recon-sort: 1 of 7 parts is missing: 3
doubled merged: doubled.parts: recon-sort: doubled.parts/part-00007: part 3/7@data comes twice, first from doubled.parts/part-00002
doubled looked at: doubled.parts: recon-sort: doubled.parts/part-00007: part 3/7@data comes twice, first from doubled.parts/part-00002
other merged: other.parts: recon-sort: other.parts/part-00002: is part 3/7@else, where --parts has 7@data
other looked at: other.parts: recon-sort: other.parts/part-00002: is part 3/7@else, where --parts has 7@data
no directory: nowhere: has no parts
END
}

@test "spark-shell: RDD.pipe has the bytes of one machine, and notices faults" {
	is 0 timeout 600 spark-shell --master 'local[2]' $quiet \
	    -i "$examples/cluster/ReconSpark.scala" \
	    -i "$cluster/spark_shell.scala" </dev/null
	for n in 1 7 200; do same "$payments/one" jvm.$n.rec; done
	sed -n 's/^CASE //p' out >got
	same - got <<-'END'
	1 parts: nothing
	7 parts: nothing
	200 parts: nothing
	a part removed: recon-sort: 1 of 7 parts is missing: 3
	a row dropped in the shuffle: Subprocess exited with status 65.
	a command that reads nothing: recon-sort: jvm.true/part-00000: is empty, not even a #recon line: did what writes it run? (--allow-empty takes it)
	a command that fails: Subprocess exited with status 3.
	a command that never ends: Subprocess exited with status 124.
	end
	END
}

@test "the shop's three days with what is open in parts have the bytes of one machine" {
	mkdir shop
	for n in 1 2 3; do
		WORK=$PWD/shop "$examples/shop/day" 2022-11-0$n >/dev/null 2>&1
	done
	is 0 timeout 300 spark-submit --master 'local[2]' $quiet \
	    --py-files "$examples/cluster/recon_spark.py" \
	    "$examples/cluster/days.py" --parts 5 --programs "$BUILD/bin" days
	for n in 1 2 3; do
		same shop/2022-11-0$n/results days/2022-11-0$n.results
		is 0 recon-sort -m --parts 5@2022-11-0$n days/2022-11-0$n/open/part-*
		same shop/state/open-2022-11-0$n.1.res out
	done
	# the third day has closed what the second has left
	grep -q "${T}rolled$T" days/*.results
}
