#!/usr/bin/env bats
# recon-clean --format json: documents, and lines of documents, as bills.

load helper
load explain

setup() {
	cd "$BATS_TEST_TMPDIR"
	echo '[]' | recon-clean --format json --column a=/a >/dev/null 2>err ||
		! grep -q 'built without JSON' err || skip 'no yajl'
}

# refused TEXT ARG...: of standard input.
refused() {
	local text=$1
	shift
	is 65 recon-clean --format json "$@"
	says "recon-clean: stdin$text"
}

@test "rows and columns are found by pointers, numbers kept as written" {
	cat >list.json <<'END'
{
 "object": "list",
 "data": [
  {"id": "ch_1", "amount": 1200.50, "fee": {"value": "0.30", "of": 1},
   "refunds": [{"a": 1.0}, {"a": -2}], "paid": true, "a/b": {"m~n": "x"}},
  {"id": "ch_2\t\n\u00e9\ud83d\ude00\"", "amount": -0, "fee": null, "paid": false,
   "deep": {"id": "other", "amount": 9, "list": [[{"id": 1}]]}},
  {"amount": 100000000000000000000.00000000000000000000001, "id": 7, "fee": {}}
 ],
 "total": {"id": "no", "amount": 5}
}
END
	is 0 recon-clean --format json --plain --source --rows '/data/*' \
		--column 'id = /id' --column amount=/amount --column 'fee =/fee/value' \
		--column 'refunds = /refunds/*/a' --column 'second = /refunds/1/a' \
		--column 'paid = /paid' --column 'odd = /a~1b/m~0n' list.json
	prints <<'END'
id	amount	fee	refunds	second	paid	odd	src
ch_1	1200.50	0.30	1.0\n-2	-2	true	x	list.json:4
ch_2\t\né😀"	-0	-	-	-	false	-	list.json:6
7	100000000000000000000.00000000000000000000001	-	-	-	-	-	list.json:8
END
}

@test "lines of documents are rows, and so are the elements of an array" {
	printf '{"id":1}\n{"id":2}\n\n{"id":3}' >lines
	printf '[{"id":1},{"id":2}][{"id":3}]' >arrays
	printf 'id\n1\n2\n3\n' >want
	recon-clean --format ndjson --plain --column id=/id lines >got
	same want got
	recon-clean --format json --plain --column id=/id arrays >got
	same want got
	printf '{"p":{"x":{"id":1},"y":{"id":2}}}{"p":{"z":{"id":3}}}' |
		recon-clean --format json --plain --rows '/p/*' --column id=/id >got
	same want got
	printf '[1,2,3]' | recon-clean --format json --plain --column id= >got
	same want got
	printf '\xef\xbb\xbf[{"id":1},{"id":2},{"id":3}]' | iconv -f UTF-8 -t UTF-16LE |
		recon-clean --format json --encoding UTF-16 --plain --column id=/id >got
	same want got
	gzip <lines | recon-clean --format json --plain --column id=/id >got
	same want got
}

