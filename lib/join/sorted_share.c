#include "join/sorted_share.h"

#include <stdlib.h>

#include "base/mem.h"

int
unsorted_input_open(struct unsorted_input *u, struct err *e)
{
	if (stream_open(&u->in, u->name, STREAM_RECORD, u->rules, e))
		return -1;
	u->in.is_open_ended = true;
	u->open = true;
	return 0;
}

/* Long lines take memory where they are read, too. */
static int
leave_room(void *arg, size_t bytes, struct err *e)
{
	struct sorted_share *share = arg;
	size_t each = (bytes - LINES_MEMORY) / (1 + share->parted);

	for (int i = 0; i <= share->parted; i++)
		if (line_sorter_leave(&share->sorters[i], each, e))
			return -1;
	return 0;
}

/* What a thread reads with. */
struct reader {
	struct record_batch batch;
	struct line_batch side; /* lines of one side, copied */
	struct buf text;
};

static char
side_of(const struct record_batch *b, size_t i)
{
	return b->is_other ? b->other.side : b->forms[b->slots[i].form].side;
}

static bool
has_one_side(const struct record_batch *b)
{
	for (size_t i = 1; i < b->lines.n; i++)
		if (side_of(b, i) != side_of(b, 0))
			return false;
	return true;
}

/* Copies the lines of a side. */
static void
gather_side(struct reader *r, char side)
{
	const struct line_batch *from = &r->batch.lines;
	const char *p = from->p;

	buf_clear(&r->text);
	line_batch_begin(&r->side, NULL);
	for (size_t i = 0; i < from->n; p += from->len[i++] + 1) {
		if (side_of(&r->batch, i) != side)
			continue;
		buf_add(&r->text, (struct span){ p, from->len[i] });
		buf_byte(&r->text, '\n');
		line_batch_add(&r->side, from->len[i]);
	}
	r->side.p = r->text.p;
}

static int
add_lines(struct sorted_share *share, struct reader *r, struct err *e)
{
	struct record_batch *b = &r->batch;

	if (!share->parted || has_one_side(b))
		return line_sorter_add_batch(
		    share->sorters + (share->parted && side_of(b, 0) == 'R'),
		    &b->lines, e);
	for (int i = 0; i < 2; i++) {
		gather_side(r, "LR"[i]);
		if (line_sorter_add_batch(&share->sorters[i], &r->side, e))
			return -1;
	}
	return 0;
}

static int
read_input(struct sorted_share *share, struct stream_in *in, struct reader *r,
    struct err *e)
{
	int got;

	in->lines.room = leave_room;
	in->lines.room_arg = share;
	record_batch_reset(&r->batch);
	while ((got = stream_records(in, &r->batch, e)) == LINE_OK)
		if (add_lines(share, r, e))
			return -1;
	stream_end_reading(in);
	return got == LINE_END ? 0 : -1;
}

void
sorted_share_read(struct sorted_share *share)
{
	struct reader *r = mem_zeroed(1, sizeof *r);
	bool bad = false;

	for (size_t i = 0; i < share->n && !bad; i++) {
		struct unsorted_input *u = &share->inputs[i];

		bad = (!u->open && unsorted_input_open(u, &u->why)) ||
		    read_input(share, &u->in, r, &u->why);
	}
	buf_free(&r->text);
	free(r);
	for (int i = 0; i <= share->parted && !bad; i++)
		bad = line_sorter_finish(&share->sorters[i], &share->why);
}
