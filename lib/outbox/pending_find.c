/* Events looked for by their ids, and answers that a transport left. */
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "outbox/pending.h"
#include "outbox/pending_inside.h"
#include "text/tsv.h"

static int
compare(const void *a, const void *b)
{
	const struct pending_wanted *x = a, *y = b;

	return event_id_cmp(&x->id, &y->id);
}

struct pending_wanted *
pending_wanted_of(
    struct pending_wanted *wanted, size_t n, const struct event_id *id)
{
	struct pending_wanted key = { .id = *id };

	return n ? bsearch(&key, wanted, n, sizeof key, compare) : NULL;
}

static int
find_in_run(struct pending *p, size_t at, struct pending_wanted *wanted,
    size_t n, struct err *e)
{
	const struct open_run *r = &p->runs.runs[at];
	struct spool_item item;
	struct spool s;
	int got;

	if (spool_open(&s, r->path, e))
		return -1;
	while ((got = spool_next(&s, &item, e)) == 1) {
		struct pending_wanted *w = item.is_event && item.n <= r->n
		    ? pending_wanted_of(wanted, n, &item.id)
		    : NULL;

		if (!w)
			continue;
		w->found = true;
		w->ref = (struct pending_ref){ item.id, r->run, item.offset,
			item.n, (uint32_t)at };
	}
	spool_close(&s);
	return got;
}

int
pending_find(
    struct pending *p, struct pending_wanted *wanted, size_t n, struct err *e)
{
	if (n == 0)
		return 0;
	qsort(wanted, n, sizeof *wanted, compare);
	for (size_t i = 0; i < p->runs.n; i++)
		if (find_in_run(p, i, wanted, n, e))
			return -1;
	return 0;
}

/* The next whole line, behind which left->offset then is: 1, 0, -1. */
static int
next_line(struct pending_left *l, struct span *line, struct err *e)
{
	enum line_outcome r = lines_next(&l->lines, line, e);

	if (r == LINE_ERROR)
		return -1;
	if (r == LINE_END || l->lines.unended)
		return 0;
	l->offset += line->len + 1;
	return 1;
}

/* The event that an answer is for: false where it begins with no id. */
static bool
id_of(struct span line, struct event_id *id)
{
	struct span field;

	return tsv_next(&line, &field) && event_id_parse(field, id);
}

/* The first pass: ids that are to be looked for. */
static int
want_all(struct pending *p, struct err *e)
{
	struct pending_left *l = &p->left;
	struct event_id id;
	struct span line;
	int r;

	if (lines_open(&l->lines, p->answers, e))
		return -1;
	l->offset = 0;
	while ((r = next_line(l, &line, e)) == 1) {
		if (l->offset <= p->taken || !id_of(line, &id))
			continue;
		l->wanted =
		    mem_grow(l->wanted, &l->cap, l->n + 1, sizeof *l->wanted);
		l->wanted[l->n++] = (struct pending_wanted){ .id = id };
	}
	lines_close(&l->lines);
	return r;
}

/* Each id once. */
static void
drop_repeats(struct pending_left *l)
{
	size_t n = 0;

	if (l->n)
		qsort(l->wanted, l->n, sizeof *l->wanted, compare);
	for (size_t i = 0; i < l->n; i++)
		if (n == 0 || compare(&l->wanted[n - 1], &l->wanted[i]))
			l->wanted[n++] = l->wanted[i];
	l->n = n;
}

static int
begin(struct pending *p, struct err *e)
{
	struct pending_left *l = &p->left;
	struct stat st;

	if (stat(p->answers, &st))
		return err_sys(e, ST_FAIL, "%s", p->answers);
	/* it was emptied, and whoever did was killed before the log said so */
	if ((uint64_t)st.st_size < p->taken)
		p->taken = 0;
	if (want_all(p, e))
		return -1;
	drop_repeats(l);
	if (pending_find(p, l->wanted, l->n, e) ||
	    lines_open(&l->lines, p->answers, e))
		return -1;
	l->offset = 0;
	l->begun = true;
	return 0;
}

static int
end(struct pending *p, struct err *e)
{
	lines_close(&p->left.lines);
	p->left.done = true;
	free(p->left.wanted);
	p->left.wanted = NULL;
	p->left.n = p->left.cap = 0;
	return pending_answers_empty(p, e);
}

/* The event of an answer that is still to be told, or NULL. */
static const struct pending_wanted *
wanted_of(struct pending *p, struct span line)
{
	const struct pending_wanted *w;
	struct event_id id;

	if (p->left.offset <= p->taken || !id_of(line, &id))
		return NULL;
	w = pending_wanted_of(p->left.wanted, p->left.n, &id);
	return w && w->found && pending_state(p, &w->ref) == EVENT_LEFT ? w
									: NULL;
}

int
pending_left_answer(struct pending *p, struct pending_event *ev,
    struct span *line, struct err *e)
{
	struct pending_left *l = &p->left;
	const struct pending_wanted *w;
	int r;

	if (l->done)
		return 0;
	if (!l->begun && begin(p, e))
		return -1;
	if (l->handed)
		pending_answers_taken(p, l->offset);
	l->handed = false;
	while ((r = next_line(l, line, e)) == 1) {
		w = wanted_of(p, *line);
		if (!w)
			continue;
		l->handed = true;
		return pending_read(p, &w->ref, ev, e) ? -1 : 1;
	}
	return r ? -1 : end(p, e);
}