@test "a profile says rows and columns, and rules and checks go on from there" {
	cat >api.ini <<-'END'
	[recon-clean]
	format = json
	rows = /orders/*
	column = id = /id
	column = amount = /money/amount
	column = currency = /money/currency
	column = status = /status
	keep = status = paid
	negate = amount if id ~ ^R
	END
	printf '{"orders":[{"id":"A","money":{"amount":"1.50","currency":"EUR"},"status":"paid"},{"id":"R","money":{"amount":2,"currency":"EUR"},"status":"paid"},{"id":"C","money":{"amount":2,"currency":"EUR"},"status":"open"}]}' >api.json
	recon-clean -p ./api.ini api.json | recon-key -k id -a amount -c currency -s R --plain >got
	printf 'A\t1.50\tEUR\tR\t-\nR\t-2.00\tEUR\tR\t-\n' >want
	same want got
	recon-clean -p ./api.ini --plain api.json >table
	printf 'id\tamount\tcurrency\tstatus\nA\t1.50\tEUR\tpaid\nR\t-2\tEUR\tpaid\n' >want
	same want table
}

@test "a row that does not say what it means is bad" {
	cat >bad.json <<-'END'
	{"id":1,"a":1e5}
	{"id":2,"id":3,"a":1}
	{"id":{"x":1},"a":1}
	{"id":[],"a":1}
	5
	{"id":"x\u0000","a":1}
	{"id":4,"a":1,"more":{"k":1,"l":2,"k":3}}
	{"id":5,"a":1E+2,"b":2e9}
	{"id":6,"a":"1e5","b":2e9}
	null
	END
	is 0 recon-clean --format json --plain --rejects bad --column id=/id --column a=/a bad.json
	prints <<-'END'
	id	a
	6	1e5
	END
	cut -f 1,2 bad >got
	cat >want <<-'END'
	bad.json:1	a: a number with an exponent
	bad.json:2	id: the name is there twice
	bad.json:3	id: an object or an array, not a value
	bad.json:4	id: an object or an array, not a value
	bad.json:5	the row is neither an object nor an array
	bad.json:6	id: has a NUL character
	bad.json:7	k: the name is there twice
	bad.json:8	a: a number with an exponent
	bad.json:10	the row is neither an object nor an array
	END
	same want got
	is 65 recon-clean --format json --column id=/id --column a=/a bad.json
	says 'recon-clean: bad.json:1: a: a number with an exponent'
}

@test "what is not JSON, or ends early, is bad data at its line" {
	refused ":2: not JSON: parse error: premature EOF" --column a=/a <<<'[{"a":1},'
	refused ":2: not JSON: parse error: after key and value, inside map, I expect ',' or '}'" \
		--column a=/a < <(printf '[{"a":1},\n{"a":2]')
	refused ":1: not JSON: a text with half a character (\\ud800 to \\udfff)" \
		--column a=/a <<<'[{"a":"\ud83dx"}]'
	refused ": the byte ff at offset 7 is not UTF-8: say --encoding, which --explain may find" --column a=/a < <(printf '[{"a":"\xff"}]')
	refused ":1: more than 128 objects and arrays within one another" --column a=/a \
		< <(head -c 129 /dev/zero | tr '\0' '[')
	refused ': is empty (--allow-empty takes it)' --column a=/a </dev/null
	for bad in '{"a":1,}' "{'a':1}" '{"a":01}' '{"a":NaN}' '{"a":1}//x' '{"a":"\x"}' '{"a":1} x' \
		'{a:1}' '{"a":+1}' '{"a":.5}' '{"a":1.}' $'{"a":"\t"}'; do
		is 65 recon-clean --format json --column a=/a <<<"$bad"
		grep -q '^recon-clean: stdin:1: not JSON: ' err
	done
}

@test "rows and columns that are nowhere are not taken for none" {
	is 0 recon-clean --format json --plain --rows '/data/*' --column a=/a <<<'{"data":[]}'
	prints <<<a
	refused ':1: has nothing where the rows should be (--rows)' --rows '/data/*' --column a=/a \
		<<<'{"error":"try again"}'
	refused ':2: has nothing where the rows should be (--rows)' --rows '/data/*' --column a=/a \
		< <(printf '{"data":[{"a":1}]}\n{"error":"try again"}\n')
	refused ':1: the name "data" is there twice' --rows '/data/*' --column a=/a \
		<<<'{"data":[{"a":1}],"data":[]}'
	refused ': no row has what column b should be; "b? = ..." takes that' \
		--column a=/a --column b=/b <<<'[{"a":1},{"a":2}]'
	is 0 recon-clean --format json --plain --column a=/a --column 'b? = /b' <<<'[{"a":1}]'
	printf 'a\tb\n1\t-\n' | prints
	is 0 recon-clean --format json --plain --column a=/a --column 'b = /b' <<<'[{"a":1},{"b":null}]'
	printf 'a\tb\n1\t-\n-\t-\n' | prints
}

@test "options that do not go with JSON are refused" {
	local try="; try 'recon-clean --help'"
	is 2 recon-clean --format json x
	says "recon-clean: --format json has no columns: say which with --column 'id = /order/id'$try"
	is 2 recon-clean --column a=/a x
	says "recon-clean: --rows and --column are for --format json$try"
	is 2 recon-clean --format json --column a x
	says "recon-clean: --column: \"a\" is not a column like id = /order/id"
	is 2 recon-clean --format json --column a=/a --column a=/b x
	says "recon-clean: --column: \"a=/b\": there is such a column already"
	is 2 recon-clean --format json --column '=/b' x
	says "recon-clean: --column: \"=/b\": the column has no name"
	is 2 recon-clean --format json --rows data x
	says "recon-clean: --rows: \"data\" is not a pointer like /data/*/id"
}

