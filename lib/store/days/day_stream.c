#include "store/days/day_stream.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/days/day_lines.h"

enum { PIECE = 1 << 16 }; /* bytes of lines that are made at once */

struct day_stream {
	struct input_layer layer;
	struct store *store;
	const struct store_day *day;
	struct buf name, text; /* owned; text waits to be read */
	size_t at;             /* bytes of text that were read */
	bool ended;            /* no row is left */
};

/* Without its digest, where the version has none. */
static void
put_total(struct day_stream *d)
{
	struct span total = buf_span(&d->day->total);
	const char *digest = strstr(total.p, "\txxh3=");

	if (d->day->version == 1 && digest)
		total.len = (size_t)(digest - total.p);
	buf_str(&d->text, "#total\t");
	buf_add(&d->text, total);
	buf_byte(&d->text, '\n');
}

static void
put_head(struct day_stream *d)
{
	if (d->day->version == 0)
		return;
	buf_printf(&d->text, "#recon result %d\n", (int)d->day->version);
	if (d->day->total_first)
		put_total(d);
}

/* More lines, or what is behind the last one. */
static int
make(struct day_stream *d, struct err *e)
{
	int r = 0;

	d->at = 0;
	buf_clear(&d->text);
	while (d->text.len < PIECE && (r = db_next(&d->store->db, e)) > 0) {
		day_lines_add(d->store, &d->text);
		buf_byte(&d->text, '\n');
	}
	d->ended = d->text.len < PIECE;
	if (r == 0 && d->ended && d->day->version && !d->day->total_first)
		put_total(d);
	return r < 0 ? -1 : 0;
}

static int64_t
read_lines(struct input_layer *layer, struct input *in, char *p, size_t cap,
    struct err *e)
{
	struct day_stream *d = (struct day_stream *)layer;
	size_t n = d->text.len - d->at;

	(void)in;
	if (n == 0 && !d->ended) {
		if (make(d, e))
			return -1;
		n = d->text.len;
	}
	if (n > cap)
		n = cap;
	memcpy(p, d->text.p + d->at, n);
	d->at += n;
	return (int64_t)n;
}

static void
close_layer(struct input_layer *layer)
{
	struct day_stream *d = (struct day_stream *)layer;

	db_done(&d->store->db);
	buf_free(&d->name);
	buf_free(&d->text);
	free(d);
}

int
day_stream_open(struct input *in, struct store *s, const char *book,
    int32_t date, const struct store_day *day, struct err *e)
{
	struct day_stream *d;

	if (day_lines_ask(s, day->no, e))
		return -1;
	d = mem_zeroed(1, sizeof *d);
	d->layer =
	    (struct input_layer){ .read = read_lines, .close = close_layer };
	d->store = s;
	d->day = day;
	buf_printf(&d->name, "%s: %s of %s%c", s->db.name,
	    store_date(date).text, book, '\0');
	put_head(d);
	input_open_layer(in, d->name.p, &d->layer);
	return 0;
}
