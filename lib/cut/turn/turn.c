#include "cut/turn/turn.h"

#include "base/visible_text.h"
#include "io/trusted_text.h"
#include "sys/clock.h"

static int
open_both(struct turn *t, struct err *e)
{
	const struct turn_wish *w = &t->wish;

	if (trusted_text_read(w->book, &t->text, e) ||
	    cut_book_read_text(
		&t->book, w->book, buf_span(&t->text), &t->told, e))
		return -1;
	told_sort(&t->told);
	if (w->may_lack ? truth_open_or_none(
			      &t->truth, w->store, w->rehearsal, w->who, e)
			: truth_open(&t->truth, w->store, w->use, w->rehearsal,
			      w->who, e))
		return -1;
	t->truth.has_at = w->has_at;
	t->truth.at = w->at;
	return 0;
}

static void
free_book(struct turn *t)
{
	cut_book_free(&t->book);
	told_free(&t->told);
	buf_free(&t->text);
}

int
turn_open(struct turn *t, const struct turn_wish *w, struct err *e)
{
	*t = (struct turn){ .wish = *w };
	if (open_both(t, e) == 0)
		return 0;
	free_book(t);
	return -1;
}

void
turn_close(struct turn *t)
{
	truth_close(&t->truth);
	free_book(t);
}

int
turn_needs_book(const struct turn *t, struct err *e)
{
	const struct told_fault *f = t->told.list;

	if (t->told.n == 0)
		return 0;
	err_set(e, ST_DATA, "%s", f->text);
	return err_at(e, f->file, f->line);
}

int64_t
turn_now(const struct turn *t)
{
	return t->wish.has_at ? t->wish.at : clock_wall_s();
}

void
turn_say(const struct turn *t, int32_t date, const char *system,
    const char *fmt, ...)
{
	struct buf text = { 0 }, line = { 0 };
	char day[CUT_CYCLE_LEN + 1];
	va_list ap;

	cut_cycle_format(t->book.cycle, date, day);
	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	buf_printf(&line, "%s: ", day);
	if (system)
		buf_printf(&line, "%s: ", system);
	visible_add(&line, buf_span(&text));
	buf_byte(&line, '\0');
	t->wish.say(line.p);
	buf_free(&text);
	buf_free(&line);
}
