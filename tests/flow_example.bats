# examples/flow: three days of a shop with three channels, by its book.

load helper

@test "three days: one that nobody worked, a damaged bill, a late one, a person" {
	command -v cc >/dev/null || skip "no cc for a clock that is set"
	if sanitized && ! ldd "$BUILD/bin/recon-flow" | grep -q libasan; then
		skip "a sanitizer that is linked statically hears nothing preloaded"
	fi
	cd "$BATS_TEST_TMPDIR"
	mkdir tree
	cp -r "$HELPER/../examples" tree
	ln -s "$BUILD" tree/build
	export ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0
	is 0 timeout 500 tree/examples/flow/demo "$PWD/demo"
	same - err </dev/null
	export RECON_FLOW_STORE=$PWD/demo/store
	cd demo

	# each day once for each channel, and all to their ends
	recon-flow ls --json --children |
		sed 's/.*"state":"\([a-z]*\)".*"with":"\([^"]*\) bills.*/\2 \1/' |
		sort >got
	for day in 01 02 03; do
		for channel in '' ' channel=alipay' ' channel=card' \
		    ' channel=wechat'; do
			echo "date=2022-11-$day$channel done"
		done
	done | sort | same - got

	# what was missed was found by the schedule
	recon-flow show 5 | grep -q '^from *schedule morning, due 2022-11-03 10:15'

	# what each channel leaves open, day by day
	for f in work/*/*/results; do
		grep -v '^#' "$f" |
			awk -v f="$f" -F '\t' \
			    '$2 == "left" || $2 == "right" || $2 == "amount" {
				print f, $1, $2, $5 }'
	done >got
	same - got <<-'END'
	work/2022-11-01/alipay/results 202211010000000000000004|pay left 45.00
	work/2022-11-01/wechat/results 202211010000000000000007|pay left 99.90
	work/2022-11-02/alipay/results 202211010000000000000004|pay left 45.00
	work/2022-11-02/alipay/results 202211020000000000000002|pay amount 0.72
	work/2022-11-03/alipay/results 202211010000000000000004|pay left 45.00
	work/2022-11-03/alipay/results 202211020000000000000002|pay amount 0.72
	END

	# who repaired what, and why
	recon-flow log --json 8 | grep '"the bank sent it again' | grep -q redo
	recon-flow log 11 | grep -q 'review: .*the customer was asked'
	# each difference was told once, and the alarm
	[ "$(grep -c '"type":"recon.opened"' flows.log)" -eq 3 ]
	grep -q '"type":"recon.alarm".*right-clean' flows.log
	# the days are in the database, and on pages
	recon-store --db shop.db --book shop-card -d 2022-11-02 --export |
		grep -c matched >got
	echo 2 | same - got
	grep -q '<svg' channel.html
	grep -q '<svg' day.html
}
