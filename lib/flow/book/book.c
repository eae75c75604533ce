#include "flow/book/book.h"

#include "flow/book/book_check.h"

int
book_read(
    struct sections *b, const char *path, struct told *told, struct err *e)
{
	if (sections_read(b, &book_form, path, told, e))
		return -1;
	book_check(b, told);
	return 0;
}

void
book_read_text(
    struct sections *b, const char *path, struct span text, struct told *told)
{
	sections_read_text(b, &book_form, path, text, told);
	book_check(b, told);
}

const char *
book_name(const struct sections *b)
{
	return sections_value(sections_find(b, BOOK_BOOK), "name", b->stem);
}
