#include "flow/book/book_flow.h"
#include "flow/command/command.h"
#include "sections/told_say.h"
#include "io/output.h"

/* The flow of a book, where nothing is wrong with either. */
int
command_from_book(const struct command *c, enum status *status, struct err *e)
{
	struct told told = { 0 };
	struct buf b = { 0 };
	struct sections book;
	int r = book_read(&book, c->operands[0], &told, e);

	if (r == 0 && told.n == 0)
		book_flow(&book, c->options->channels, &b, &told);
	if (r == 0 && told.n) {
		told_say(&told, c->say);
		*status = ST_DATA;
	} else if (r == 0) {
		r = output_text(c->options->output, buf_span(&b), e);
	}
	buf_free(&b);
	sections_free(&book);
	told_free(&told);
	return r;
}
