# recon-clean: bills whose header comes again, and bills of several tables.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	again=(--header 'id,amount' --header-again)
	total=(--trailer '^total,' --total 'n,s ~ ^total,(\d+),([\d.]+)'
	    --check 'n = count' --check 's = sum amount')
}

# gives INPUT ARG...: the table recon-clean makes of the bytes that printf
# makes of INPUT is standard input, in which "|" stands for TAB.
gives() {
	printf "$1" >in.csv
	shift
	is 0 recon-clean --plain "$@" in.csv
	tr '|' '\t' | prints
}

# refuses INPUT TEXT ARG...: status 65 and that text behind "in.csv:".
refuses() {
	local text=$2
	printf "$1" >in.csv
	shift 2
	is 65 recon-clean "$@" in.csv
	says "recon-clean: in.csv:$text"
}

two='Account A\nid,amount\n1,2.00\n2,3.00\ntotal,2,5.00\n\nAccount B\namount,id\n4.00,3\ntotal,1,%s\n'

@test "sections are one table, columns by name, lines those of the file" {
	gives "$(printf "$two" 4.00)" -v "${again[@]}" section "${total[@]}" \
	    --source <<-'END'
	id|amount|src
	1|2.00|in.csv:3
	2|3.00|in.csv:4
	3|4.00|in.csv:9
	END
	says 'recon-clean: in.csv: decoded as UTF-8
recon-clean: in.csv: 10 lines: 1 before the header, 2 headers, 3 rows, 4 trailer
recon-clean: in.csv: 3 rows in, 3 records out, 0 rejected, 0 skipped'
}

@test "each section is checked against its own figures" {
	refuses "$(printf "$two" 4.01)" \
	    '8: section 2: the bill says s 4.01, but its rows come to 4.00: 0.01 less (--no-check takes it)' \
	    "${again[@]}" section "${total[@]}"
	is 0 recon-clean --plain --no-check "${again[@]}" section \
	    "${total[@]}" in.csv
	says 'recon-clean: in.csv: 3 rows in, 3 records out, 0 rejected, 0 skipped, its own totals not checked'
	refuses 'id,amount\n1,2\ntotal,1,3\nid,amount\n3,4\ntotal,1,4\n' \
	    '1: section 1: the bill says s 3, but its rows come to 2: 1 less (--no-check takes it)' \
	    "${again[@]}" section "${total[@]}"
	refuses 'id,amount\n1,2\ntotal,1,2\nid,amount\n3,4\n' \
	    '4: section 2: the bill does not tell its total n: is it cut short? (--no-check takes it)' \
	    "${again[@]}" section "${total[@]}"
}

@test "figures told before the first header are told before each" {
	figures=(--trailer '^n=' --total 'n ~ ^n=(\d+)' --check 'n = count')
	gives 'n=1\nid,amount\n1,2\n\nn=2\nid,amount\n3,4\n4,5\n' \
	    "${again[@]}" section "${figures[@]}" <<-'END'
	id|amount
	1|2
	3|4
	4|5
	END
	refuses 'n=1\nid,amount\n1,2\nn=3\nid,amount\n3,4\n4,5\n' \
	    '5: section 2: the bill says n 3, but its rows come to 2: 1 less (--no-check takes it)' \
	    "${again[@]}" section "${figures[@]}"
	refuses 'n=1\nid,amount\n1,2\nn=2\n' \
	    '2: section 1: the total n is told of a section that does not come: is the bill cut short, or its header another? (--no-check takes it)' \
	    "${again[@]}" section "${figures[@]}"
}

@test "a section whose header is not found is noticed by its figures" {
	bill='id,amount\n1,2\ntotal,1,2\nid,Amount\n3,4\ntotal,1,4\n'
	refuses "$bill" \
	    '6: the total n is told again in one section: was a header not found? (--no-check takes it)' \
	    "${again[@]}" section --after-trailer ignore "${total[@]}"
	refuses 'id,amount\n1,2\ncount,\n1,\nid,Amount\n3,4\ncount,\n1,\n' \
	    '8: the total count is told again in one section: was a header not found? (--no-check takes it)' \
	    "${again[@]}" section --trailer ^count --total count \
	    --after-trailer ignore \
	    --check 'count = count'
	gives "$bill" "${again[@]}" section --no-check "${total[@]}" \
	    --after-trailer ignore <<-'END'
	id|amount
	1|2
	END
}

@test "a header of figures with nameless columns comes again as well" {
	gives 'id,amount\n1,2\nn,,\n1,,\nid,amount\n3,4\n4,5\nn,,\n2,,\n' \
	    "${again[@]}" section --trailer '^n,' --total n \
	    --check 'n = count' <<-'END'
	id|amount
	1|2
	3|4
	4|5
	END
}

@test "without a trailer a section ends where the header comes again" {
	gives 'id,amount\n1,2\n\n amount ,"id"\n3,4\n' "${again[@]}" section \
	    -v <<-'END'
	id|amount
	1|2
	4|3
	END
	says 'recon-clean: in.csv: decoded as UTF-8
recon-clean: in.csv: 5 lines: 2 headers, 2 rows, 1 blank
recon-clean: in.csv: 3 rows in, 2 records out, 0 rejected, 1 skipped'
}

