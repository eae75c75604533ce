#include "cut/post/postings_in.h"

#include <stdlib.h>

#include "base/mem.h"
#include "stream/line/carried_fields.h"
#include "value/time/date.h"

enum { MEMORY = 1 << 20 }; /* bytes of lines, before others wait */

int
postings_in_open(struct postings_in *p, const char *file,
    const struct stream_rules *rules, const int32_t *date, struct err *e)
{
	*p = (struct postings_in){ .date = date };
	return stream_open(&p->in, file, STREAM_RECORD, rules, e);
}

static int
find_id(const struct record *r, struct span *id, struct err *e)
{
	struct span field;

	if (carried_find(r->carried, SPAN("id"), &field, id, e))
		return -1;
	if (!field.p || id->len == 0)
		return err_set(e, ST_DATA,
		    "key \"%s\": carries no id=: which posting is it of?",
		    excerpt(r->key).s);
	return 0;
}

static int
find_date(const struct postings_in *p, const struct record *r, int32_t *date,
    struct err *e)
{
	if (date_parse(r->date, date))
		return 0;
	if (!p->date)
		return err_set(e, ST_DATA,
		    "key \"%s\": has no DATE, and --date says none",
		    excerpt(r->key).s);
	*date = *p->date;
	return 0;
}

/* Adds the record, whose line is kept, to the postings. 1 it was added; 0 it
 * begins one more than there may be; -1. */
static int
add(struct postings_in *p, const struct record *r, uint64_t line, size_t most,
    struct err *e)
{
	struct posting *last = p->n ? &p->list[p->n - 1] : NULL;
	struct span id;
	int32_t date;

	if (find_id(r, &id, e) || find_date(p, r, &date, e))
		return err_at(e, lines_name(&p->in.lines), line);
	if (last && span_eq(last->id, id) && last->date != date) {
		err_set(e, ST_DATA, "posting \"%s\": is of two dates",
		    excerpt(id).s);
		return err_at(e, lines_name(&p->in.lines), line);
	}
	if (!last || !span_eq(last->id, id)) {
		if (p->n == most || (p->n && p->bytes > MEMORY))
			return 0;
		p->list = mem_grow(p->list, &p->cap, p->n + 1, sizeof *p->list);
		last = &p->list[p->n++];
		*last = (struct posting){ .id = id, .date = date };
	}
	last->n++;
	p->records = mem_grow(
	    p->records, &p->cap_records, p->n_records + 1, sizeof *p->records);
	p->lines = mem_grow(
	    p->lines, &p->cap_lines, p->n_records + 1, sizeof *p->lines);
	p->records[p->n_records] = *r;
	p->lines[p->n_records++] = line;
	return 1;
}

/* The next record, its line kept: 1, 0, -1. */
static int
next(struct postings_in *p, struct record *r, uint64_t *line, struct err *e)
{
	enum line_outcome got = LINE_END;
	struct span text;

	if (p->ahead.len) {
		text = arena_copy(&p->arena, buf_span(&p->ahead));
		buf_clear(&p->ahead);
		*line = p->ahead_line;
		return record_parse(text, r, e) ? -1 : 1;
	}
	if (!p->ended)
		got = stream_record(&p->in, r, e);
	if (got != LINE_OK) {
		p->ended = true;
		return got == LINE_ERROR ? -1 : 0;
	}
	*line = p->in.lines.count;
	record_move(r, arena_copy(&p->arena, r->line).p);
	return 1;
}

/* Where the records of each are, once there are no more. */
static void
point(struct postings_in *p)
{
	size_t at = 0;

	for (size_t i = 0; i < p->n; i++) {
		p->list[i].records = p->records + at;
		p->list[i].lines = p->lines + at;
		at += p->list[i].n;
	}
}

int
postings_in_read(struct postings_in *p, size_t most, struct err *e)
{
	struct record r;
	uint64_t line;
	int got;

	arena_reset(&p->arena);
	p->n = p->n_records = p->bytes = 0;
	while ((got = next(p, &r, &line, e)) == 1) {
		got = add(p, &r, line, most, e);
		if (got == 0) {
			buf_add(&p->ahead, r.line);
			p->ahead_line = line;
		}
		if (got != 1)
			break;
		p->bytes += r.line.len;
	}
	if (got < 0)
		return -1;
	point(p);
	return p->n > 0;
}

bool
postings_in_ended(const struct postings_in *p)
{
	return p->ended;
}

int
postings_in_err(const struct postings_in *p, const struct posting *posting,
    size_t i, struct err *e)
{
	return err_at(e, lines_name(&p->in.lines), posting->lines[i]);
}

void
postings_in_close(struct postings_in *p)
{
	stream_close(&p->in);
	free(p->list);
	free(p->records);
	free(p->lines);
	arena_free(&p->arena);
	buf_free(&p->ahead);
}