@test "Python reads the same texts" {
	python3 - <<-'PY'
	import json, random
	random.seed(6)
	chars = 'aé中😀"\\/\b\f\n\r\t ,:{}[]\u2028\x7f'
	rows = [{'id': ''.join(random.choice(chars) for _ in range(random.randrange(9))),
	         'a': random.choice([1, -2.5, True, None, 'x'])} for _ in range(2000)]
	with open('rows.json', 'w') as f:
	    for i, r in enumerate(rows):
	        f.write(json.dumps(r, ensure_ascii=bool(i % 2)) + '\n')
	def cell(v):
	    if v is None or v == '':
	        return '-'
	    if v is True:
	        return 'true'
	    s = str(v)
	    out = ''
	    for c in s:
	        out += {'\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r'}.get(c) or (
	            '\\x%02x' % ord(c) if ord(c) < 32 or ord(c) == 127 else c)
	    return out
	with open('want', 'w', newline='') as f:
	    f.write('id\ta\n')
	    for r in rows:
	        f.write(cell(r['id']) + '\t' + cell(r['a']) + '\n')
	PY
	recon-clean --format json --plain --column id=/id --column a=/a rows.json >got
	same want got
}

@test "many rows, and a document of one line, are read in little memory" {
	python3 -c 'print("[" + ",".join("{\"id\":\"k%d\",\"a\":%d.25}" % (i, i) for i in range(200000)) + "]", end="")' >big.json
	peak recon-clean --format json --column id=/id --column a=/a big.json >table
	tail -n 1 table | grep -q 'records=200000.xxh3='
	! sanitized || skip "a sanitizer takes memory of its own"
	[ "$peak" -lt 30000 ]
}

@test "a column outside of the rows is that of what holds them, and before them" {
	cat >orders.json <<-'END'
	{"currency": "EUR", "day": null,
	 "orders": [
	  {"id": "A", "payments": [{"n": 1}, {"n": 2}]},
	  {"id": "B", "payments": []},
	  {"payments": [{"n": 3}]},
	  {"id": "D", "x": {"id": "no"}, "payments": [{"n": 4, "id": "row"}]}]}
	{"currency": "USD", "orders": [{"id": "E", "payments": [{"n": 5}]}]}
	{"orders": [{"id": "F", "payments": [{"n": 6}]}]}
	END
	is 0 recon-clean --format json --plain --rows '/orders/*/payments/*' --column n=/n \
		--column 'order = ^/orders/*/id' --column currency=^/currency \
		--column 'day = ^/day' orders.json
	prints <<-'END'
	n	order	currency	day
	1	A	EUR	-
	2	A	EUR	-
	3	-	EUR	-
	4	D	EUR	-
	5	E	USD	-
	6	F	-	-
	END
	refused ':1: c: comes behind the rows it is for' --rows '/a/*' --column c=^/c --column x= \
		<<<'{"a":[1],"c":"EUR"}'
	refused ':1: c: comes behind the rows it is for' --rows '/a/*/b/*' --column c=^/a/*/c --column x= \
		<<<'{"a":[{"c":1,"b":[1]},{"b":[2],"c":2}]}'
	is 0 recon-clean --format json --plain --rows '/a/*' --column c=^/c --column x= <<<'{"a":[],"c":"EUR"}'
	refused ':1: c: an object or an array, not a value' --rows '/a/*' --column c=^/c --column x= \
		<<<'{"c":{},"a":[1]}'
	refused ':1: c: a number with an exponent' --rows '/a/*' --column c=^/c --column x= \
		<<<'{"c":1e5,"a":[1]}'
	refused ':1: c: is there twice' --rows '/a/*' --column c=^/c --column x= \
		<<<'{"c":"EUR","c":"USD","a":[1]}'
	refused ':1: c: has a NUL character' --rows '/a/*' --column c=^/c --column x= \
		<<<'{"c":"\u0000","a":[1]}'
	is 0 recon-clean --format json --plain --rows '/a/*' --column 'c=^/c/*' --column x= \
		<<<'{"c":["v","w"],"a":[1]}'
	printf 'c\tx\nv\\nw\t1\n' | prints
	refused ': no row has what column c should be; "c? = ..." takes that' --rows '/a/*' \
		--column 'c=^/a/*/c' --column n=/n <<<'{"a":[{"n":1,"c":2}]}'
}

