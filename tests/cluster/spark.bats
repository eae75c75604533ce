# recon_spark on clusters of Spark: the bytes of one machine, also where a worker
# is lost.

load ../helper
load peers

setup_file() {
	begin_payments
	begin_spark
}

teardown_file() {
	end_spark
}

setup() {
	begin_job
}

@test "a master and two workers: 1, 7 and 200 parts have the bytes of one machine" {
	python_job 600 spark_joins.py "$(cat "$spark/master")" "$BUILD/bin" \
	    "$payments" got 1 7 200 7g
	for n in 1 7 200; do same "$payments/one" got.$n; done
	same "$payments/sums" got.7g
	echo "DataFrame: True True 3" | same - out
	# some of the 200 were done by each worker
	for n in 1 2; do ls -d "$spark/work$n"/app-*/*/; done
}

@test "local-cluster: the same" {
	python_job 600 spark_joins.py "local-cluster[2,1,800]" "$BUILD/bin" \
	    "$payments" got 7
	same "$payments/one" got.7
}

@test "a worker that is killed in the middle: the task is run again, and the answer is right" {
	mkdir programs
	cp "$BUILD/bin/recon-sort" programs
	# the first that has part 3 waits until a worker is gone, its own or not
	cat >programs/recon-join <<-END
	#!/bin/sh
	case "\$*" in *" 3/7@"*)
		if mkdir '$PWD/reached' 2>/dev/null; then
			while [ ! -e '$PWD/gone' ]; do sleep 0.1; done
		fi ;;
	esac
	exec '$BUILD/bin/recon-join' "\$@"
	END
	chmod +x programs/recon-join
	timeout 600 "$python" "$cluster/spark_joins.py" "$(cat "$spark/master")" \
	    "$PWD/programs" "$payments" got 7 >said 2>&1 3>&- &
	job=$!
	wait_for_reached
	worker=$(cat "$spark/worker1.pid")
	executors=$(pgrep -P "$worker")
	kill -KILL "$worker" $executors
	touch gone
	wait $job || { tail -n 20 said; false; }
	same "$payments/one" got.7
	grep -q 'Lost executor' said
}

wait_for_reached() {
	for _ in {1..1200}; do
		[ ! -e reached ] || return 0
		kill -0 $job
		sleep 0.1
	done
	return 1
}
