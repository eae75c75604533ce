# Clusters for tests: Spark and Hadoop on this machine, fetched by ./fetch, on
# loopback. What is started ends with the pipe that is its standard input, so
# that none outlives the file of tests, however that ends.

cluster=$BATS_TEST_DIRNAME
export SPARK_LOCAL_IP=127.0.0.1
unset SPARK_MASTER_HOST SPARK_CONF_DIR HADOOP_CONF_DIR PYTHONPATH

# need_spark: $SPARK_HOME and $python, which has pyspark; or skips. For setup().
need_spark() {
	SPARK_HOME=$("$cluster/fetch" spark) || skip "$SPARK_HOME"
	python=${SPARK_HOME%/lib/*}/bin/python
	export SPARK_HOME PYSPARK_PYTHON=$python PYSPARK_DRIVER_PYTHON=$python
	PATH=$SPARK_HOME/bin:$PATH
}

# need_streaming: $streaming, the class path of Hadoop Streaming; or skips.
need_streaming() {
	need_spark
	streaming=$("$cluster/fetch" streaming) || skip "$streaming"
	streaming="$streaming:$SPARK_HOME/jars/*"
}

# tied NAME COMMAND...: runs it until standard input ends; its process is in
# NAME.pid, what it says in NAME.log.
tied() {
	local name=$1 pid
	shift
	"$@" >"$name.log" 2>&1 </dev/null &
	pid=$!
	echo $pid >"$name.pid"
	while kill -0 $pid 2>/dev/null; do
		read -r -t 1 || [ $? -gt 128 ] || break
	done
	kill $pid 2>/dev/null || return 0
	for _ in {1..100}; do
		kill -0 $pid 2>/dev/null || return 0
		sleep 0.1
	done
	kill -KILL $pid 2>/dev/null || :
}

# logged FILE PATTERN COUNT: until so many lines of FILE have it; for 5 minutes, as
# a busy machine takes long to begin a JVM.
logged() {
	local lines
	for _ in {1..1500}; do
		lines=$(grep -cE "$2" "$1" 2>/dev/null || :)
		[ "${lines:-0}" -lt "$3" ] || return 0
		sleep 0.2
	done
	cat "$1"
	return 1
}

# begin_spark: for setup_file(): a master and two workers of one core each, in
# the new directory $spark, on free ports of loopback; $spark/master has its
# URL. Where there is no Spark it does nothing: need_spark skips each test.
begin_spark() {
	SPARK_HOME=$("$cluster/fetch" spark) || return 0
	spark=$BATS_FILE_TMPDIR/spark
	mkdir "$spark"
	mkfifo "$spark/hold"
	export SPARK_HOME spark SPARK_DAEMON_MEMORY=256m
	# which would have a port that is not free
	export SPARK_MASTER_OPTS=-Dspark.master.rest.enabled=false
	local class=$SPARK_HOME/bin/spark-class of=org.apache.spark.deploy
	(
		cd "$spark" || exit
		tied master "$class" $of.master.Master --host 127.0.0.1 --port 0 \
		    --webui-port 0
	) <"$spark/hold" >/dev/null 2>&1 3>&- &
	spark_peers=$!
	# held open by this shell
	exec {held}>"$spark/hold"
	logged "$spark/master.log" 'Starting Spark master at spark:' 1
	sed -n 's/.*Starting Spark master at //p' "$spark/master.log" >"$spark/master"
	for n in 1 2; do
		(
			cd "$spark" || exit
			exec {held}>&-
			tied worker$n "$class" $of.worker.Worker --host 127.0.0.1 \
			    --port 0 --webui-port 0 --cores 1 --memory 1500m \
			    --work-dir "$spark/work$n" "$(cat master)"
		) <"$spark/hold" >/dev/null 2>&1 3>&- &
		spark_peers+=" $!"
	done
	export spark_peers
	logged "$spark/master.log" 'Registering worker' 2
}

# end_spark: for teardown_file().
end_spark() {
	[ -n "${spark_peers-}" ] || return 0
	exec {held}>&-
	for p in $spark_peers; do
		wait "$p" 2>/dev/null || :
	done
}

# begin_payments: for setup_file(): 200000 orders a side in $payments, made once
# a build: left and right, records in no order without control lines; sources,
# their #total lines; one and sums, what one machine makes of them payment by
# payment and with -g.
begin_payments() {
	payments=$BUILD/cluster/payments
	export payments
	mkdir -p "${payments%/*}"
	(
		flock 9
		if [ "$payments/one" -nt "$BUILD/bin/recon-join" ] &&
		    [ "$payments/one" -nt "$cluster/payments.py" ]; then exit; fi
		rm -rf "$payments.new"
		mkdir "$payments.new"
		cd "$payments.new" || exit
		python3 "$cluster/payments.py" 1 200000 left right || exit
		for side in left right; do
			recon-sort --announce $side | sed -n '/^#total/p' || exit
		done >sources
		recon-join --sort -g left right >sums || exit
		recon-join --sort left right >one || exit
		rm -rf "$payments"
		mv "$payments.new" "$payments"
	) 9>"$payments.lock"
}

# begin_job: for setup(): an empty directory, where examples/cluster can be
# imported, and $quiet, options of spark-submit; or skips.
begin_job() {
	need_spark
	cd "$BATS_TEST_TMPDIR" || return
	examples=$HELPER/../examples
	quiet='--conf spark.ui.enabled=false --conf spark.ui.showConsoleProgress=false'
	export PYTHONPATH=$examples/cluster RECON_BIN=$BUILD/bin
	export PYTHONDONTWRITEBYTECODE=1
	export PYSPARK_SUBMIT_ARGS="$quiet --conf spark.executor.memory=600m pyspark-shell"
}

# python_job SECONDS FILE ARGUMENT...
python_job() {
	local seconds=$1 job=$2
	shift 2
	is 0 timeout "$seconds" "$python" "$cluster/$job" "$@"
}