@test "the header on every page is skipped, the bill checked as one" {
	pages='id,amount\n1,2\npage 1 of 2\n\nShop, "Ltd\nid,amount\n3,4\nid,amount\n5,6\nall,%s\n'
	all=(--trailer '^page' --trailer '^all,' --total 'n ~ ^all,(\d+)'
	    --check 'n = count')
	gives "$(printf "$pages" 3)" -v --source "${again[@]}" page \
	    "${all[@]}" <<-'END'
	id|amount|src
	1|2|in.csv:2
	3|4|in.csv:7
	5|6|in.csv:9
	END
	says 'recon-clean: in.csv: decoded as UTF-8
recon-clean: in.csv: 10 lines: 1 header, 2 headers again, 3 rows, 4 trailer
recon-clean: in.csv: 5 rows in, 3 records out, 0 rejected, 2 skipped'
	refuses "$(printf "$pages" 4)" \
	    ' the bill says n 4, but its rows come to 3: 1 less (--no-check takes it)' \
	    "${again[@]}" page "${all[@]}"
}

@test "without --header-again a header is a row, or part of the trailer" {
	gives 'id,amount\n1,2\nid,amount\nend\nid,amount\n3,4\n' \
	    --header id,amount --trailer '^end' --after-trailer ignore <<-'END'
	id|amount
	1|2
	id|amount
	END
}

@test "sections with other columns are refused, both headers shown" {
	bill='id,amount,c\n1,2,3\nid,sum,amount\n3,4,5\n'
	refuses "$bill" \
	    '3: the columns are not those of the header before it: id, sum, amount, not id, amount, c' \
	    "${again[@]}" section
	for how in page section; do
		refuses "$bill" \
		    '3: the bill has no column c; its columns are: id, sum, amount; those of the header before it: id, amount, c' \
		    "${again[@]}" $how --select id,c
		refuses "$bill" \
		    '3: the bill has no column c; its columns are: id, sum, amount; those of the header before it: id, amount, c' \
		    "${again[@]}" $how --select id --expect c
		gives "$bill" "${again[@]}" $how --select amount <<-'END'
		amount
		2
		5
		END
	done
}

@test "several bills with columns in another order are one table too" {
	printf 'a,b\n1,2\n' >one
	printf 'b,a\n4,3\n' >two
	is 0 recon-clean --plain --source one two
	printf 'a\tb\tsrc\n1\t2\tone:2\n3\t4\ttwo:2\n' | prints
}

@test "bad rows and cells stay with their lines across sections" {
	printf 'id,amount\n1,2\n3\nend\n9\nid,x,amount\n4,\xff,5\n6,y,7\n' \
	    >in.csv
	is 0 recon-clean --plain "${again[@]}" section --trailer '^end' \
	    --select id,amount --rejects bad in.csv
	printf 'id\tamount\n1\t2\n6\t7\n' | prints
	says 'recon-clean: in.csv: 4 rows in, 2 records out, 2 rejected, 0 skipped'
	printf 'in.csv:3\t1 cells, but the header has 2\t3\nin.csv:7\tthe byte ff at offset 36 is not UTF-8: say --encoding, which --explain may find\t4,\xff,5\n' |
	    same - bad
}

@test "the names of the header choose one of several tables" {
	tables='day,in,out,"re\nmark"\n1,5.00,,"a ""b"", c\n2,"x\nid,amount,note\n7,1.00,"p, q"\nend\nref,amount\n8,2.00\n'
	gives "$tables" --header id,amount --trailer '^end' <<-'END'
	id|amount|note
	7|1.00|p, q
	END
	gives "$tables" --header ref,amount <<-'END'
	ref|amount
	8|2.00
	END
}

@test "sections give what the same bills give as files, any encoding" {
	for seed in 1 2 3; do
		rm -f part.*
		python3 - $seed <<-'END'
		import csv, random, sys
		r = random.Random(int(sys.argv[1]))
		for f in range(40):
		    names = ["id", "amount", "note"]
		    r.shuffle(names)
		    with open(f"part.{f:02}", "w", newline="",
		              encoding="gb18030") as o:
		        o.write(r.choice(["", "第一页\n", '"x\n', "\n\n"]))
		        w = csv.writer(o, lineterminator=r.choice(
		            ["\n", "\r\n"]))
		        w.writerow(names)
		        n = r.choice([0, 1, 3, 400])
		        for i in range(n):
		            w.writerow([str(i) if x != "note" else r.choice(
		                ["", "a,b", 'q"', "两\n行", "id"])
		                for x in names])
		        o.write(f"total,{n},{n * (n - 1) // 2}\n")
		END
		is 0 recon-clean --encoding GB18030 --header id,amount \
		    "${total[@]}" part.*
		mv out want
		cat part.* >whole
		is 0 recon-clean --encoding GB18030 "${again[@]}" section \
		    "${total[@]}" whole
		same want out
		[ "$(wc -l <out)" -gt 1000 ]
		cat part.* | head -c -2 >cut
		is 65 recon-clean --encoding GB18030 "${again[@]}" section \
		    "${total[@]}" cut
	done
}

@test "a profile can say it, and what makes no sense is refused" {
	printf '[recon-clean]\nheader = id\nheader-again = page\n' >p.ini
	gives 'id\n1\nid\n2\n' -p ./p.ini <<-'END'
	id
	1
	2
	END
	is 2 recon-clean --header-again row in.csv
	says 'recon-clean: --header-again: "row" is neither page nor section'
	is 2 recon-clean --header-again page in.csv
	says "recon-clean: --header-again looks for the names of --header; try 'recon-clean --help'"
	is 2 recon-clean "${again[@]}" section --totals x in.csv
	says "recon-clean: --totals has the figures of a whole bill, --header-again section checks each section; try 'recon-clean --help'"
	is 2 recon-clean --format mt940 "${again[@]}" section in.csv
	says "recon-clean: --header-again is for separated values (--format csv); try 'recon-clean --help'"
}
