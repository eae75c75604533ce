#include "abreast.h"

enum { SHORT_MAX = 100000000 }; /* above any amount this road takes */

/* One of the two streams. */
struct lane {
	struct group_source *source;
	const char *line; /* where its record at hand begins */
};

/* KEY, TAB and AMOUNT of a line: what both lanes have in common. */
struct front {
	size_t key_len, len; /* bytes */
	int64_t minor;
	int scale;
};

struct road {
	struct lane a, b;   /* of side L, of side R */
	struct front front; /* of the record at hand in both */
	struct agree *agree;
	struct stream_out *to;
	uint64_t taken;     /* lines from each lane */
	int64_t read, wrote; /* the amounts of lines taken, written */
};

static bool
is_short(struct amount a)
{
	return a.minor >= 0 && a.minor < SHORT_MAX;
}

/* Are the next records of the two streams such a pair? */
static bool
begin(struct road *r, struct group *g)
{
	struct group_source *a, *b;
	const struct record *x, *y;

	if (g->n_key || g->n_order != 2)
		return false;
	a = g->order[0];
	b = g->order[1];
	x = &a->heads[a->next];
	y = &b->heads[b->next];
	if (a->in.alike.len == 0 || b->in.alike.len == 0 ||
	    !is_short(x->amount) || x->amount.minor != y->amount.minor ||
	    x->amount.scale != y->amount.scale ||
	    !agree_knows(r->agree, x, y) || !span_eq(x->key, y->key))
		return false;
	r->a = (struct lane){ a, x->line.p };
	r->b = (struct lane){ b, y->line.p };
	r->front = (struct front){
		.key_len = x->key.len,
		.len = x->key.len + 1 + x->amount_text.len,
		.minor = (int64_t)x->amount.minor,
		.scale = x->amount.scale,
	};
	return true;
}

/* The front of the line at p, if there is room behind it for a tail. */
static bool
read_front(const char *p, const char *end, struct front *f)
{
	const char *tab = alike_key_end(p, end);
	size_t n;

	if (!tab || end - tab <= EIGHT + ALIKE_TAIL_MAX)
		return false;
	n = amount_scan_short(tab + 1, &f->minor, &f->scale);
	f->key_len = (size_t)(tab - p);
	f->len = f->key_len + 1 + n;
	return n != 0;
}

static bool
has_tail(const struct lane *lane, const char *p, const char *end)
{
	return end - p >= ALIKE_TAIL_MAX &&
	    alike_is_tail(&lane->source->in.alike, p);
}

/*
 * May a line with the front next at p follow, as one of another KEY? With
 * the same KEY, or out of order, it may not.
 */
static bool
follows(const struct road *r, const struct front *next, const char *p)
{
	const char *line = r->a.line;
	size_t same = span_common(
	    (struct span){ line, r->front.key_len + 1 },
	    (struct span){ p, next->key_len + 1 });

	return same <= r->front.key_len &&
	    (unsigned char)line[same] < (unsigned char)p[same];
}

static void
advance(struct lane *lane, size_t front)
{
	struct stream_in *in = &lane->source->in;

	lane->line = lines_ahead(&in->lines).p;
	lines_take(&in->lines, front + in->alike.len - 1);
}

/*
 * The KEY at hand is over if a pair of another follows: then it is written,
 * and the pair taken.
 */
static bool
step(struct road *r)
{
	struct span a = lines_ahead(&r->a.source->in.lines);
	struct span b = lines_ahead(&r->b.source->in.lines);
	struct front next;

	if (!read_front(a.p, a.p + a.len, &next) || b.len < next.len ||
	    next.scale != r->front.scale ||
	    !span_eq((struct span){ a.p, next.len },
	        (struct span){ b.p, next.len }) ||
	    !has_tail(&r->a, a.p + next.len, a.p + a.len) ||
	    !has_tail(&r->b, b.p + next.len, b.p + b.len) ||
	    !follows(r, &next, a.p))
		return false;
	agree_put(r->agree, (struct span){ r->a.line, r->front.key_len },
	    (struct span){ r->a.line + r->front.key_len + 1,
	        r->front.len - r->front.key_len - 1 }, r->to);
	r->wrote += r->front.minor;
	r->read += next.minor;
	r->taken++;
	r->front = next;
	advance(&r->a, next.len);
	advance(&r->b, next.len);
	return true;
}

/* The pair at hand becomes what the streams hold next, and what was taken
 * is counted. */
static int
end_lane(const struct road *r, const struct lane *lane, struct err *e)
{
	struct group_source *s = lane->source;
	struct span ahead = lines_ahead(&s->in.lines);

	if (!alike_read(&s->in.alike, lane->line, ahead.p + ahead.len,
	    &s->heads[s->next]))
		return err_set(e, ST_BROKEN, "a record was lost on the way");
	return stream_count_alike(&s->in, r->taken,
	    (struct amount){ r->read, r->front.scale }, e);
}

int
abreast_run(struct group *g, struct agree *agree, struct stream_out *to,
    struct err *e)
{
	struct road r = { .agree = agree, .to = to };

	if (!begin(&r, g))
		return 0;
	while (step(&r))
		;
	if (r.taken == 0)
		return 0;
	return end_lane(&r, &r.a, e) || end_lane(&r, &r.b, e) ||
	    agree_add(agree, r.taken, (struct amount){ r.wrote,
	    r.front.scale }, e) ? -1 : 0;
}
