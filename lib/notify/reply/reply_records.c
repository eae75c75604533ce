#include "notify/reply/reply_records.h"

#include <stdlib.h>

#include "notify/reply/reply_json.h"
#include "stream/stream_in.h"
#include "text/tsv.h"
#include "text/utf8.h"

/* While an answer is read. */
struct reading {
	struct reply_records *to;
	const struct reply_rules *rules;
	struct buf replaces, fields; /* of a line */
	struct err *why;
};

/* Those of a line; replaces= is apart. */
static int
take_fields(struct reading *r, struct span carried)
{
	struct span field, rest = carried;
	bool replaces = false;

	buf_clear(&r->fields);
	buf_clear(&r->replaces);
	while (tsv_next(&rest, &field)) {
		struct span value = field;

		if (!span_begins(field, SPAN("replaces="))) {
			if (reply_field_add(&r->fields, field, r->why))
				return -1;
			continue;
		}
		value = (struct span){ field.p + 9, field.len - 9 };
		if (replaces || !value.len)
			return err_set(r->why, ST_DATA, "replaces= is %s",
			    replaces ? "there twice" : "empty");
		replaces = true;
		buf_add(&r->replaces, value);
	}
	return 0;
}

static int
take_line(struct reading *r, const struct record *is)
{
	if (take_fields(r, is->carried))
		return -1;
	return reply_record_add(r->to, r->rules,
	    &(struct reply_record){ is->key, is->amount_text, is->currency,
		{ &is->side, 1 }, is->date, buf_span(&r->replaces),
		buf_span(&r->fields) },
	    r->why);
}

static int
read_lines(struct reading *r, struct span reply)
{
	struct stream_in s = { .want = STREAM_RECORD };
	enum line_outcome outcome;
	struct buf whole = { 0 };
	struct record is;

	buf_add(&whole, reply);
	if (reply.p[reply.len - 1] != '\n')
		buf_byte(&whole, '\n');
	lines_lent(&s.lines, "reply", buf_span(&whole));
	while ((outcome = stream_record(&s, &is, r->why)) == LINE_OK)
		if (take_line(r, &is)) {
			stream_err(&s, r->why);
			break;
		}
	stream_close(&s);
	buf_free(&whole);
	return outcome == LINE_END ? 0 : -1;
}

static struct span
without_blanks(struct span s)
{
	while (s.len && strchr(" \t\r\n", s.p[0]) && s.p[0])
		s = (struct span){ s.p + 1, s.len - 1 };
	return s;
}

static int
read_any(struct reading *r, struct span reply)
{
	struct span begin = without_blanks(reply);
	bool cut;

	if (reply.len > REPLY_BYTES_MAX)
		return err_set(r->why, ST_DATA, "reply: more than %d bytes",
		    REPLY_BYTES_MAX);
	if (utf8_valid(reply, &cut) < reply.len)
		return err_set(r->why, ST_DATA, "reply: no UTF-8");
	if (!begin.len)
		return 0;
	if (begin.p[0] == '{' || begin.p[0] == '[')
		return reply_json_read(r->to, r->rules, begin, r->why);
	return read_lines(r, reply);
}

int
reply_records_read(struct reply_records *to, const struct reply_rules *rules,
    struct span reply, struct err *e)
{
	struct reading r = { .to = to, .rules = rules, .why = e };
	int result;

	to->n = 0;
	arena_reset(&to->arena);
	result = read_any(&r, reply);
	if (result) { /* whatever a stream says of itself in #failed */
		e->status = ST_DATA;
		reply_records_free(to);
	}
	buf_free(&r.replaces);
	buf_free(&r.fields);
	return result;
}

void
reply_records_free(struct reply_records *rr)
{
	free(rr->lines);
	arena_free(&rr->arena);
	*rr = (struct reply_records){ 0 };
}
