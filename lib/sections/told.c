#include "sections/told.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/visible_text.h"
#include "value/json_put.h"

int
told_err(struct told *t, const char *file, uint64_t line, const struct err *e)
{
	return told_add(t, file, line, "%s", e->text);
}

int
told_add(struct told *t, const char *file, uint64_t line, const char *fmt, ...)
{
	struct buf text = { 0 }, shown = { 0 };
	va_list ap;

	va_start(ap, fmt);
	buf_vprintf(&text, fmt, ap);
	va_end(ap);
	visible_add(&shown, buf_span(&text));
	t->list = mem_grow(t->list, &t->cap, t->n + 1, sizeof *t->list);
	t->list[t->n] = (struct told_fault){ mem_dup(span_str(file)), line,
		mem_dup(buf_span(&shown)), t->n };
	t->n++;
	buf_free(&text);
	buf_free(&shown);
	return -1;
}

static int
by_line(const struct told_fault *x, const struct told_fault *y)
{
	int c = strcmp(x->file, y->file);

	return c ? c : (x->line > y->line) - (x->line < y->line);
}

static int
by_order(const void *a, const void *b)
{
	const struct told_fault *x = a, *y = b;
	int c = by_line(x, y);

	return c ? c : (x->order > y->order) - (x->order < y->order);
}

static int
by_text(const void *a, const void *b)
{
	const struct told_fault *x = a, *y = b;
	int c = by_line(x, y);

	if (c == 0)
		c = strcmp(x->text, y->text);
	return c ? c : by_order(a, b);
}

static void
release(struct told_fault *f)
{
	free(f->file);
	free(f->text);
}

static bool
is_same(const struct told_fault *a, const struct told_fault *b)
{
	return by_line(a, b) == 0 && !strcmp(a->text, b->text);
}

void
told_sort(struct told *t)
{
	size_t n = 0;

	if (t->n == 0)
		return;
	qsort(t->list, t->n, sizeof *t->list, by_text);
	for (size_t i = 0; i < t->n; i++) {
		if (n && is_same(&t->list[n - 1], &t->list[i]))
			release(&t->list[i]);
		else
			t->list[n++] = t->list[i];
	}
	t->n = n;
	qsort(t->list, t->n, sizeof *t->list, by_order);
}

void
told_json(const struct told *t, struct buf *b)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct told_fault *f = &t->list[i];

		buf_byte(b, '{');
		json_put_member(b, "file", span_str(f->file));
		buf_printf(b, ",\"line\":%ju", (uintmax_t)f->line);
		json_put_member(b, "message", span_str(f->text));
		buf_str(b, "}\n");
	}
}

void
told_free(struct told *t)
{
	for (size_t i = 0; i < t->n; i++)
		release(&t->list[i]);
	free(t->list);
	*t = (struct told){ 0 };
}
