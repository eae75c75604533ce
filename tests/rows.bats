# recon-clean: no line of a bill goes astray without a word.

load helper

setup() {
	cd "$BATS_TEST_TMPDIR" || return
	total=(--header id,amount --trailer '^Total')
}

# gives INPUT ARG...: the table, without control lines, that recon-clean makes
# of the bytes that printf makes of INPUT is exactly standard input, in which
# "|" stands for TAB.
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

astray='a row behind the trailer of line %d: is that line a row, or does another table follow? (--after-trailer says)'

@test "a row that looks like the trailer does not hide the rows behind it" {
	bill='id,amount\nA,1.00\nTotal Energies,2.00\nB,4.00\nTotal,7.00\n'
	refuses "$bill" "4: $(printf "$astray" 3)" "${total[@]}"
	gives "$bill" "${total[@]}" --after-trailer ignore <<-'END'
	id|amount
	A|1.00
	END
	gives "$bill" "${total[@]}" --after-trailer rows <<-'END'
	id|amount
	A|1.00
	B|4.00
	END
	gives "$bill" --header id,amount --trailer '^Total,' <<-'END'
	id|amount
	A|1.00
	Total Energies|2.00
	B|4.00
	END
}

@test "a second table behind the trailer is told, by its header or its rows" {
	bill='id,amount\n77,2.00\nTotal,2.00\nid,amount\n79,-4.00\nTotal,-4.00\n'
	refuses "$bill" \
	    '4: the header again, behind the trailer of line 3 (--header-again says what it begins)' \
	    "${total[@]}"
	gives "$bill" "${total[@]}" --header-again page <<-'END'
	id|amount
	77|2.00
	79|-4.00
	END
	refuses 'id,amount\n77,2.00\nTotal,2.00\n\nref,sum\n79,-4.00\n' \
	    "5: $(printf "$astray" 3)" "${total[@]}"
	refuses '77,2.00\nTotal,2.00\n79,-4.00\n' "3: $(printf "$astray" 2)" \
	    --names id,amount --trailer '^Total'
}

@test "a row behind the trailer is one whatever its quotes, encoding and blanks" {
	refuses 'id,amount\n1,2\nTotal,2\n"3","4"\n' "4: $(printf "$astray" 3)" \
	    "${total[@]}"
	refuses 'id,amount\n1,2\nTotal,2\n"3\n,","4"\n' \
	    "4: $(printf "$astray" 3)" "${total[@]}"
	refuses 'id,amount\n1,2\nTotal,2\n3,\xff\n' \
	    '4: the byte ff at offset 24 is not UTF-8' "${total[@]}"
	refuses 'id,amount\n1,2\nTotal,2\n3,4,,\n' "4: $(printf "$astray" 3)" \
	    "${total[@]}" --ragged cut
	refuses 'id,amount\n`1,`2\nTotal,2\n`3,`4\n' "4: $(printf "$astray" 3)" \
	    "${total[@]}" --mark '`'
}

@test "other lines behind the trailer are part of it" {
	for line in 'printed by A' 'a,b,c' ',' ' , ' '' '# x,y' 'Total of all,9' \
	    'sum,2' 'n,s\n1,2' 'Shop, "Ltd' '"x,y"'; do
		gives "id,amount\n1,2\nTotal,2\n$line\n" "${total[@]}" \
		    --comment '^#' --total 's ~ ^sum,(.*)' --total n,s <<-'END'
		id|amount
		1|2
		END
	done
}

@test "with --rejects a row behind the trailer is rejected" {
	gives 'id,amount\n1,2\nTotal,2\n3,4\nend\n5,6\n' "${total[@]}" \
	    --rejects bad <<-'END'
	id|amount
	1|2
	END
	says 'recon-clean: in.csv: 3 rows in, 1 records out, 2 rejected, 0 skipped'
	cut -f 1,3 bad >got
	printf 'in.csv:4\t3,4\nin.csv:6\t5,6\n' | same - got
}

@test "--after-trailer knows three words" {
	printf 'a\n' >in.csv
	is 2 recon-clean --after-trailer skip in.csv
	says 'recon-clean: --after-trailer: "skip" is none of error, rows and ignore'
	is 2 recon-clean --format mt940 --after-trailer rows in.csv
	says 'recon-clean: --after-trailer is for separated values (--format csv); try '\''recon-clean --help'\'''
}

@test "with --rejects a quote that is not closed costs its own line" {
	gives 'id,note,amount\nA0,"oops,1\nA1,x,1\nA2,x,1\n' --rejects bad <<-'END'
	id|note|amount
	A1|x|1
	A2|x|1
	END
	says 'recon-clean: in.csv: 3 rows in, 2 records out, 1 rejected, 0 skipped'
	printf 'in.csv:2\ta quoted cell that does not end\tA0,"oops,1\n' | same - bad
	# closed by the quote of a later row
	gives 'id,note,amount\nA0,"oops,1\nA1,x,1\nA2,"y, z",1\nA3,x,1\n' \
	    --rejects bad <<-'END'
	id|note|amount
	A1|x|1
	A2|y, z|1
	A3|x|1
	END
	gives '"id","note"\n"A0","oops\n"A1","x"\n"A2","x""\n"A3","x"\n' \
	    --rejects bad <<-'END'
	id|note
	A1|x
	A3|x
	END
	says 'recon-clean: in.csv: 4 rows in, 2 records out, 2 rejected, 0 skipped'
}
