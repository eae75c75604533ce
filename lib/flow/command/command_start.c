#include <errno.h>
#include <limits.h>
#include <stdlib.h>

#include "base/mem.h"
#include "flow/command/command.h"
#include "flow/command/command_flow.h"
#include "flow/command/command_tell.h"
#include "flow/orders/orders.h"
#include "io/lines.h"
#include "text/tsv.h"

/* Flows that lines name are looked up once as long as they are the same. */
struct starts {
	struct buf name, path; /* owned: of the flow of the line before */
	struct buf orders;     /* owned */
};

static int
begin_order(struct starts *s, struct span flow, struct err *e)
{
	if (!s->name.len || !span_eq(buf_span(&s->name), flow)) {
		buf_clear(&s->name);
		buf_clear(&s->path);
		buf_add(&s->name, flow);
		buf_byte(&s->name, '\0');
		if (command_flow_path(s->name.p, &s->path, e))
			return -1;
		s->name.len--;
	}
	orders_word(&s->orders, SPAN("start"));
	orders_word(&s->orders, span_str(s->path.p));
	return 0;
}

/* FLOW TAB NAME=VALUE... */
static int
add_line(struct starts *s, struct span line, struct err *e)
{
	struct buf value = { 0 };
	struct span field;
	int r;

	tsv_next(&line, &field);
	r = begin_order(s, field, e);
	while (r == 0 && tsv_next(&line, &field)) {
		buf_clear(&value);
		if (!tsv_unescape(&value, field))
			r = err_set(e, ST_DATA,
			    "\"%s\": a backslash that escapes nothing",
			    excerpt(field).s);
		else
			orders_word(&s->orders, buf_span(&value));
	}
	orders_end(&s->orders);
	buf_free(&value);
	return r;
}

static int
add_lines(struct starts *s, struct err *e)
{
	struct lines in;
	struct span line;
	uint64_t number = 0;
	int r;

	if (lines_open(&in, "-", e))
		return -1;
	while ((r = lines_next(&in, &line, e)) > 0) {
		number++;
		if (line.len && add_line(s, line, e)) {
			err_at(e, "stdin", number);
			r = -1;
			break;
		}
	}
	lines_close(&in);
	return r;
}

static int
add_operands(struct starts *s, const struct command *c, struct err *e)
{
	if (begin_order(s, span_str(c->operands[0]), e))
		return -1;
	for (size_t i = 1; i < c->n; i++)
		orders_word(&s->orders, span_str(c->operands[i]));
	orders_end(&s->orders);
	return 0;
}

int
command_start(const struct command *c, enum status *status, struct err *e)
{
	struct starts s = { 0 };
	int r = c->n ? add_operands(&s, c, e) : add_lines(&s, e);

	if (r == 0 && s.orders.len)
		r = command_tell_and_print(c, buf_span(&s.orders), status, e);
	buf_free(&s.name);
	buf_free(&s.path);
	buf_free(&s.orders);
	return r;
}