@test "figures of the document are totals, before the rows and behind them" {
	printf '{"count": 2, "page": [{"total": 9}], "rows": [{"a": 1.50, "total": 7}, {"a": 2.25}], "sum": {"a/b": "3.75", "none": null}}' >bill.json
	totals=(--format json --rows '/rows/*' --column a=/a --total 'n = /count' --total 'all = /sum/a~1b')
	is 0 recon-clean "${totals[@]}" --check 'n = count' --check 'all = sum a' --plain bill.json
	prints <<-END
	a
	1.50
	2.25
	END
	is 0 recon-clean "${totals[@]}" --total 'p=/page/0/total' --check 'p - 5.25 = sum a' bill.json
	is 65 recon-clean "${totals[@]}" --check 'n = sum a' bill.json
	says 'recon-clean: bill.json: the bill says n 2, but its rows come to 3.75: 1.75 more (--no-check takes it)'
	is 65 recon-clean "${totals[@]}" --total 'x = /sum' --check 'x = count' bill.json
	says 'recon-clean: bill.json: the bill does not tell its total x: is it cut short? (--no-check takes it)'
	is 65 recon-clean "${totals[@]}" --total 'x = /rows/0/total' --check 'x = count' bill.json
	says 'recon-clean: bill.json: the bill does not tell its total x: is it cut short? (--no-check takes it)'
	is 65 recon-clean "${totals[@]}" --total 'x = /sum/none' --check 'x = count' bill.json
	says 'recon-clean: bill.json: x: is not an amount'
	cat bill.json bill.json >two.json
	is 65 recon-clean "${totals[@]}" --check 'n = count' two.json
	says 'recon-clean: two.json:1: the total n is there twice'
}

@test "totals by pointer: what is no pointer, or of no JSON" {
	is 2 recon-clean --total 'x = /b' bill.csv
	says "recon-clean: --total x = /b is for --format json; try 'recon-clean --help'"
	is 2 recon-clean --format json --column a=/a --total 'x = /b/*' bill.json
	says "recon-clean: \"/b/*\" is several values, a total is one; try 'recon-clean --help'"
	is 2 recon-clean --format json --column a=/a --total 'x = b' bill.json
	says "recon-clean: \"b\" is not a pointer like /data/*/id; try 'recon-clean --help'"
	is 2 recon-clean --format json --column a=/a --total 'x,y = /b' bill.json
	says 'recon-clean: --total: "x,y = /b": 2 names for one figure'
}

