#include "cut/verify/extract_sort.h"

#include "value/time/date.h"

enum { FEW_LINES = 64, SIDE_FIELD = 3 };

struct sorting {
	struct extract_sort *s;
	struct line_sorter sorter;
	struct record_batch batch;
	char date[DATE_LEN + 1];
	char side; /* of all records; 0: there was none */
	struct stream_out out[2];
	size_t n_out; /* that are open */
};

static int
check_record(struct sorting *d, const struct record *r, struct err *e)
{
	if (!span_eq(r->date, (struct span){ d->date, DATE_LEN }))
		return err_set(e, ST_DATA,
		    "its DATE is %.*s, and the extract is of %s",
		    (int)r->date.len, r->date.p, d->date);
	if (!d->side)
		d->side = r->side;
	if (r->side != d->side)
		return err_set(e, ST_DATA,
		    "its SIDE is %c, and those before have %c: records of one "
		    "system have one",
		    r->side, d->side);
	return 0;
}

static int
check_batch(struct sorting *d, const struct stream_in *in, struct err *e)
{
	const struct record_batch *b = &d->batch;
	struct record r;

	for (size_t i = 0; i < b->lines.n; i++) {
		record_batch_get(b, i, &r);
		if (check_record(d, &r, e))
			return err_at(e, lines_name(&in->lines),
			    in->lines.count - b->lines.n + i + 1);
	}
	return 0;
}

/* Long lines take memory where they are read, too. */
static int
leave_room(void *arg, size_t bytes, struct err *e)
{
	return line_sorter_leave(arg, bytes - LINES_MEMORY, e);
}

static int
read_stream(struct sorting *d, struct stream_in *in, struct err *e)
{
	enum line_outcome got;

	record_batch_reset(&d->batch);
	while ((got = stream_records(in, &d->batch, e)) == LINE_OK)
		if (check_batch(d, in, e) ||
		    line_sorter_add_batch(&d->sorter, &d->batch.lines, e))
			return -1;
	if (got != LINE_END)
		return -1;
	if (stream_is_plain(in)) {
		err_set(e, ST_DATA,
		    "is empty, not even a #recon line: did what writes it "
		    "run?");
		return err_at(e, lines_name(&in->lines), 0);
	}
	d->s->lines = in->digest;
	return total_merge(&d->s->total, &in->read, e);
}

static int
read_raw(struct sorting *d, struct err *e)
{
	/* one without a byte has words of its own */
	const struct stream_rules rules = { .require_total = true,
		.allow_empty = true };
	struct stream_in in;
	struct input file;
	int r;

	if (input_open(&file, d->s->raw, e))
		return -1;
	file.name = d->s->name;
	stream_over(&in, &file, STREAM_RECORD, &rules);
	in.lines.room = leave_room;
	in.lines.room_arg = &d->sorter;
	r = read_stream(d, &in, e);
	stream_close(&in);
	return r ? -1 : line_sorter_finish(&d->sorter, e);
}

/* Where SIDE stands in a line. */
static size_t
side_at(struct span line)
{
	const char *p = line.p;

	for (int i = 0; i < SIDE_FIELD; i++) {
		size_t left = line.len - (size_t)(p - line.p);

		p = (const char *)memchr(p, '\t', left) + 1;
	}
	return (size_t)(p - line.p);
}

static void
put(struct stream_out *out, struct span line, size_t at, char side)
{
	char *to = output_room(&out->out, line.len + 1);

	memcpy(to, line.p, line.len);
	to[at] = side;
	to[line.len] = '\n';
	stream_took(out, line.len + 1);
}

static int
open_file(
    struct sorting *d, struct extract_file *f, const char *role, struct err *e)
{
	struct stream_out *out = &d->out[d->n_out];

	if (!f->path)
		return 0;
	if (stream_create(out, f->path, STREAM_RECORD, false, e))
		return -1;
	d->n_out++;
	stream_note(out, d->s->facts, role, f->path);
	return 0;
}

/* The side of an output that is open. */
static char
side_of(const struct sorting *d, size_t i)
{
	return i == 0 && d->s->left.path ? 'L' : 'R';
}

static int
write_lines(struct sorting *d, struct err *e)
{
	struct span lines[FEW_LINES];
	int n;

	while ((n = line_sorter_next(&d->sorter, lines, FEW_LINES, e)) > 0)
		for (size_t i = 0; i < d->n_out; i++) {
			for (int k = 0; k < n; k++)
				put(&d->out[i], lines[k], side_at(lines[k]),
				    side_of(d, i));
			if (output_failed(&d->out[i].out))
				return output_flush(&d->out[i].out, e);
		}
	return n;
}

/* Its total, and all that there is to be written of it. */
static int
sync_file(struct sorting *d, size_t i, struct err *e)
{
	struct total *to = &d->out[i].total;

	if (total_merge(to, &d->s->total, e))
		return -1;
	for (size_t k = 0; k < to->n; k++)
		to->sums[k].side = side_of(d, i);
	return stream_sync(&d->out[i], e);
}

/* Lets the first file that is open appear. */
static int
finish_file(struct sorting *d, size_t i, struct err *e)
{
	struct facts_file *fact = d->out[i].fact;
	struct extract_file *f =
	    side_of(d, i) == 'L' ? &d->s->left : &d->s->right;

	if (stream_finish(&d->out[i], e))
		return -1;
	memcpy(f->sha256, fact->digest.hex, sizeof f->sha256);
	return 0;
}

static int
write_files(struct sorting *d, struct err *e)
{
	size_t done = 0;
	int r = open_file(d, &d->s->left, "left", e) ||
	    open_file(d, &d->s->right, "right", e) || write_lines(d, e);

	for (size_t i = 0; i < d->n_out && !r; i++)
		r = sync_file(d, i, e);
	while (done < d->n_out && !r)
		r = finish_file(d, done++, e);
	while (done < d->n_out)
		stream_abandon(&d->out[done++]);
	return r ? -1 : 0;
}

int
extract_sort_run(struct extract_sort *s, struct err *e)
{
	struct sorting d = { .s = s };
	int r;

	date_format(s->date, d.date);
	line_sorter_init(&d.sorter, &s->sorter);
	r = read_raw(&d, e) || write_files(&d, e);
	line_sorter_free(&d.sorter);
	return r ? -1 : 0;
}

void
extract_sort_free(struct extract_sort *s)
{
	total_free(&s->total);
}
