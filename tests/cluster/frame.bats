# What the tests of clusters stand on: peers that are fetched, started and
# ended, and skipped where they cannot be had.

load ../helper
load peers

setup_file() {
	begin_spark
}

teardown_file() {
	end_spark
}

setup() {
	cd "$BATS_TEST_TMPDIR"
}

@test "what cannot be had is told in a line, and not tried again at once" {
	mkdir none bin
	for tool in sed mkdir flock find cat mv rm dirname timeout touch tee; do
		ln -s "$(command -v $tool)" bin
	done
	printf '#!/bin/sh\necho '\''openjdk version "%s"'\'' >&2\n' 11.0.2 >bin/java
	chmod +x bin/java
	fetch() {
		PATH=$PWD/bin RECON_CLUSTER_PEERS=none /bin/sh "$cluster/fetch" "$1"
	}
	for peer in spark streaming; do
		is 1 fetch $peer
		echo "no Java 17 here" | same - out
	done
	sed -i s/11.0.2/21.0.1/ bin/java
	is 1 fetch streaming
	echo "no Maven here" | same - out
	is 1 fetch spark
	echo "no Python 3.11 with venv here" | same - out
	printf '#!/bin/sh\necho no network; exit 1\n' >bin/mvn
	chmod +x bin/mvn
	for again in 1 2; do
		is 1 fetch streaming
		grep -q '^Hadoop Streaming [0-9.]* cannot be had: see ' out
		grep -cx 'no network' none/streaming.log | same - <(echo 1)
	done
}

@test "a master and two workers, which run a command" {
	need_spark
	cat >job.py <<-'END'
	import sys
	from pyspark import SparkConf, SparkContext
	sc = SparkContext(conf=SparkConf().setMaster(sys.argv[1])
	    .set("spark.ui.enabled", "false")
	    .set("spark.executor.memory", "512m").set("spark.executor.cores", "1"))
	# until both are there
	for _ in range(300):
	    if sc._jsc.sc().getExecutorMemoryStatus().size() == 3:
	        break
	    __import__("time").sleep(0.2)
	lines = sc.parallelize(["c", "a", "b"], 3).pipe("sort", checkCode=True)
	print(sorted(lines.collect()), sc._jsc.sc().getExecutorMemoryStatus().size())
	END
	is 0 timeout 180 "$python" job.py "$(cat "$spark/master")"
	echo "['a', 'b', 'c'] 3" | same - out
}
