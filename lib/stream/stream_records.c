/* Records, results, and lines that are only counted, as many at a time as lie
 * ready. */
#include "stream/line/line_digest.h"
#include "stream/order.h"
#include "stream/stream_in.h"

/* The lines that lie ready and are of the kind, counted in t. */
static bool
take_lines(struct stream_in *s, enum stream_kind kind, struct total *t,
    struct record_batch *b, bool is_sorted)
{
	struct span ahead = lines_ahead(&s->lines);

	if (ahead.len == 0 || !total_is_small(t))
		return false;
	(kind == STREAM_RESULT ? record_batch_take_results : record_batch_take)(
	    b, ahead.p, ahead.p + ahead.len, is_sorted);
	if (b->lines.n == 0)
		return false;
	record_batch_count(b, t);
	s->digest += line_digest_batch(&b->lines);
	lines_take_batch(&s->lines, &b->lines);
	return true;
}

enum line_outcome
stream_record(struct stream_in *s, struct record *rec, struct err *e)
{
	struct span line;
	enum line_outcome r = stream_line(s, &line, e);

	if (r != LINE_OK)
		return r;
	if (record_parse(line, rec, e) || total_record(&s->read, rec, e))
		return stream_err(s, e);
	return LINE_OK;
}

enum line_outcome
stream_sorted_records(
    struct stream_in *s, struct record_batch *b, struct err *e)
{
	struct record rec;
	enum line_outcome r;

	if (take_lines(s, STREAM_RECORD, &s->read, b, true))
		return LINE_OK;
	r = stream_record(s, &rec, e);
	if (r != LINE_OK)
		return r;
	if (order_check_at(s, s->lines.count, b->last, rec.line, e))
		return LINE_ERROR;
	record_batch_other(b, &rec, true);
	return LINE_OK;
}

enum line_outcome
stream_records(struct stream_in *s, struct record_batch *b, struct err *e)
{
	struct record rec;
	enum line_outcome r;

	if (take_lines(s, STREAM_RECORD, &s->read, b, false))
		return LINE_OK;
	r = stream_record(s, &rec, e);
	if (r == LINE_OK)
		record_batch_other(b, &rec, false);
	return r;
}

enum line_outcome
stream_results(
    struct stream_in *s, struct record_batch *b, bool is_sorted, struct err *e)
{
	struct result res = { 0 };
	struct span line;
	enum line_outcome r;

	if (take_lines(s, STREAM_RESULT, &s->read, b, is_sorted))
		return LINE_OK;
	r = stream_line(s, &line, e);
	if (r != LINE_OK)
		return r;
	if (stream_is_comment(line))
		res.line = line;
	else if (result_parse(line, &res, e) || total_result(&s->read, &res, e))
		return stream_err(s, e);
	else if (is_sorted &&
	    order_check_at(s, s->lines.count, b->last, line, e))
		return LINE_ERROR;
	record_batch_other_result(b, &res, is_sorted);
	return LINE_OK;
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
	s->digest += line_digest_batch(b);
	s->read.records += b->n;
	return true;
}

/* Those of a stream that does not say its kind: all so far can be records, or
 * results, or neither; the first line may be both. */
static bool
take_early(struct stream_in *s, struct record_batch *b)
{
	bool records = s->early_err[0].status == ST_OK;
	bool results = s->early_err[1].status == ST_OK;

	if (records == results)
		return !records && take_any(s, &b->lines);
	if (!take_lines(s, records ? STREAM_RECORD : STREAM_RESULT,
		&s->early[results], b, false))
		return false;
	s->read.records += b->lines.n;
	return true;
}

/* As many as lie ready; false where they have to be read one by one. */
static bool
take_batch(struct stream_in *s, struct record_batch *b)
{
	enum stream_kind kind = s->kind != STREAM_ANY ? s->kind : s->want;

	if (kind == STREAM_ANY)
		return take_early(s, b);
	return kind != STREAM_TABLE && take_lines(s, kind, &s->read, b, false);
}

enum line_outcome
stream_lines(struct stream_in *s, struct record_batch *b, struct err *e)
{
	struct span line;
	enum line_outcome r;

	if (take_batch(s, b))
		return LINE_OK;
	r = stream_line(s, &line, e);
	if (r != LINE_OK)
		return r;
	line_batch_begin(&b->lines, line.p);
	line_batch_add(&b->lines, line.len);
	return stream_count(s, line, e) ? LINE_ERROR : LINE_OK;
}
