/* Records, and lines that are only counted, as many at a time as lie ready. */
#include "stream/order.h"
#include "stream/stream_in.h"

/* Are the lines records, as far as it is known? */
static bool
has_records(const struct stream_in *s)
{
	return s->kind == STREAM_RECORD ||
	    (s->kind == STREAM_ANY && s->want == STREAM_RECORD);
}

/* The records that lie ready, counted in t. */
static bool
take_records(struct stream_in *s, struct total *t, struct record_batch *b,
    bool is_sorted)
{
	struct span ahead = lines_ahead(&s->lines);

	if (ahead.len == 0 || !total_is_small(t))
		return false;
	record_batch_take(b, ahead.p, ahead.p + ahead.len, is_sorted);
	if (b->lines.n == 0)
		return false;
	record_batch_count(b, t);
	lines_take_batch(&s->lines, &b->lines);
	return true;
}

int
stream_record(struct stream_in *s, struct record *rec, struct err *e)
{
	struct span line;
	int r = stream_line(s, &line, e);

	if (r != 1)
		return r;
	if (record_parse(line, rec, e) || total_record(&s->read, rec, e))
		return stream_err(s, e);
	return 1;
}

int
stream_sorted_records(
    struct stream_in *s, struct record_batch *b, struct err *e)
{
	struct record rec;
	int r;

	if (take_records(s, &s->read, b, true))
		return 1;
	r = stream_record(s, &rec, e);
	if (r != 1)
		return r;
	if (order_check(s, b->last, rec.line, e))
		return -1;
	record_batch_other(b, &rec, true);
	return 1;
}

/* Those of a stream that does not say its kind, all records so far. */
static bool
take_early(struct stream_in *s, struct record_batch *b)
{
	if (!take_records(s, &s->early[0], b, false))
		return false;
	s->read.records += b->lines.n;
	return true;
}

/* The lines that lie ready, up to one that may be a control line. */
static bool
take_any(struct stream_in *s, struct line_batch *b)
{
	struct span ahead = lines_ahead(&s->lines);
	const char *p = ahead.p, *end = p + ahead.len, *lf;

	line_batch_begin(b, p);
	while (b->n < LINE_BATCH_MAX && p < end && *p != '#') {
		lf = memchr(p, '\n', (size_t)(end - p));
		if (!lf)
			break;
		line_batch_add(b, (size_t)(lf - p));
		p = lf + 1;
	}
	if (b->n == 0)
		return false;
	lines_take_batch(&s->lines, b);
	s->read.records += b->n;
	return true;
}

/* As many as lie ready; false where they have to be read one by one. */
static bool
take_batch(struct stream_in *s, struct record_batch *b)
{
	if (has_records(s))
		return take_records(s, &s->read, b, false);
	if (s->kind != STREAM_ANY || s->want != STREAM_ANY ||
	    s->early_err[1].status == ST_OK)
		return false;
	return s->early_err[0].status == ST_OK ? take_early(s, b)
					       : take_any(s, &b->lines);
}

int
stream_lines(struct stream_in *s, struct record_batch *b, struct err *e)
{
	struct span line;
	int r;

	if (take_batch(s, b))
		return 1;
	r = stream_line(s, &line, e);
	if (r != 1)
		return r;
	line_batch_begin(&b->lines, line.p);
	line_batch_add(&b->lines, line.len);
	return stream_count(s, line, e) ? -1 : 1;
}
