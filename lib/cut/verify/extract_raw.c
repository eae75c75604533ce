#include "cut/verify/extract_raw.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "cut/turn/turn_ask.h"
#include "sections/named_words.h"
#include "sys/file/path_beside.h"
#include "sys/process/words_run.h"

/* What stands for the names in a command. */
struct dates {
	char date[CUT_CYCLE_LEN + 1], next[CUT_CYCLE_LEN + 1];
};

static bool
find_date(void *arg, struct span name, struct span *value)
{
	const struct dates *d = arg;

	if (span_eq(name, SPAN("date")))
		*value = span_str(d->date);
	else if (span_eq(name, SPAN("next")))
		*value = span_str(d->next);
	else
		return false;
	return true;
}

static int
make_words(const struct extract_raw *x, struct words *argv, struct err *e)
{
	struct named_words words = { 0 };
	struct dates d;
	int r;

	cut_cycle_format(x->round->book->cycle, x->round->date, d.date);
	cut_cycle_format(x->round->book->cycle, x->round->next, d.next);
	r = named_words_parse(&words, span_str(x->command), e);
	if (r == 0)
		r = named_words_make(&words, find_date, &d, argv, e);
	named_words_free(&words);
	return r;
}

static int
run(const struct extract_raw *x, const struct words *argv, struct err *e)
{
	uint32_t seconds = x->round->book->systems[x->system].extract_timeout;
	struct buf dir = { 0 };
	int fd = open(x->file, O_WRONLY | O_TRUNC | O_CLOEXEC);
	int r;

	if (fd < 0)
		return err_sys(e, ST_FAIL, "%s", x->file);
	path_beside(x->turn->wish.book, ".", &dir);
	r = words_run(argv, dir.p, fd, seconds, e);
	buf_free(&dir);
	if (close(fd) && r == 0)
		r = err_sys(e, ST_FAIL, "%s", x->file);
	return r;
}

static int
run_command(const struct extract_raw *x, struct err *e)
{
	struct words argv = { 0 };
	int r = make_words(x, &argv, e);

	if (r == 0)
		r = run(x, &argv, e);
	words_free(&argv);
	return r;
}

static int
judge(const struct answer *a, struct err *e)
{
	const struct span reason = buf_span(&a->reason);

	if (a->kind == ANSWER_OK)
		return 0;
	return err_set(e, a->kind == ANSWER_FAIL ? ST_DIFFER : ST_AGAIN, "%.*s",
	    (int)reason.len, reason.p);
}

/* The system may have another directory. */
static int
ask(const struct extract_raw *x, struct err *e)
{
	char *file = realpath(x->file, NULL);
	struct answer a = { 0 };
	int r;

	if (!file)
		return err_sys(e, ST_FAIL, "%s", x->file);
	r = turn_ask(x->turn, x->round, x->system, CUT_EXTRACT, file, &a, e);
	if (r == 0)
		r = judge(&a, e);
	answer_free(&a);
	free(file);
	return r;
}

int
extract_raw_write(const struct extract_raw *x, struct err *e)
{
	if (x->command)
		return run_command(x, e);
	if (x->round->book->shadow)
		return err_set(e, ST_DIFFER,
		    "the book is in shadow mode, in which no system is asked, "
		    "and has no command for its extract");
	return ask(x, e);
}
