#include "whole/whole.h"

#include <stdlib.h>

#include "base/mem.h"

enum { MISSING = 8 }; /* parts that are told by their numbers */

static int
fail(const char *name, const struct buf *text, struct err *e)
{
	err_set(e, ST_DATA, "%.*s", (int)text->len, text->p);
	return err_at(e, name, 0);
}

static void
put(struct buf *b, const char *before, const struct run_part *p,
    const char *behind)
{
	buf_str(b, before);
	run_part_format(b, p);
	buf_str(b, behind);
}

/* It is of another run than it may be. */
static int
refuse_run(const struct whole *w, const struct run_part *p, const char *name,
    bool by_first, struct err *e)
{
	struct buf b = { 0 };

	put(&b, "is part ", p, "");
	if (by_first) {
		put(&b, ", and ", &w->first, " is ");
		buf_str(&b, w->first_from);
		buf_str(&b, ": parts of different runs");
	} else {
		put(&b, ", where --parts has ", &w->all, "");
	}
	fail(name, &b, e);
	buf_free(&b);
	return -1;
}

static int
refuse_twice(const struct whole *w, const struct run_part *p, const char *name,
    struct err *e)
{
	const char *was = w->from[p->k - 1];
	struct buf b = { 0 };

	put(&b, "part ", p, " comes twice");
	if (was != name) {
		buf_str(&b, ", first from ");
		buf_str(&b, was);
	}
	fail(name, &b, e);
	buf_free(&b);
	return -1;
}

static bool
is_of_all(const struct whole *w, const struct run_part *p)
{
	return w->all.n == 0 ||
	    (p->n == w->all.n &&
		(!w->all.len || run_part_is_beside(p, &w->all)));
}

static int
take_part(
    struct whole *w, const struct run_part *p, const char *name, struct err *e)
{
	if (!is_of_all(w, p))
		return refuse_run(w, p, name, false, e);
	if (w->first.k && !run_part_is_beside(p, &w->first))
		return refuse_run(w, p, name, true, e);
	if (!w->first.k) {
		w->first = *p;
		w->first_from = name;
		w->from = mem_zeroed(p->n, sizeof *w->from);
	}
	if (w->from[p->k - 1]) {
		if (w->beside && w->from[p->k - 1] != name)
			return 0;
		return refuse_twice(w, p, name, e);
	}
	w->from[p->k - 1] = name;
	w->named++;
	return 0;
}

/* What the input was made of: what it says, or its lines. */
static void
take_read(struct whole *w, const struct stream_in *s)
{
	bool told = s->closed && s->words.sources == s->closed;

	w->told += told;
	w->untold += !told && s->read.records;
	w->read += told ? s->words.read : s->read.records;
	w->digest += told ? s->words.digest : s->digest;
}

int
whole_take(struct whole *w, const struct stream_in *s, struct err *e)
{
	const char *name = lines_name(&s->lines);

	take_read(w, s);
	/* no bytes, which a rule allows, are no part */
	if ((!w->all.n && !w->inherits) || s->lines.count == 0)
		return 0;
	if (s->words.bad) {
		err_set(e, ST_DATA,
		    "part=, read= or read-xxh3= of a #total line is not as it "
		    "should be");
		return err_at(e, name, 0);
	}
	if (!s->closed || s->words.unnamed) {
		err_set(e, ST_DATA,
		    "its #total names no part, and --%s needs it",
		    w->all.n ? "parts" : "part input");
		return err_at(e, name, 0);
	}
	for (size_t i = 0; i < s->words.n; i++)
		if (take_part(w, &s->words.parts[i], name, e))
			return -1;
	return 0;
}

static int
refuse_missing(const struct whole *w, struct err *e)
{
	uint64_t missing = w->all.n - w->named;
	struct buf b = { 0 };
	int told = 0;

	buf_printf(&b, "%ju of %u parts %s missing:", (uintmax_t)missing,
	    w->all.n, missing == 1 ? "is" : "are");
	for (uint32_t k = 1; k <= w->all.n && told < MISSING; k++)
		if (!w->from || !w->from[k - 1])
			buf_printf(&b, "%s %u", told++ ? "," : "", k);
	if (missing > MISSING)
		buf_str(&b, " and others");
	err_set(e, ST_DATA, "%.*s", (int)b.len, b.p);
	buf_free(&b);
	return -1;
}

int
whole_check(struct whole *w, const struct total *sums, enum stream_kind kind,
    struct err *e)
{
	struct total read = *sums;

	if (w->all.n && w->named < w->all.n)
		return refuse_missing(w, e);
	if (!w->expected.n)
		return 0;
	w->counted = kind != STREAM_RESULT || !w->untold;
	read.records = w->read;
	return expected_check(&w->expected, &read, w->counted, &w->digest, e);
}

void
whole_say_parts(const struct whole *w, struct stream_out *to)
{
	struct run_part p = w->first;

	for (p.k = 1; w->inherits && w->from && p.k <= p.n; p.k++)
		if (w->from[p.k - 1])
			stream_say_part(to, &p);
}

void
whole_say_read(const struct whole *w, struct stream_out *to, bool are_others)
{
	if (stream_names_part(to) && (are_others || (w->told && !w->untold)))
		stream_say_read(to, w->read, w->digest);
}

void
whole_free(struct whole *w)
{
	free(w->from);
	expected_free(&w->expected);
	*w = (struct whole){ 0 };
}
