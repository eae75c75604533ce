# The commands of Hadoop that examples use, as its own classes in one JVM, in its
# local mode: no daemon, and files of this machine.

# launchers: behind need_streaming, makes hadoop and mapred in a directory of this test, first in PATH.
launchers() {
	local dir=$BATS_TEST_TMPDIR/hadoop class name
	mkdir -p "$dir/conf"
	cat >"$dir/conf/core-site.xml" <<-END
	<configuration>
	<property><name>fs.defaultFS</name><value>file:///</value></property>
	<property><name>hadoop.tmp.dir</name><value>$dir/tmp</value></property>
	</configuration>
	END
	cat >"$dir/conf/mapred-site.xml" <<-END
	<configuration>
	<property><name>mapreduce.framework.name</name><value>local</value></property>
	<property><name>mapreduce.local.reduce.tasks.maximum</name><value>2</value></property>
	<property><name>mapreduce.task.io.sort.mb</name><value>64</value></property>
	</configuration>
	END
	cat >"$dir/conf/log4j2.properties" <<-END
	appender.err.type = Console
	appender.err.name = err
	appender.err.target = SYSTEM_ERR
	rootLogger.level = warn
	rootLogger.appenderRef.err.ref = err
	END
	for name in mapred:org.apache.hadoop.streaming.HadoopStreaming \
	    hadoop:org.apache.hadoop.fs.FsShell; do
		class=${name#*:}
		cat >"$dir/${name%%:*}" <<-END
		#!/bin/sh
		shift # streaming, or fs
		exec timeout 120 java -Xmx700m -XX:TieredStopAtLevel=1 \
		    -cp "$dir/conf:$streaming" $class "\$@"
		END
		chmod +x "$dir/${name%%:*}"
	done
	PATH=$dir:$PATH
}
