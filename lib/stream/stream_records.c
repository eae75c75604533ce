/* Records that are like the one before, by the fast road of alike.h, and
 * lines that are only counted. */
#include "stream/stream_in.h"

/* The next record by the fast road, if it is open. */
static bool
record_alike(struct stream_in *s, struct record *rec)
{
	struct span ahead = lines_ahead(&s->lines);
	size_t n = alike_read(&s->alike, ahead.p, ahead.p + ahead.len, rec);

	if (n)
		lines_take(&s->lines, n);
	return n != 0;
}

/* It is alike in side and currency too: their sum is the one added to
 * last. */
static int
count_alike(struct stream_in *s, const struct record *rec, struct err *e)
{
	if (total_again(&s->read, 1, rec->amount) ||
	    total_record(&s->read, rec, e) == 0)
		return 1;
	return stream_err(s, e);
}

int
stream_count_alike(
    struct stream_in *s, uint64_t n, struct amount sum, struct err *e)
{
	if (total_again(&s->read, n, sum))
		return 0;
	err_set(e, ST_DATA, "the sum of the amounts is too large");
	return stream_err(s, e);
}

/* Reads a line as a record, and counts it. */
static int
take_record(
    struct stream_in *s, struct span line, struct record *rec, struct err *e)
{
	if (record_parse(line, rec, e) || total_record(&s->read, rec, e))
		return stream_err(s, e);
	alike_learn(&s->alike, rec);
	return 1;
}

int
stream_record(struct stream_in *s, struct record *rec, struct err *e)
{
	struct span line;
	int r;

	if (record_alike(s, rec))
		return count_alike(s, rec, e);
	r = stream_line(s, &line, e);
	return r == 1 ? take_record(s, line, rec, e) : r;
}

/* Are the lines records, as far as it is known? */
static bool
has_records(const struct stream_in *s)
{
	return s->kind == STREAM_RECORD ||
	    (s->kind == STREAM_ANY && s->want == STREAM_RECORD);
}

int
stream_counted(struct stream_in *s, struct span *line, struct err *e)
{
	struct record rec;
	int r;

	if (has_records(s) && record_alike(s, &rec)) {
		*line = rec.line;
		return count_alike(s, &rec, e);
	}
	r = stream_line(s, line, e);
	if (r != 1)
		return r;
	if (has_records(s) && !stream_is_comment(*line))
		return take_record(s, *line, &rec, e);
	return stream_count(s, *line, e) ? -1 : 1;
}

/*
 * Can a sum not overflow, whatever a lot adds to it? A lot's own sum is of
 * less than 62 bits, and neither has more than 18 decimals.
 */
static bool
is_small(struct amount sum)
{
	const int128 limit = (int128)1 << 62;

	return sum.minor > -limit && sum.minor < limit;
}

/* Takes records alike, which are added to this total. */
static bool
lot_alike(struct stream_in *s, struct total *to, struct lot *lot)
{
	struct span ahead = lines_ahead(&s->lines);
	struct amount sum;

	if (s->alike.len == 0 || !is_small(to->sums[to->last].amount))
		return false;
	alike_lot(&s->alike, ahead.p, ahead.p + ahead.len, lot, &sum);
	if (lot->n == 0 || !total_again(to, lot->n, sum))
		return false;
	lines_take_lot(&s->lines, lot);
	return true;
}

/* Those of a stream that does not say its kind, all records so far. */
static bool
lot_early(struct stream_in *s, struct lot *lot)
{
	if (!lot_alike(s, &s->early[0], lot))
		return false;
	s->read.records += lot->n;
	return true;
}

/* The lines that lie ready, up to one that may be a control line. */
static bool
lot_any(struct stream_in *s, struct lot *lot)
{
	struct span ahead = lines_ahead(&s->lines);
	const char *p = ahead.p, *end = p + ahead.len, *lf;

	lot_begin(lot, p);
	while (lot->n < LOT_MAX && p < end && *p != '#') {
		lf = memchr(p, '\n', (size_t)(end - p));
		if (!lf)
			break;
		lot_add(lot, (size_t)(lf - p));
		p = lf + 1;
	}
	if (lot->n == 0)
		return false;
	lines_take_lot(&s->lines, lot);
	s->read.records += lot->n;
	return true;
}

/* As many as lie ready; false where they have to be read one by one. */
static bool
take_lot(struct stream_in *s, struct lot *lot)
{
	if (has_records(s))
		return lot_alike(s, &s->read, lot);
	if (s->kind != STREAM_ANY || s->want != STREAM_ANY ||
	    s->early_err[1].status == ST_OK)
		return false;
	return s->early_err[0].status == ST_OK ? lot_early(s, lot)
					       : lot_any(s, lot);
}

int
stream_lot(struct stream_in *s, struct lot *lot, struct err *e)
{
	struct span line;
	int r;

	if (take_lot(s, lot))
		return 1;
	r = stream_counted(s, &line, e);
	if (r == 1) {
		lot_begin(lot, line.p);
		lot_add(lot, line.len);
	}
	return r;
}
