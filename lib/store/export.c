#include "store/export.h"

#include "store/days/day_lines.h"
#include "stream/line/line_digest.h"

/* What the lines are to come to. */
static int
expect(struct stream_out *out, const struct store_day *day, struct err *e)
{
	struct buf line = { 0 };
	uint64_t digest = 0;
	int r;

	buf_str(&line, "#total\t");
	buf_add(&line, buf_span(&day->total));
	r = total_parse(&out->total, buf_span(&line), e);
	if (r == 0 && line_digest_find(buf_span(&line), &digest) != 1)
		r = err_set(e, ST_DATA, "a day of the store has no digest");
	buf_free(&line);
	if (r)
		return -1;
	stream_keep_digest(out);
	stream_expect(out, digest);
	return 0;
}

static int
put_lines(struct store *s, struct stream_out *out, int64_t day, struct err *e)
{
	struct buf line = { 0 };
	int r;

	if (day_lines_ask(s, day, e))
		return -1;
	while ((r = db_next(&s->db, e)) > 0) {
		buf_clear(&line);
		day_lines_add(s, &line);
		stream_put(out, buf_span(&line));
	}
	buf_free(&line);
	return r;
}

static int
write_day(struct store *s, const struct export_wish *w,
    const struct store_day *day, struct err *e)
{
	bool plain = w->plain || day->version == 0;
	int version = w->version ? (int)w->version : (int)day->version;
	struct stream_out out;
	int r = plain
	    ? stream_create(&out, w->output, STREAM_RESULT, true, e)
	    : stream_create_as(&out, w->output, STREAM_RESULT, version, e);

	if (r)
		return -1;
	stream_note(&out, w->facts, FACTS_WRITTEN, w->output);
	r = expect(&out, day, e);
	if (r == 0 && !plain && day->total_first)
		stream_tell(&out);
	if (r == 0 && put_lines(s, &out, day->no, e) == 0)
		return stream_finish(&out, e);
	stream_abandon(&out);
	return -1;
}

int
export_day(struct store *s, const struct export_wish *w, struct err *e)
{
	struct store_day day;
	int r;

	if (db_begin_read(&s->db, e) ||
	    day_lines_find(s, w->book, w->date, &day, e))
		return -1;
	r = write_day(s, w, &day, e);
	store_day_free(&day);
	return r;
}
