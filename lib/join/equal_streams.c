#include "join/equal_streams.h"

#include "join/equal_loop.h"

static bool
is_small(struct amount a)
{
	return a.minor > -ROAD_MINOR_MAX && a.minor < ROAD_MINOR_MAX;
}

/* The lane of a source whose next record lies right before what it did not
 * hand out yet, which it always does. */
static bool
enter(struct lane *lane, struct group_source *s)
{
	struct span line = s->heads[s->next].line;
	struct span ahead = lines_ahead(&s->in.lines);

	*lane = (struct lane){ s, line.p, ahead.p, ahead.p + ahead.len,
		s->in.alike.tail, s->in.alike.len };
	return line.p + line.len + 1 == ahead.p && s->in.alike.len != 0 &&
	    total_has_room(&s->in.read);
}

/* Are the next records of the two streams such a pair? */
static bool
begin(struct road *r, struct group *g)
{
	const struct record *x, *y;

	if (g->n_key || g->n_order != 2)
		return false;
	x = &g->order[0]->heads[g->order[0]->next];
	y = &g->order[1]->heads[g->order[1]->next];
	r->front = (struct front){
		.key_len = x->key.len,
		.len = x->key.len + 1 + x->amount_text.len,
		.minor = (int64_t)x->amount.minor,
	};
	r->scale = x->amount.scale;
	return is_small(x->amount) && x->amount.minor == y->amount.minor &&
	    x->amount.scale == y->amount.scale && agree_knows(r->agree, x, y) &&
	    span_eq(x->key, y->key) && enter(&r->a, g->order[0]) &&
	    enter(&r->b, g->order[1]);
}

/* The front of the line at p, if there is room behind it for a tail. */
static bool
read_front(const char *p, const char *end, int scale, struct front *f)
{
	const char *tab = alike_key_end(p, end), *behind;
	struct amount a;

	if (!tab)
		return false;
	behind = tab + 1;
	if (amount_scan(&behind, end, &a) != AMOUNT_OK || !is_small(a) ||
	    a.scale != scale || end - behind < ALIKE_TAIL_MAX)
		return false;
	*f = (struct front){ (size_t)(tab - p), (size_t)(behind - p),
		(int64_t)a.minor };
	return true;
}

static bool
has_tail(const struct lane *lane, size_t front)
{
	return lane->end - lane->next >= (ptrdiff_t)front + ALIKE_TAIL_MAX &&
	    alike_is_tail(&lane->source->in.alike, lane->next + front);
}

/*
 * May the line at p, with a KEY of so many bytes, follow as one of another
 * KEY? With the same KEY, or out of order, it may not.
 */
static bool
follows(const struct road *r, const char *p, size_t key_len)
{
	const char *line = r->a.line;
	size_t same = span_common((struct span){ line, r->front.key_len + 1 },
	    (struct span){ p, key_len + 1 });

	return same <= r->front.key_len &&
	    (unsigned char)line[same] < (unsigned char)p[same];
}

/* Writes the KEY at hand, which is over. */
static void
put(const struct road *r)
{
	const char *line = r->a.line;
	const struct front *at = &r->front;

	agree_put(r->agree, (struct span){ line, at->key_len },
	    (struct span){ line + at->key_len + 1, at->len - at->key_len - 1 },
	    r->to);
}

/* The KEY at hand is over if a pair of another follows: then it is written,
 * and the pair taken. */
static bool
step(struct road *r)
{
	struct lane *a = &r->a, *b = &r->b;
	struct front next;

	if (!read_front(a->next, a->end, r->scale, &next) ||
	    !has_tail(a, next.len) || !has_tail(b, next.len) ||
	    !span_eq((struct span){ a->next, next.len },
		(struct span){ b->next, next.len }) ||
	    !follows(r, a->next, next.key_len) || r->taken >= ROAD_LINES_MAX)
		return false;
	put(r);
	r->taken++;
	r->read += next.minor;
	r->front = next;
	lane_advance(a, next.len);
	lane_advance(b, next.len);
	return true;
}

/* Reads the next line as the record that comes next. False if it may not
 * follow, or is for others to read. */
static bool
look(const struct road *r, struct lane *lane)
{
	struct group_source *s = lane->source;
	struct record *to = &s->heads[!s->next];

	return alike_read(&s->in.alike, lane->next, lane->end, to) &&
	    is_small(to->amount) && to->amount.scale == r->scale &&
	    follows(r, lane->next, to->key.len);
}

/* Hands out and counts what was taken of a lane, and then, if it ended, the
 * record of another KEY that was looked at. */
static int
end_lane(const struct road *r, struct lane *lane, bool ended, struct err *e)
{
	struct group_source *s = lane->source;
	struct lines *lines = &s->in.lines;
	int64_t read = r->read;

	if (ended) {
		s->next = !s->next;
		lane->next += s->heads[s->next].line.len + 1;
		read += (int64_t)s->heads[s->next].amount.minor;
	} else if (!alike_read(&s->in.alike, lane->line, lane->end,
		       &s->heads[s->next])) {
		return err_set(e, ST_BROKEN, "a record was lost on the way");
	}
	lines_take_many(lines, r->taken + ended,
	    (size_t)(lane->next - lines_ahead(lines).p));
	return stream_count_alike(
	    &s->in, r->taken + ended, (struct amount){ read, r->scale }, e);
}

/*
 * The pair at hand becomes what the streams hold next; or it is written, too,
 * if lines of other KEYs follow.
 */
static int
end(struct road *r, struct group *g, int64_t first, struct err *e)
{
	bool ended = look(r, &r->a) && look(r, &r->b);
	/* written is what was at hand first, and not what is at hand last */
	struct amount wrote = { first + r->read, r->scale };

	if (ended)
		put(r);
	else
		wrote.minor -= r->front.minor;
	if (r->taken + ended == 0)
		return 0;
	if (end_lane(r, &r->a, ended, e) || end_lane(r, &r->b, ended, e))
		return -1;
	if (ended)
		group_resettle(g);
	return agree_add(r->agree, r->taken + ended, wrote, e);
}

int
abreast_run(
    struct group *g, struct agree *agree, struct stream_out *to, struct err *e)
{
	struct road r = { .agree = agree, .to = to };
	int64_t first;

	if (!begin(&r, g))
		return 0;
	first = r.front.minor;
	while (road_run(&r) && step(&r))
		;
	return end(&r, g, first, e);
}
