# examples/cluster/*.sql: payments of a table joined by TRANSFORM, in the dialects
# of Spark and of Hive, are those of one machine, and what goes wrong is noticed.

load ../helper
load peers

EXAMPLES=$BATS_TEST_DIRNAME/../../examples/cluster

setup_file() {
	"$cluster/fetch" spark >/dev/null || return 0 # each test is skipped
	begin_payments
}

setup() {
	need_spark
	cd "$BATS_TEST_TMPDIR"
}

# lines: SQL by which records are the payments of all tests.
lines() {
	cat <<-END
	CREATE TEMPORARY VIEW records AS
	SELECT f[0] AS key, f[1] AS amount, f[2] AS currency, f[3] AS side,
	  f[4] AS date, CAST(NULL AS STRING) AS shop
	FROM (SELECT split(value, '\t') AS f FROM text.\`$payments/{left,right}\`);
	END
}

# table FILE: SQL by which payments are what FILE has, and records those.
table() {
	cat <<-END
	CREATE TEMPORARY VIEW payments AS
	SELECT key, amount, currency, side, date, shop FROM json.\`$1\`;
	END
	cat "$EXAMPLES/records.sql"
}

# spark_sql CATALOG OPTION...: behind table >init.sql; its log in log.
spark_sql() {
	local catalog=$1
	shift
	timeout 600 spark-sql --master 'local[2]' --driver-memory 900m -i init.sql \
	    --conf spark.ui.enabled=false \
	    --conf spark.sql.catalogImplementation="$catalog" \
	    --conf spark.sql.warehouse.dir="$PWD/warehouse" \
	    --conf 'spark.hadoop.javax.jdo.option.ConnectionURL=jdbc:derby:memory:m;create=true' \
	    "$@" 2>log || { tail -n 30 log; return 1; }
}

# framed N [TO], columns N [TO]: SQL that runs an example with so many partitions.
framed() {
	cat <<-END
	SET spark.sql.shuffle.partitions=$1;
	SET hivevar:parts=$1;
	SET hivevar:run=day1;
	SET hivevar:out=$PWD/${2-framed.$1};
	END
	cat "$EXAMPLES/framed.sql"
}
columns() {
	printf '%s\n' "SET spark.sql.shuffle.partitions=$1;" \
	    "SET hivevar:out=$PWD/${2-columns.$1};"
	cat "$EXAMPLES/join.sql"
}
unsaid() {
	columns "$@" | sed '/ROW FORMAT/d'
}

# whole ONE N [FROM]: the parts are all there, and are ONE.
whole() {
	local from=${3-framed.$2}
	cat "$from".total/part-* >total
	recon-sort -m --allow-empty --parts "$2@day1" --expect-total total \
	    "$from"/part-* >got
	same "$1" got
}

# all ONE FROM: so are the rows of columns.
all() {
	recon-sort -m --engine spark --require-total "$2"/part-* >got
	same "$1" got
}

# a few payments, with columns of which some are NULL and some have what lines
# and columns are told apart by, beside those of all tests
few() {
	python3 "$cluster/payments_table.py" 2000 .
	recon-join --sort left.rec right.rec >one
	table "$PWD/payments.json"
	framed 7 few
	columns 7 few.columns
	unsaid 7 few.unsaid
}

@test "sql: in Spark's dialect 1, 7 and 200 partitions have the bytes of one machine" {
	lines >init.sql
	{
		# as many tasks as were asked for, though most of them are small
		echo 'SET spark.sql.adaptive.coalescePartitions.enabled=false;'
		for n in 1 7 200; do
			framed $n
		done
		columns 200
		few
	} >all.sql
	spark_sql in-memory -f all.sql
	for n in 1 7 200; do
		whole "$payments/one" $n
	done
	all "$payments/one" columns.200
	[ "$(find columns.200 -name 'part-*' -size +0 | wc -l)" -eq 200 ]
	whole one 7 few
	all one few.columns
	all one few.unsaid
	# parts that are removed or doubled where they lie
	f=$(grep -l 'part=3/7@' framed.7/part-*)
	cat framed.7.total/part-* >total
	is 65 recon-sort -m --allow-empty --parts 7@day1 --expect-total total framed.7/part-* "$f"
	grep -q ' comes twice, first from ' err
	mv "$f" away
	is 65 recon-sort -m --allow-empty --parts 7@day1 --expect-total total framed.7/part-*
	grep -qE 'recon-sort: [1-7] of 7 parts (is|are) missing: ([12], )*3' err
	is 65 recon-sort -m --allow-empty --expect-total total framed.7/part-*
	grep -q '^recon-sort: not what total says: [0-9]* records, read [0-9]*; L' err
}

@test "sql: in Hive's dialect as well" {
	lines >init.sql
	{
		framed 7
		columns 7
		echo 'SET spark.sql.adaptive.coalescePartitions.enabled=false;'
		framed 200
		few
	} >all.sql
	spark_sql hive -f all.sql
	whole "$payments/one" 7
	whole "$payments/one" 200
	all "$payments/one" columns.7
	whole one 7 few
	all one few.columns
	all one few.unsaid
}

@test "sql: a filter that is killed, a bad record, rows lost on the way, a part that comes twice, a filter that reads nothing" {
	python3 "$cluster/payments_table.py" 200 .
	table "$PWD/payments.json" >init.sql
	# changed NAME SED: the example, changed, to NAME
	changed() {
		framed 7 | sed "s|framed.7|$1|; $2"
	}
	# fault NAME COMMAND: for the task that has the third part
	fault() {
		cat >"$1.sh" <<-END
		#!/bin/sh
		cat >$PWD/\$\$.$1
		! grep -q part=3/7@ $PWD/\$\$.$1 || $2
		exec recon-join "\$@" <$PWD/\$\$.$1
		END
		chmod +x "$1.sh"
		changed "$1" "s|'recon-join |'$PWD/$1.sh |"
	}
	{
		echo 'SET spark.sql.adaptive.coalescePartitions.enabled=false;'
		fault killed 'kill -9 $$'
		fault twice 'recon-join "$@" <'$PWD/'$$.twice'
		changed lost "s|line FROM bucketed|& WHERE line NOT LIKE 'back%'|"
		changed unread "s|'recon-join |'true |"
		changed bad "s|coalesce(currency, '-'), side,|lower(coalesce(currency, '-')), side,|"
		echo 'SELECT 1;' # by which it ends well
	} >faults.sql
	spark_sql in-memory --hiveconf hive.cli.errors.ignore=true -f faults.sql
	grep -q '^Subprocess exited with status 137' log
	grep -q '^Subprocess exited with status 65. Error: recon-join: stdin: #total says [0-9]* records, read' log
	grep -q '^Subprocess exited with status 65. Error: recon-join: stdin:1: currency "[a-z]*" is not a code' log
	for failed in killed lost bad; do
		[ ! -e $failed/_SUCCESS ]
	done
	cat twice.total/part-* >total
	is 65 recon-sort --allow-empty --parts 7@day1 --expect-total total twice/part-*
	grep -q 'part 3/7@day1 comes twice' err
	# Spark takes a command that reads nothing for a good one, the merge does not
	cat unread.total/part-* >total
	is 65 recon-sort -m --allow-empty --parts 7@day1 --expect-total total unread/part-*
	says 'recon-sort: 7 of 7 parts are missing: 1, 2, 3, 4, 5, 6, 7'
}

@test "recon-cluster(7): Spark SQL and Hive's dialect, word for word" {
	ln -s "$(realpath "$EXAMPLES/..")" examples
	export SPARK_CONF_DIR=$PWD/conf
	mkdir conf
	cat >conf/spark-defaults.conf <<-END
	spark.master local[2]
	spark.driver.memory 900m
	spark.ui.enabled false
	spark.sql.shuffle.partitions 3
	spark.sql.warehouse.dir $PWD/warehouse
	spark.hadoop.javax.jdo.option.ConnectionURL jdbc:derby:memory:m;create=true
	END
	for recipe in 'Spark SQL' "Hive's dialect"; do
		"$BATS_TEST_DIRNAME/../examples" \
		    "$BATS_TEST_DIRNAME/../../man/recon-cluster.7" "$recipe"
	done
}
