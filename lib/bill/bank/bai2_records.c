#include "bill/bank/bai2_records.h"

void
bai2_records_open(struct bai2_records *r, struct input *in)
{
	*r = (struct bai2_records){ .n_lines = 0 };
	lines_over(&r->lines, in);
}

/* Without line end, padding and the slash that ends a record. */
static struct span
strip(struct span s)
{
	while (s.len && strchr("\r ", s.p[s.len - 1]))
		s.len--;
	if (s.len && s.p[s.len - 1] == '/')
		s.len--;
	return s;
}

static int
look(struct bai2_records *r, struct err *e)
{
	int got = 1;

	while (
	    !r->has_ahead && (got = lines_next(&r->lines, &r->ahead, e)) == 1)
		r->has_ahead = span_trim(strip(r->ahead)).len != 0;
	return got;
}

static void
use(struct bai2_records *r)
{
	r->n_lines++;
	r->has_ahead = false;
}

int
bai2_records_next(struct bai2_records *r, struct err *e)
{
	int got = look(r, e);

	if (got != 1)
		return got;
	r->line = r->lines.count;
	r->n_lines = 0;
	buf_clear(&r->text);
	buf_add(&r->text, strip(r->ahead));
	use(r);
	while ((got = look(r, e)) == 1 && span_begins(r->ahead, SPAN("88,"))) {
		struct span s = strip(r->ahead);

		buf_byte(&r->text, '\n');
		buf_add(&r->text, (struct span){ s.p + 3, s.len - 3 });
		use(r);
	}
	r->rest = buf_span(&r->text);
	return got < 0 ? -1 : 1;
}

struct span
bai2_records_field(struct bai2_records *r)
{
	struct span f = { r->rest.p, 0 };

	while (f.len < r->rest.len && f.p[f.len] != ',' && f.p[f.len] != '\n')
		f.len++;
	r->rest.p += f.len;
	r->rest.len -= f.len;
	if (r->rest.len) {
		r->rest.p++;
		r->rest.len--;
	}
	return span_trim(f);
}

int
bai2_records_err(const struct bai2_records *r, struct err *e)
{
	return err_at(e, lines_name(&r->lines), r->line);
}

void
bai2_records_close(struct bai2_records *r)
{
	buf_free(&r->text);
	lines_close(&r->lines);
}
