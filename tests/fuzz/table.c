/* A table: the rows are those that splitting each line at its TABs gives. */
#include "stream/table_in.h"

#include "fuzz.h"
#include "text/tsv.h"

static void
check_row(const struct table_in *t)
{
	struct span rest = t->row, f;

	for (size_t i = 0; i < t->n; i++)
		MUST(tsv_next(&rest, &f) && f.p == t->fields[i].p &&
		    f.len == t->fields[i].len);
	MUST(!rest.p);
	for (size_t i = 0; t->clean && i < t->n; i++) {
		f = t->fields[i];
		MUST(!tsv_needs_escape(f) &&
		    !(f.len && memchr(f.p, '|', f.len)));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static const struct stream_rules lenient;
	struct table_in t;
	struct err e;
	bool twice;
	int r;

	if (table_open(&t, fuzz_file(0, (struct span){ (const char *)p, n }),
		&lenient, &e)) {
		fuzz_told(&e);
		return 0;
	}
	t.take_ragged = true;
	for (size_t i = 0; i < t.n; i++)
		MUST(table_column(&t, t.columns[i], &twice) == (int)i ||
		    twice || !tsv_unescape(&(struct buf){ 0 }, t.columns[i]));
	while ((r = table_next(&t, &e)) > 0)
		if (r == 1)
			check_row(&t);
	if (r)
		fuzz_told(&e);
	table_close(&t);
	return 0;
}
