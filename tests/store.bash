# Common to the tests of recon-store, on either kind of database. What asks is
# `ask SQL`, with "|" between the cells, which the file of tests defines; the
# database is $db.

# days N SEED: DATE.res of so many days, rolled by recon-roll; their dates are in
# the array dates.
days() {
	"$HELPER/store_days.py" . "$1" "$2"
	dates=()
	local f d
	for f in 2022-*.rec; do
		d=${f%.rec}
		dates+=("$d")
		recon-sort "$f" | recon-join 2>>roll.err |
			recon-roll -s state -d "$d" -o "$d.res" 2>>roll.err
	done
}

# store OPTION...: of the book b.
store() {
	recon-store --db "$db" --book b "$@"
}

# Every question, in one order.
questions() {
	cat <<-'END'
	SELECT book, date, gen, records, total, digest, version, total_first, pruned FROM day ORDER BY 1, 2
	SELECT d.date, c.class, c.currency, c.lines, c.left_amount, c.right_amount FROM class_sum c JOIN day d ON d.no = c.day ORDER BY 1, 2, 3
	SELECT d.date, r.seq, r.key, r.class, r.left_amount, r.right_amount, r.difference, r.currency, r.date, r.fields FROM result r JOIN day d ON d.no = r.day ORDER BY 1, 2
	SELECT id, key, side, class, amount, currency, date, first, seen, closed, closed_by, fields FROM item ORDER BY book, id
	SELECT d.date, e.item, e.what, e.who FROM event e JOIN day d ON d.no = e.day ORDER BY d.date, e.item, e.what
	SELECT book, id, key, side, class, amount, currency, date, first, age, fields FROM open_item ORDER BY 1, 2
	SELECT book, currency, side, days, legs, amount FROM open_by_age ORDER BY 1, 2, 3, 4
	SELECT book, name, value, currency, side, legs, amount FROM open_by_field ORDER BY 1, 2, 3, 4, 5
	SELECT book, month, class, currency, lines, left_amount, right_amount FROM by_month ORDER BY 1, 2, 3, 4
	SELECT book, month, channel, class, currency, lines, left_amount, right_amount FROM by_month_channel WHERE channel IS NOT NULL ORDER BY 1, 2, 3, 4, 5
	SELECT book, month, class, currency, lines, left_amount, right_amount FROM by_month_channel WHERE channel IS NULL ORDER BY 1, 2, 3, 4, 5
	SELECT book, on_date, what, id, key, side, amount, currency, date, first FROM change ORDER BY 1, 2, 3, 4
	SELECT book, on_date, what, id, key FROM changed_today ORDER BY 1, 2, 3, 4
	SELECT book, on_date, what, id, key FROM new_today ORDER BY 1, 2, 3, 4
	SELECT book, key, on_date, what, left_amount, right_amount, currency, ids, who, fields FROM life ORDER BY 1, 2, 3, 4, 8, 5, 6
	SELECT book, on_date, id, key, side, class, amount, currency, date, first, age, fields FROM open_on ORDER BY 1, 2, 3
	END
}

# answers: those of all questions; what depends on numbers of days is not asked.
answers() {
	local q
	while IFS= read -r q; do
		echo "== $q"
		ask "$q"
	done < <(questions)
}
