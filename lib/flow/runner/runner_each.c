#include "flow/graph/flow_around.h"
#include "flow/runner/runner_state.h"

#include <stdlib.h>

#include "base/mem.h"
#include "flow/list/flow_list.h"
#include "io/digest.h"
#include "text/tsv.h"
#include "text/utf8.h"

enum { LINES_MAX = 100000 };

struct each_line {
	struct span text, item;
	uint64_t number;
};

/* The lines of a file, and the names that are done already. */
struct each {
	struct buf path, text;
	struct each_line *lines; /* owned */
	size_t n, cap;
	struct names done;
};

static int
by_item(const void *a, const void *b)
{
	const struct each_line *x = a, *y = b;
	int c = span_cmp(x->item, y->item);

	return c ? c : (x->number > y->number) - (x->number < y->number);
}

static int
by_number(const void *a, const void *b)
{
	const struct each_line *x = a, *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

static int
bad_line(const struct each *f, uint64_t line, struct err *e, const char *what,
    struct span item)
{
	err_set(
	    e, ST_DATA, "%s%s%s", what, item.len ? ": " : "", excerpt(item).s);
	return err_at(e, f->path.p, line);
}

static int
part(struct each *f, struct err *e)
{
	struct span all = buf_span(&f->text);

	for (uint64_t number = 1; all.len; number++) {
		const char *lf = memchr(all.p, '\n', all.len);
		struct each_line l = { .number = number };
		struct span rest;
		bool cut;

		l.text =
		    (struct span){ all.p, lf ? (size_t)(lf - all.p) : all.len };
		all.p += l.text.len + (lf != NULL);
		all.len -= l.text.len + (lf != NULL);
		if (l.text.len && l.text.p[l.text.len - 1] == '\r')
			l.text.len--;
		rest = l.text;
		if (!tsv_next(&rest, &l.item) || l.item.len == 0)
			return bad_line(f, number, e,
			    "the first field, the name of its run, is empty",
			    (struct span){ 0 });
		if (utf8_valid(l.text, &cut) < l.text.len ||
		    memchr(l.text.p, '\0', l.text.len))
			return bad_line(
			    f, number, e, "this is no UTF-8", l.text);
		if (f->n == LINES_MAX)
			return bad_line(f, number, e, "more than 100000 lines",
			    (struct span){ 0 });
		f->lines = mem_grow(f->lines, &f->cap, f->n + 1, sizeof l);
		f->lines[f->n++] = l;
	}
	return 0;
}

static int
check_twice(struct each *f, struct err *e)
{
	int got = 0;

	if (f->n < 2)
		return 0;
	qsort(f->lines, f->n, sizeof *f->lines, by_item);
	for (size_t i = 1; got == 0 && i < f->n; i++)
		if (span_eq(f->lines[i - 1].item, f->lines[i].item))
			got = bad_line(f, f->lines[i].number, e,
			    "a line with this name is there already",
			    f->lines[i].item);
	qsort(f->lines, f->n, sizeof *f->lines, by_number);
	return got;
}

/* Which file it is, and that its lines are good. */
static int
read_lines(struct runner *r, struct runner_run *of, size_t node, struct each *f,
    enum end_kind *bad, struct err *e)
{
	const struct flow *flow = &of->plan->plan.flow;
	struct run_scope scope = { .run = &of->run };
	struct buf name = { 0 };
	int got;

	*bad = END_TROUBLE;
	got = named_words_make_text(
	    &flow->nodes[node].each, run_lookup, &scope, &name, e);
	if (got == 0) {
		buf_byte(&name, '\0');
		flow_around_path(flow, name.p, &f->path);
		*bad = END_BAD;
		got = r->world->ops->read(
		    r->world, f->path.p, false, &f->text, e);
	}
	buf_free(&name);
	return got || part(f, e) || check_twice(f, e) ? -1 : 0;
}

static int
add_done(void *arg, struct span item, struct err *e)
{
	(void)e;
	names_add(arg, item);
	return 0;
}

static int
cmp_span(const void *a, const void *b)
{
	return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

static bool
is_done(const struct each *f, struct span item)
{
	return f->done.n &&
	    bsearch(&item, f->done.list, f->done.n, sizeof item, cmp_span);
}

/* People can look up later which lines there were. */
static int
log_read(struct runner *r, const struct runner_run *of, size_t node,
    const struct each *f, struct err *e)
{
	char digest[DIGEST_TEXT + 1];
	struct buf text = { 0 };
	struct flow_log_row row = { .at = r->now,
		.run = of->run.id,
		.node = of->plan->plan.flow.nodes[node].name,
		.what = "read",
		.who = "" };
	int got;

	digest_of(buf_span(&f->text), digest);
	buf_printf(
	    &text, "%s, %zu lines, sha256 %s%c", f->path.p, f->n, digest, '\0');
	row.text = text.p;
	got = flow_log_add(r->store, &row, e);
	buf_free(&text);
	return got;
}

/* All of them, or none: the store takes back what was added before a line that
 * is no good, as the parameters of each are made before. */
static int
add_runs(struct runner *r, struct runner_run *of, size_t node, struct each *f,
    size_t *n, enum end_kind *bad, struct err *e)
{
	for (int try = 1; try >= 0; try--)
		for (size_t i = 0; i < f->n; i++) {
			const struct each_line *l = &f->lines[i];

			if (is_done(f, l->item))
				continue;
			if (try ? runner_sub_check(
				      r, of, node, &l->text, bad, e)
				: runner_sub_new(r, of, node, &l->text, bad, e))
				return -1;
			if (*bad != END_EXITED) {
				err_at(e, f->path.p, l->number);
				return 0;
			}
			*n += !try;
		}
	return 0;
}

int
runner_each_begin(struct runner *r, struct runner_run *of, size_t node,
    size_t *n, enum end_kind *bad, struct err *e)
{
	struct each f = { 0 };
	int got = 0;

	*n = 0;
	if (read_lines(r, of, node, &f, bad, e) == 0) {
		*bad = END_EXITED;
		got = flow_store_children_done(
		    r->store, of->run.id, node, add_done, &f.done, e);
		if (f.done.n)
			qsort(f.done.list, f.done.n, sizeof *f.done.list,
			    cmp_span);
		if (got == 0)
			got = log_read(r, of, node, &f, e) ||
				add_runs(r, of, node, &f, n, bad, e)
			    ? -1
			    : 0;
	}
	buf_free(&f.path);
	buf_free(&f.text);
	free(f.lines);
	names_free(&f.done);
	return got;
}
