/*
 * A book: read, and where nothing is wrong with it made flows, which are whole
 * lines and, read again, right; a line is told for whatever is wrong.
 */
#include "flow/book/book_flow.h"
#include "flow/file/flow_read.h"

#include "fuzz.h"

static void
check_told(const struct told *told)
{
	for (size_t i = 0; i < told->n; i++)
		MUST(told->list[i].text[0] != '\0' &&
		    !strchr(told->list[i].text, '\n'));
}

static void
make(const struct sections *book, bool channels)
{
	struct told told = { 0 };
	struct buf b = { 0 };
	struct flow flow;

	if (book_flow(book, channels, &b, &told)) {
		MUST(told.n > 0 && b.len == 0);
		check_told(&told);
	} else {
		MUST(told.n == 0 && b.len && b.p[b.len - 1] == '\n');
		flow_read_text(&flow, "f.flow", buf_span(&b), &told);
		MUST(told.n == 0 && flow.n_nodes > 0);
		flow_free(&flow);
	}
	buf_free(&b);
	told_free(&told);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct span text = { (const char *)p, n };
	struct told told = { 0 };
	struct sections book;

	book_read_text(&book, "b.book", text, &told);
	check_told(&told);
	if (told.n == 0) {
		make(&book, false);
		make(&book, true);
	}
	sections_free(&book);
	told_free(&told);
	return 0;
}
