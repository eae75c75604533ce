/*
 * A book of systems that turn a day: read, and where nothing is wrong with it
 * in order along the data, with dates that follow one another, and made a flow,
 * which is whole lines and, read again, has a node for each step; a line is told
 * for whatever is wrong.
 */
#include "cut/book/cut_days.h"
#include "cut/book/cut_steps.h"
#include "cut/flow/cut_flow.h"
#include "flow/file/flow_read.h"

#include "fuzz.h"

static void
check_told(const struct told *told)
{
	for (size_t i = 0; i < told->n; i++)
		MUST(told->list[i].text[0] != '\0' &&
		    !strchr(told->list[i].text, '\n'));
}

/* None but the first is before one that it gets data from. */
static void
check_order(const struct cut_book *b)
{
	MUST(b->n_systems && b->systems[0].validates);
	for (size_t i = 1; i < b->n_systems; i++)
		for (size_t k = 0; k < b->systems[i].n_after; k++)
			MUST(b->systems[i].after[k] < i);
}

static void
check_days(struct cut_book *b)
{
	int32_t next, at;
	struct err e;

	MUST(cut_days_is(b, b->first));
	if (cut_days_next(b, b->first, &next, &e)) {
		fuzz_told(&e);
		return;
	}
	MUST(next > b->first &&
	    cut_days_end(b, next) > cut_days_end(b, b->first));
	MUST(cut_days_at(b, cut_days_end(b, b->first), &at, &e) == 0 &&
	    at == next);
}

static void
make(const struct cut_book *b)
{
	struct told told = { 0 };
	struct buf text = { 0 };
	struct flow flow;
	size_t n = 0;

	cut_flow(b, "x y{z}\"", true, &text);
	MUST(text.len && text.p[text.len - 1] == '\n');
	flow_read_text(&flow, "f.flow", buf_span(&text), &told);
	check_told(&told); /* of keys that are passed on */
	for (size_t i = 0; i < cut_steps_n(b); i++)
		n += cut_steps_has(b, i);
	MUST(flow.n_nodes >= n + b->n_pairs && flow.n_schedules == 1);
	flow_free(&flow);
	buf_free(&text);
	told_free(&told);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span text = { (const char *)p, n };
	struct told told = { 0 };
	struct cut_book b;
	struct err e;

	cut_book_read_text(&b, "pay.ini", text, &told, &e);
	check_told(&told);
	if (told.n == 0) {
		check_order(&b);
		check_days(&b);
		make(&b);
	}
	cut_book_free(&b);
	told_free(&told);
	return 0;
}
