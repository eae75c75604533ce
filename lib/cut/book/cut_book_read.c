#include "cut/book/cut_book.h"
#include "cut/book/cut_head.h"
#include "cut/book/cut_jobs.h"
#include "cut/book/cut_pairs.h"
#include "cut/book/cut_steps.h"
#include "cut/book/cut_systems.h"

static void
make(struct cut_book *b, struct told *told)
{
	size_t before = told->n;

	b->name = b->file.stem;
	if (!cut_name_is(span_str(b->name)))
		told_add(told, b->file.path, 0,
		    "\"%s\" is no name of a book, which the file "
		    "has: " CUT_NAME_SAYS,
		    b->name);
	cut_head_read(b, told);
	cut_systems_read(b, told);
	cut_jobs_read(b, told);
	cut_pairs_read(b, told);
	if (told->n == before)
		cut_steps_check(b, told);
}

int
cut_book_read(
    struct cut_book *b, const char *path, struct told *told, struct err *e)
{
	*b = (struct cut_book){ 0 };
	if (sections_read(&b->file, &cut_form, path, told, e))
		return -1;
	make(b, told);
	return 0;
}

static int
read_text(struct cut_book *b, const char *path, struct span text, bool is_kept,
    struct told *told)
{
	*b = (struct cut_book){ .is_kept = is_kept };
	sections_read_text(&b->file, &cut_form, path, text, told);
	make(b, told);
	return 0;
}

int
cut_book_read_text(struct cut_book *b, const char *path, struct span text,
    struct told *told, struct err *e)
{
	(void)e;
	return read_text(b, path, text, false, told);
}

int
cut_book_read_kept(struct cut_book *b, const char *path, struct span text,
    struct told *told, struct err *e)
{
	(void)e;
	return read_text(b, path, text, true, told);
}
