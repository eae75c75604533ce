#include "flow/orders/orders_open.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "flow/orders/orders_file.h"
#include "flow/orders/orders_words.h"

void
orders_open_free(struct orders_open *f)
{
	for (size_t i = 0; i < f->n; i++) {
		free(f->ids[i]);
		buf_free(&f->answers[i]);
	}
	free(f->ids);
	free(f->answers);
	free(f->name);
	buf_free(&f->text);
}

static void
unlink_order(const char *dir, const char *name)
{
	struct buf path = { 0 };

	orders_path(&path, dir, name, ORDERS_ORDER);
	unlink(path.p);
	buf_free(&path);
}

/* Not a file of orders: says so, and takes it away. */
static void
refuse(const char *dir, const char *name, const struct err *why)
{
	struct buf b = { 0 };
	struct err e;

	orders_answer_add(&b, why->status, span_str(why->text));
	orders_write(dir, name, ORDERS_ANSWER, (struct span){ 0 }, buf_span(&b),
	    false, &e);
	unlink_order(dir, name);
	buf_free(&b);
}

/* Behind a crash there may be both. */
static bool
is_answered(const char *dir, const char *name)
{
	struct buf path = { 0 };
	bool is;

	orders_path(&path, dir, name, ORDERS_ANSWER);
	is = access(path.p, F_OK) == 0;
	buf_free(&path);
	return is;
}

/* 1, 0 where it is gone, -1. */
static int
read_orders(struct orders_open *f, const char *dir, struct err *e)
{
	struct orders_stat st = { 0 };
	struct buf path = { 0 };
	int r;

	orders_path(&path, dir, f->name, ORDERS_ORDER);
	r = orders_read(path.p, &f->text, &st, e);
	f->uid = st.uid;
	f->at = ORDERS_HEAD.len;
	if (r == 1 &&
	    (!span_begins(buf_span(&f->text), ORDERS_HEAD) ||
		f->text.len == f->at || f->text.p[f->text.len - 1] != '\n'))
		r = err_set(e, ST_DATA, "%s: no orders", path.p);
	buf_free(&path);
	return r;
}

bool
orders_open_file(struct orders_open *f, const char *dir, struct span name)
{
	struct err e;
	int r = 0;

	f->name = mem_dup(name);
	if (is_answered(dir, f->name))
		unlink_order(dir, f->name);
	else
		r = read_orders(f, dir, &e);
	if (r < 0)
		refuse(dir, f->name, &e);
	if (r != 1)
		orders_open_free(f);
	return r == 1;
}

bool
orders_open_has_more(const struct orders_open *f)
{
	return f->at < f->text.len;
}

const char *
orders_open_next(struct orders_open *f, struct span *line)
{
	struct buf id = { 0 };

	*line = (struct span){ f->text.p + f->at, f->text.len - f->at };
	line->len =
	    (size_t)((const char *)memchr(line->p, '\n', line->len) - line->p);
	f->at += line->len + 1;
	buf_printf(&id, "%s.%zu%c", f->name, f->n + 1, '\0');
	f->ids = mem_grow(f->ids, &f->cap, f->n + 1, sizeof *f->ids);
	f->answers =
	    mem_grow(f->answers, &f->cap_answers, f->n + 1, sizeof *f->answers);
	f->answers[f->n] = (struct buf){ 0 };
	f->ids[f->n++] = id.p;
	return id.p;
}

bool
orders_open_answer(
    struct orders_open *f, const char *id, enum status status, struct span text)
{
	size_t len = strlen(f->name);
	uint64_t n;

	if (strncmp(id, f->name, len) != 0 || id[len] != '.' ||
	    !span_count(span_str(id + len + 1), &n) || n < 1 || n > f->n)
		return false;
	if (f->answers[n - 1].len == 0) {
		orders_answer_add(&f->answers[n - 1], status, text);
		f->answered++;
	}
	return true;
}

bool
orders_open_is_done(const struct orders_open *f)
{
	return f->answered == f->n && !orders_open_has_more(f);
}

void
orders_open_finish(const struct orders_open *f, const char *dir)
{
	struct buf b = { 0 };
	struct err e;

	for (size_t i = 0; i < f->n; i++)
		buf_add(&b, buf_span(&f->answers[i]));
	if (orders_write(dir, f->name, ORDERS_ANSWER, (struct span){ 0 },
		buf_span(&b), false, &e) == 0)
		unlink_order(dir, f->name);
	buf_free(&b);
}
