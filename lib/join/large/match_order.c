#include "join/large/match_order.h"

#include <stdlib.h>

#include "join/large/amount_order.h"
#include "text/tsv.h"
#include "value/time/date.h"

enum { RANK_LEN = 16 }; /* hex digits */

static void
add_rank(struct buf *b, uint64_t rank)
{
	char *to = buf_room(b, RANK_LEN);

	for (int i = 0; i < RANK_LEN; i++)
		to[i] = "0123456789abcdef"[rank >> (60 - 4 * i) & 15];
	b->len += RANK_LEN;
}

void
match_order_line(
    struct buf *b, const struct record *r, bool dated, uint64_t rank)
{
	buf_add(b, r->currency);
	buf_byte(b, '\t');
	b->len += amount_order(r->amount_text, buf_room(b, AMOUNT_ORDER_CAP));
	buf_byte(b, '\t');
	if (dated)
		buf_add(b, r->date);
	buf_byte(b, '\t');
	add_rank(b, rank);
	buf_byte(b, '\t');
	buf_add(b, r->line);
}

int
match_order_begin(
    struct match_order_reader *r, struct line_sorter *from, struct err *e)
{
	*r = (struct match_order_reader){ .from = from };
	return line_sorter_finish(from, e) || match_order_step(r, e) ? -1 : 0;
}

static int
parse(struct match_order_reader *r, struct err *e)
{
	struct span rest = r->line, currency, amount;
	struct span date = { 0 }, rank = { 0 };

	tsv_next(&rest, &currency);
	tsv_next(&rest, &amount);
	tsv_next(&rest, &date);
	tsv_next(&rest, &rank);
	r->amount = (struct span){ r->line.p, (size_t)(date.p - r->line.p) };
	r->day = 0;
	date_parse(date, &r->day);
	r->rank = strtoull(rank.p, NULL, 16);
	return record_parse(rest, &r->record, e);
}

int
match_order_step(struct match_order_reader *r, struct err *e)
{
	if (r->at == r->n) {
		int got =
		    line_sorter_next(r->from, r->lines, MATCH_ORDER_LINES, e);

		r->has = got > 0;
		if (got <= 0)
			return got;
		r->n = (size_t)got;
		r->at = 0;
	}
	r->line = r->lines[r->at++];
	return parse(r, e);
}
