#include "cut/verify/extracts.h"

#include <stdlib.h>

#include "base/mem.h"
#include "text/tsv.h"

void
extract_evidence(struct buf *b, const struct cut_book *book,
    const struct extract *x, const struct total *total)
{
	const struct span head = SPAN("#total\t");
	struct buf sums = { 0 };

	total_format(&sums, total);
	buf_printf(b, "side=%c\t%.*s\txxh3=%s\tsha256=%s", x->side,
	    (int)(sums.len - head.len - 1), sums.p + head.len, x->lines,
	    x->sha256);
	buf_free(&sums);
	if (x->pair < book->n_pairs)
		buf_printf(b, "\tpair=%s.%s",
		    book->systems[book->pairs[x->pair].from].name,
		    book->systems[book->pairs[x->pair].to].name);
}

/* The pair of FROM.TO; n_pairs where there is none. */
static size_t
find_pair(const struct cut_book *b, struct span name)
{
	const char *point = memchr(name.p, '.', name.len);
	struct span from = { name.p, point ? (size_t)(point - name.p) : 0 };
	struct span to = { from.p + from.len + 1, name.len - from.len - 1 };
	size_t i = 0;

	if (!point)
		return b->n_pairs;
	while (i < b->n_pairs &&
	    !(span_eq(span_str(b->systems[b->pairs[i].from].name), from) &&
		span_eq(span_str(b->systems[b->pairs[i].to].name), to)))
		i++;
	return i;
}

static void
take_text(char *to, size_t len, struct span value)
{
	if (value.len == len)
		memcpy(to, value.p, len);
}

/* A field of the evidence. */
static void
take_field(
    struct extract *x, const struct cut_book *b, struct span f, bool *sound)
{
	const char *is = memchr(f.p, '=', f.len);
	struct span name = { f.p, is ? (size_t)(is - f.p) : 0 };
	struct span value = { is ? is + 1 : f.p,
		is ? f.len - name.len - 1 : 0 };

	if (span_eq(name, SPAN("side")) && value.len == 1)
		x->side = value.p[0];
	else if (span_eq(name, SPAN("xxh3")))
		take_text(x->lines, EXTRACT_LINES, value);
	else if (span_eq(name, SPAN("sha256")))
		take_text(x->sha256, DIGEST_TEXT, value);
	else if (span_eq(name, SPAN("pair"))) {
		x->pair = find_pair(b, value);
		*sound = x->pair < b->n_pairs;
	}
}

struct reading {
	struct extracts *to;
	const struct cut_book *book;
};

static int
take(struct reading *r, const struct truth_step *s, struct err *e)
{
	struct extracts *to = r->to;
	struct extract x = { .step = s->number, .pair = r->book->n_pairs };
	struct span rest = s->evidence, field;
	bool sound = true;

	x.system = cut_book_system(r->book, span_str(s->system));
	while (tsv_next(&rest, &field))
		take_field(&x, r->book, field, &sound);
	if (!sound || x.system == r->book->n_systems || !*x.lines ||
	    !digest_is(span_str(x.sha256)) || (x.side != 'L' && x.side != 'R'))
		return err_set(e, ST_DATA,
		    "step %lld: its evidence is none of an extract",
		    (long long)s->number);
	to->of = mem_grow(to->of, &to->cap, to->n + 1, sizeof x);
	to->of[to->n++] = x;
	return 0;
}

static int
see(void *arg, const struct truth_step *s, struct err *e)
{
	struct reading *r = arg;

	if (strcmp(s->what, TRUTH_EXTRACTED) == 0)
		return take(r, s, e);
	if (strcmp(s->what, cut_state_name(CUT_TIED)) == 0)
		r->to->tied = s->number;
	return 0;
}

int
extracts_read(struct extracts *to, struct turn *t, const struct turn_round *r,
    struct err *e)
{
	const struct truth_key key = turn_round_key(t, r);
	struct reading reading = { to, r->book };

	to->n = 0;
	to->tied = 0;
	return truth_steps(&t->truth, &key, 0, see, &reading, e);
}

/* The last before a step. */
static const struct extract *
last_before(
    const struct extracts *all, size_t system, size_t pair, int64_t step)
{
	for (size_t i = all->n; i > 0; i--) {
		const struct extract *x = &all->of[i - 1];

		if (x->system == system && x->pair == pair && x->step < step)
			return x;
	}
	return NULL;
}

const struct extract *
extracts_last(const struct extracts *all, size_t system, size_t pair)
{
	return last_before(all, system, pair, INT64_MAX);
}

const struct extract *
extracts_tied(const struct extracts *all, size_t system, size_t pair)
{
	return last_before(all, system, pair, all->tied);
}

bool
extracts_have(const struct extracts *all, const struct extract *is)
{
	const struct extract *last = extracts_last(all, is->system, is->pair);
	size_t i = 0;

	if (!last || strcmp(last->lines, is->lines) != 0)
		return false;
	while (i < all->n &&
	    (all->of[i].system != is->system || all->of[i].pair != is->pair ||
		all->of[i].side != is->side ||
		strcmp(all->of[i].sha256, is->sha256) != 0))
		i++;
	return i < all->n;
}

void
extracts_free(struct extracts *all)
{
	free(all->of);
	*all = (struct extracts){ 0 };
}
