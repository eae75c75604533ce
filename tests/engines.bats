# --engine and its like: streams that went through an engine, which reads and
# writes columns.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	python3 "$BATS_TEST_DIRNAME/join_records.py" 4 120 l r
	recon-sort --announce -o L l
	recon-sort --announce -o R r
	recon-join -o res L R
}

# through WAY SEED FILE: FILE as that engine hands it on.
through() {
	python3 "$BATS_TEST_DIRNAME/engine_lines.py" "$1" "$2" 12 <"$3"
}

# Which --engine each way is for.
engines='spark spark
hive hive
hive spark
empty spark
hadoop hadoop
hadoop spark
hadoop hive
crlf hadoop
crlf hive'

@test "a stream that went through an engine is the one that went in" {
	while read -r way engine; do
		for seed in 1 2 3; do
			for f in L R res; do
				through $way $seed $f >$f.$way
				is 0 recon-sort --engine $engine --require-total $f.$way
				same <(recon-sort $f) out
				says ""
			done
			for j in 1 3; do
				recon-join --sort --engine $engine -j $j L.$way R.$way | same res -
			done
			cat L.$way R.$way | recon-join --sort --engine $engine | same res -
			recon-sort --engine $engine -g L.$way | same <(recon-sort -g L) -
		done
	done <<<"$engines"
}

@test "without --engine these lines are bad data, or another engine's are" {
	for way in spark hive empty hadoop crlf; do
		through $way 1 L >in
		is 65 recon-sort in
		is 65 recon-join --sort in
	done
	through hive 1 L >in
	is 65 recon-join --sort --engine hadoop in
	is 2 recon-sort --engine flink in
	says 'recon-sort: --engine: "flink" is none of spark, hive and hadoop'
}

@test "each rule by itself" {
	tsv "k1 1.00 CNY L -" "k2 2.00 CNY L - x=1" | recon-sort --announce >plain
	while IFS='|' read -r options change; do
		sed "$change" plain >in
		is 65 recon-sort in
		is 0 recon-sort $options in
		same plain out
		is 0 recon-join --sort --plain $options in
		same <(recon-join --plain plain) out
		# a last line without LF
		grep -v '^#' in | head -c -1 | recon-sort $options |
		    same <(grep -v '^#' plain) -
	done <<-'END'
	--end-tab|s/$/\t/
	--end-tab|s/$/\t\t\t/
	--end-cr|s/$/\r/
	--end-tab --end-cr|s/$/\t\r/
	--ctrl-a|s/\t/\x01/g
	--null NULL|s/\t-\(\t\|$\)/\tNULL\1/;s/$/\tNULL/
	--null \N|s/\t-\(\t\|$\)/\t\\N\1/;s/$/\t\\N\t/
	END
	sed 's/\t-\(\t\|$\)/\t\1/;s/$/\t/' plain >in
	is 0 recon-sort --null '' in
	same plain out
	is 2 recon-sort --null "$T" in
	says 'recon-sort: --null: "\x09" has a byte that no field has'
}

@test "an absent key or amount is bad data, and named by its line" {
	while IFS='|' read -r line text; do
		printf '%b\n' 'k\t1.00\tCNY\tL\t\\N' "$line" >in
		is 65 recon-join --sort --engine hive in
		grep -qF "recon-join: in:2: $text" err || { cat err; false; }
	done <<-'END'
	\\N\t1.00\tCNY\tL\t\\N|
	k\t\\N\tCNY\tL\t\\N|
	k\t1.00\tCNY\t\\N\t-|
	\\N\t\\N\t\\N|
	k\t1.00\tCNY\tL|
	k\t1.00\tCNY\tL\t-\tmemo=a\tb|
	END
}

@test "the digest in facts is that of the bytes that came" {
	through spark 1 L >in
	recon-sort --engine spark --facts facts in >out
	grep -q "^input.read.in.$(wc -c <in).$(sha256sum <in | cut -d' ' -f1)" facts
	grep -q '^option.engine.spark$' facts
}

@test "tables, results and open items of an engine" {
	printf 'key\tamount\tmemo\nk1\t1.00\t-\nk2\t2.00\tx\n' >table
	recon-key -k key -a amount -s L -x memo table >want
	sed 's/-$/\\N/;s/$/\t\r/' table >in
	recon-key --engine hive -k key -a amount -s L -x memo in | same want -
	recon-key --null '\N' --end-cr -k key -a amount -s L -x memo <(sed 's/-$/\\N/;s/$/\r/' table) | same want -
	is 65 recon-key -k key -a amount -s L -x memo in
	for way in hive spark; do
		through $way 5 res | recon-sort --engine $way >sorted
		recon-roll --open /dev/null --allow-empty --open-out want.open -d 2022-11-01 res >want
		recon-roll --open /dev/null --allow-empty --open-out got.open -d 2022-11-01 sorted >got
		same want got
		sed "s/\$/\t\\\\N/" res >in
		recon-roll --engine $way --open /dev/null --allow-empty --open-out got.open -d 2022-11-01 in >got
		same want got
		same want.open got.open
	done
	through hive 6 l | recon-sort --engine hive >sorted
	same l sorted
	recon-key --records --engine hive -k src <(through hive 7 L) | recon-sort |
	    same <(recon-key --records -k src L | recon-sort) -
}

@test "frames in the rows: a partition of one engine and the whole of all" {
	grep -h '^#total' L R >sources
	for way in spark hive hadoop; do
		rm -f part.* done.*
		for k in 1 2 3; do
			cat l r | awk -F'\t' -v k=$k 'substr($1, length($1)) % 3 == k - 1' |
			    recon-sort --announce --part $k/3@j7 >frame
			through $way $k frame >part.$k
			recon-join --sort --engine $way --part input --require-total part.$k >done.$k
			sed 3d part.$k >lost
			is 65 recon-join --sort --engine $way lost
			# and the results go through it, too
			through $way $k done.$k >back.$k
		done
		is 0 recon-sort --engine $way --parts 3@j7 --expect-total sources back.*
		recon-sort res | same - out
	done
}

@test "a long input, of which few lines are the engine's" {
	awk -v OFS='\t' 'BEGIN { for (i = 0; i < 300000; i++)
		printf "k%07d\t%d.00\tCNY\tL\t-\tmemo=N%d\n", i * 7919 % 300000, i % 9, i }' >plain
	recon-sort plain >want
	for every in 2 1000 99999; do
		awk -v e=$every -v OFS='\t' 'BEGIN { FS = "\t" }
			NR % e == 0 { $5 = "\\N"; $0 = $0 "\t" } 1' plain >in
		recon-sort --engine spark in | same want -
		recon-sort --engine spark -j 3 -S 1M <in | same want -
	done
}