@test "--explain finds the rows of a list, their columns, and what stands before them" {
	cat >bill.json <<'END'
{"object": "list", "currency": "EUR", "summary": {"count": 3, "total": 17.25},
 "data": [
  {"orderId": "ord-1001", "amount": {"value": 12.50, "tax": 1}, "createdAt": "2022-11-01T10:00:00", "balance": 112.50},
  {"orderId": "ord-1002", "amount": {"value": -3.00}, "createdAt": "2022-11-01T11:00:00", "note": "a", "balance": 109.50},
  {"orderId": "ord-1003", "amount": {"value": 7.75}, "createdAt": "2022-11-02T10:00:00", "lines": [], "balance": 117.25}]}
END
	gives 0 bill.json <<-END
	ord-1001	12.50	EUR
	ord-1002	-3.00	EUR
	ord-1003	7.75	EUR
	END
	sed -n '/^\[recon-clean/,/^$/p' start.ini >got
	same - got <<-'END'
	[recon-clean]
	format = json
	rows = /data/*
	column = orderId = /orderId
	column = value = /amount/value
	column = tax? = /amount/tax
	column = createdAt = /createdAt
	column = balance = /balance
	column = note? = /note
	column = currency = ^/currency
	total = total = /summary/total
	decimal = .
	check = total = sum value
	check = running balance = sum value

	END
	grep -Fqx '# format      JSON, rows at /data/*' start.ini
}

@test "--explain takes documents for rows where there are several, and elements of one" {
	printf '{"id":"p-100001","\\u91d1\\u989d":"5.00","type":"in"}\n{"id":"p-100002","\\u91d1\\u989d":"6.50","type":"out"}\n' >lines.json
	gives 1 lines.json <<-END
	p-100001	5.00	-
	p-100002	-6.50	-
	END
	finds 'column = 金额 = /金额'
	run ! grep -q '^rows' start.ini
	printf '[{"a":{"id":"p-100001","amount":"5.00"},"b":{"id":1}},{"a":{"id":"p-100002","amount":"-6.50"},"b":{"id":2}}]' >list.json
	gives 1 list.json <<-END
	p-100001	5.00	-
	p-100002	-6.50	-
	END
	finds 'column = a.id = /a/id'
	finds 'column = b.id = /b/id'
	run ! grep -q '^rows' start.ini
}

@test "--explain names other lists of amounts, and what it leaves out" {
	cat >bill.json <<'END'
{"payments": [{"id": "p-100001", "amount": 5.0, "fees": [{"amount": 0.1}], "rate": 1e-3, "x": {"y": 1}},
              {"id": "p-100002", "amount": 6.0, "fees": [{"amount": 0.2}], "a=b": 1, "x": 2}],
 "refunds": [{"id": "r-100001", "amount": 1.0}]}
END
	is 1 alone --explain bill.json
	grep -q '^# not proved: bill.json: not sure: /payments/\*/fees/\*: has amounts too: are those the payments? Then they are the rows$' out
	sed -n 's/^#  *\(not sure  *\)*\(\/.*\)/\2/p' out >got
	same - got <<-'END'
	/payments/*/fees/*: has amounts too: are those the payments? Then they are the rows
	/refunds/*: has amounts too, and is no part of what is read: a table of its own
	/payments/*/rate: has numbers with an exponent: left out
	/payments/*/x: a value in some rows, and an object or an array in others: left out
	/payments/*/a=b: its name cannot stand in a profile: left out
	END
}

@test "--explain says so where JSON has no list of amounts, or is none" {
	printf '{"a": [{"b": "c"}]}' >bill.json
	is 65 alone --explain bill.json
	says 'recon-clean: bill.json: is JSON, and no list of objects with amounts is found in it: see recon-clean(1), --rows and --column'
	printf '[{"id": "p-1", "amount": 5.0}, {"id": "p-2", "amount": 5.0' >bill.json
	is 1 alone --explain bill.json
	grep -q '^# not proved: bill.json: it cannot be read to its end: bill.json:1: not JSON: ' out
}

@test "--explain proves JSON by the figures beside its rows, and has them checked" {
	cat >bill.json <<'END'
{"data": [
  {"orderId": "ord-1001", "amount": 12.50},
  {"orderId": "ord-1002", "amount": -3.00},
  {"orderId": "ord-1003", "amount": 7.75}],
 "summary": {"count": 3, "in": 20.25, "out": -3.00}}
END
	is 0 alone --explain bill.json
	grep -Fqx '# proved: bill.json: 3 records, whose sums the bill has at /summary/in' out
	grep -E '^(total|check)' out >got
	same - got <<-'END'
	total = total_in = /summary/in
	total = total_out = /summary/out
	check = total_in = sum amount if "amount" > 0
	check = total_out = sum amount if "amount" < 0
	END
	mv out start.ini
	sed 's/7.75/7.76/' bill.json >other.json
	is 65 recon-clean -p ./start.ini other.json
	says 'recon-clean: other.json: the bill says total_in 20.25, but its rows come to 20.26: 0.01 more (--no-check takes it)'
}
