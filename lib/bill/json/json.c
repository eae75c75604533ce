#include "bill/json/json.h"

#include <stdlib.h>

#include "base/mem.h"
#include "bill/json/json_parser.h"
#include "bill/json/json_text.h"
#include "bill/json/json_walk.h"

enum { PIECE = 1 << 13 }; /* bytes fed at once */

struct json_reader {
	struct json_walk walk;
	struct json_text text;
	yajl_handle parser; /* owned */
	char piece[PIECE];
	size_t counted; /* bytes of the piece whose lines are in line */
	uint64_t line;  /* of the byte behind them */
	size_t row_max; /* bytes of a row, or of a value outside of rows, */
	size_t held;    /* of that which is open; */
	uint64_t rows;  /* those that were complete before it */
	bool told;      /* a call came since the piece was begun */
	bool ended, failed;
	struct err why; /* of a call that failed; its place not told */
};

/* The line of what the parser has just read. */
static void
note_line(struct json_reader *r)
{
	size_t at = yajl_get_bytes_consumed(r->parser);

	for (; r->counted < at && r->counted < PIECE; r->counted++)
		r->line += r->piece[r->counted] == '\n';
	r->walk.line = r->line;
}

/* What a call returns to yajl: go on, or not. */
static int
went(struct json_reader *r, int result)
{
	r->failed = result != 0;
	r->told = true;
	return !r->failed;
}

static int
scalar(struct json_reader *r, char type, struct span text)
{
	note_line(r);
	return went(r, json_walk_scalar(&r->walk, type, text, &r->why));
}

static int
on_null(void *context)
{
	return scalar(context, 'n', (struct span){ "", 0 });
}

static int
on_boolean(void *context, int value)
{
	return scalar(context, 'b', value ? SPAN("true") : SPAN("false"));
}

static int
on_number(void *context, const char *p, size_t n)
{
	return scalar(context, '0', (struct span){ p, n });
}

static int
on_string(void *context, const unsigned char *p, size_t n)
{
	return scalar(context, '"', (struct span){ (const char *)p, n });
}

static int
on_key(void *context, const unsigned char *p, size_t n)
{
	struct json_reader *r = context;

	return went(r,
	    json_walk_key(
		&r->walk, (struct span){ (const char *)p, n }, &r->why));
}

static int
begin(struct json_reader *r, bool object)
{
	note_line(r);
	return went(r, json_walk_begin(&r->walk, object, &r->why));
}

static int
on_object(void *context)
{
	return begin(context, true);
}

static int
on_array(void *context)
{
	return begin(context, false);
}

static int
on_end(void *context)
{
	struct json_reader *r = context;

	json_walk_end(&r->walk);
	return went(r, 0);
}

static const yajl_callbacks calls = {
	.yajl_null = on_null,
	.yajl_boolean = on_boolean,
	.yajl_number = on_number,
	.yajl_string = on_string,
	.yajl_start_map = on_object,
	.yajl_map_key = on_key,
	.yajl_end_map = on_end,
	.yajl_start_array = on_array,
	.yajl_end_array = on_end,
};

int
json_open(struct json *j, struct input *in, const struct json_layout *l,
    struct stated_figures *stated, struct err *e)
{
	struct json_reader *r = mem_zeroed(1, sizeof *r);

	*j = (struct json){ .in = *in, .reader = r };
	*in = (struct input){ .fd = -1 };
	r->line = 1;
	r->row_max = l->row_max ? l->row_max : DIALECT_ROW_MAX;
	json_walk_open(&r->walk, l);
	r->walk.stated = stated;
	r->parser = json_parser_open(&calls, r);
	if (!r->parser) {
		err_set(e, ST_FAIL, "%s: out of memory", j->in.name);
		json_close(j);
		return -1;
	}
	yajl_config(r->parser, yajl_allow_multiple_values, 1);
	return 0;
}

/* Why the parser stopped. */
static int
stopped(struct json *j, struct err *e)
{
	struct json_reader *r = j->reader;

	note_line(r);
	if (r->failed) {
		*e = r->why;
		return err_at(e, j->in.name, r->line);
	}
	json_parser_stopped(r->parser, e);
	return err_at(e, j->in.name, r->line);
}

/* The text has no more: what is open has to end. */
static int
finish(struct json *j, struct err *e)
{
	struct json_reader *r = j->reader;

	r->ended = true;
	r->counted = PIECE;
	if (yajl_complete_parse(r->parser) != yajl_status_ok)
		return stopped(j, e);
	return 0;
}

/* Is nothing open that the parser, or the row, has to keep? */
static bool
is_between(const struct json_reader *r, char last)
{
	if (r->walk.n_rows != r->rows || (r->told && !r->walk.in_row))
		return true;
	return !r->walk.in_row && !r->text.in_string && strchr(" \t\r\n", last);
}

/* Counts the n bytes of the piece that were read. */
static int
hold(struct json *j, size_t n, struct err *e)
{
	struct json_reader *r = j->reader;

	if (is_between(r, r->piece[n - 1]))
		r->held = 0;
	else
		r->held += n;
	r->rows = r->walk.n_rows;
	if (r->held <= r->row_max)
		return 0;
	err_set(e, ST_DATA, "a row of more than %zu bytes (--row-max takes it)",
	    r->row_max);
	return err_at(
	    e, j->in.name, r->walk.in_row ? r->walk.line_of_row : r->line);
}

static int
feed(struct json *j, struct err *e)
{
	struct json_reader *r = j->reader;
	int64_t n = input_read(&j->in, r->piece, PIECE, e);
	size_t good;
	yajl_status status;

	if (n <= 0)
		return n < 0 ? -1 : finish(j, e);
	good = json_text_scan(&r->text, (struct span){ r->piece, (size_t)n });
	r->counted = 0;
	r->told = false;
	status = yajl_parse(r->parser, (unsigned char *)r->piece, good);
	if (status != yajl_status_ok)
		return stopped(j, e);
	for (; r->counted < good; r->counted++)
		r->line += r->piece[r->counted] == '\n';
	if (good == (size_t)n)
		return hold(j, good, e);
	json_parser_half(e);
	return err_at(e, j->in.name, r->line);
}

enum row_outcome
json_next(struct json *j, struct span *cells, struct err *e)
{
	struct json_reader *r = j->reader;
	struct span why;
	uint64_t line;

	while (!json_walk_take(&r->walk, &j->line, cells, &why)) {
		if (!r->ended) {
			if (feed(j, e))
				return ROW_ERROR;
			continue;
		}
		if (json_walk_check(&r->walk, &line, e) == 0)
			return ROW_END;
		err_at(e, j->in.name, line);
		return ROW_ERROR;
	}
	if (why.len == 0)
		return ROW_OK;
	err_set(e, ST_DATA, "%.*s", (int)why.len, why.p);
	return ROW_BAD;
}

void
json_close(struct json *j)
{
	struct json_reader *r = j->reader;

	if (r) {
		if (r->parser)
			yajl_free(r->parser);
		json_walk_free(&r->walk);
		free(r);
	}
	input_close(&j->in);
	*j = (struct json){ .in = { .fd = -1 } };
}
