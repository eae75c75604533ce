#include "join/join_parallel.h"

#include <stdlib.h>

#include "base/mem.h"
#include "sys/ordered_work.h"
#include "join/key_slices.h"

enum {
	BLOCK_MIN = 1 << 12, /* a source's, where there are many */
	GROWTH = 8,          /* a slice grows so far for a KEY */
	AHEAD = 2,           /* slices, more than threads */
};

/* A slice and what comes of it. */
struct part {
	struct slice slice;
	struct group group;
	struct join join;
	struct stream_out out;
	struct open_files open;
	bool bad;
};

struct all {
	struct join *join;
	struct group *from;
	struct stream_out *to;
	struct slicer slicer;
	struct part *parts; /* owned */
};

static bool
cut(void *arg, unsigned slot)
{
	struct all *a = arg;

	return slice_cut(&a->slicer, &a->parts[slot].slice);
}

static void
join_part(void *arg, unsigned slot)
{
	struct all *a = arg;
	struct part *p = &a->parts[slot];
	struct err ignored; /* it comes again */

	for (size_t i = 0; i < p->group.n_sources; i++) {
		struct stream_in *in = &p->group.sources[i].in;

		stream_close(in);
		stream_piece(
		    in, &a->from->sources[i].in, slice_part(&p->slice, i));
		in->lines.unended = p->slice.blocks[i].unended;
	}
	join_free(&p->join);
	p->join = (struct join){ .rules = a->join->rules };
	stream_begin_part(&p->out, a->to);
	if (a->join->open) {
		p->join.open = &p->open;
		for (int i = 0; i < 2; i++)
			stream_begin_part(
			    &p->open.side[i], &a->join->open->side[i]);
	}
	p->bad = group_begin(&p->group, &ignored) ||
	    join_keys(&p->join, &p->group, &p->out, &ignored);
	stream_end_part(&p->out);
	for (int i = 0; i < 2 && a->join->open; i++)
		stream_end_part(&p->open.side[i]);
}

/* Adds what was before to the figures of the part. */
static int
add_before(struct all *a, struct part *p, struct err *e)
{
	for (size_t i = 0; i < p->group.n_sources; i++)
		if (stream_piece_add(&p->group.sources[i].in,
			&a->from->sources[i].in, slice_is_last(&p->slice, i),
			e))
			return -1;
	for (int i = 0; i < 2 && a->join->open; i++)
		if (total_merge(&p->open.side[i].total,
			&a->join->open->side[i].total, e))
			return -1;
	return residuals_merge(&p->join.residuals, &a->join->residuals, e) ||
		total_merge(&p->out.total, &a->to->total, e)
	    ? -1
	    : 0;
}

static void
take_total(struct stream_out *to, struct stream_out *from)
{
	struct total before = to->total;

	to->total = from->total;
	from->total = before;
}

static void
take_figures(struct all *a, struct part *p)
{
	struct residuals residuals = a->join->residuals;

	take_total(a->to, &p->out);
	for (int i = 0; i < 2 && a->join->open; i++)
		take_total(&a->join->open->side[i], &p->open.side[i]);
	a->join->residuals = p->join.residuals;
	p->join.residuals = residuals;
	for (size_t i = 0; i < p->group.n_sources; i++)
		stream_piece_done(
		    &a->from->sources[i].in, &p->group.sources[i].in);
	a->join->placed += p->join.placed;
	a->join->compared |= p->join.compared;
	if (a->join->unsearched == 0)
		a->join->first_unsearched = p->join.first_unsearched;
	a->join->unsearched += p->join.unsearched;
	for (int i = 0; i < 2; i++)
		if (!*a->join->first[i].s)
			a->join->first[i] = p->join.first[i];
	for (int c = 0; c < CLASS_COUNT; c++)
		a->join->of[c] += p->join.of[c];
}

/* Inputs that told their totals first, as sorted ones do, let it be known how
 * much will come of what is not read yet. */
static void
expect(struct all *a)
{
	struct output *out = &a->to->out;
	uint64_t read = 0, told = 0;

	for (size_t i = 0; i < a->from->n_sources; i++) {
		read += a->from->sources[i].in.read.records;
		told += a->from->sources[i].in.told.records;
	}
	if (read && told > read)
		output_expect(out,
		    (uint64_t)((double)out->bytes / (double)read *
			(double)told));
}

static bool
has_failed(const struct all *a)
{
	return output_failed(&a->to->out) ||
	    (a->join->open && open_files_failed(a->join->open));
}

static bool
hand_on(void *arg, unsigned slot)
{
	struct all *a = arg;
	struct part *p = &a->parts[slot];
	struct err ignored;

	if (p->bad || has_failed(a) || add_before(a, p, &ignored))
		return false;
	take_figures(a, p);
	stream_put_part(a->to, &p->out);
	for (int i = 0; i < 2 && a->join->open; i++)
		stream_put_part(&a->join->open->side[i], &p->open.side[i]);
	expect(a);
	return true;
}

/* The sources get back what was read of them and not joined: n slices from
 * first on, and what is in none. */
static void
give_back(struct all *a, unsigned slots, unsigned first, unsigned n)
{
	for (size_t i = 0; i < a->from->n_sources; i++) {
		struct buf b = { 0 };

		buf_room(&b, 1);
		for (unsigned k = 0; k < n; k++)
			buf_add(&b,
			    slice_part(
				&a->parts[(first + k) % slots].slice, i));
		buf_add(&b, slice_rest(&a->slicer, i));
		lines_give(&a->from->sources[i].in.lines, b.p, b.len, b.cap,
		    a->slicer.last->blocks[i].ended);
		a->from->sources[i].in.lines.unended =
		    a->slicer.last->blocks[i].unended;
	}
}

static void
open_parts(struct all *a, unsigned slots)
{
	a->parts = mem_zeroed(slots, sizeof *a->parts);
	for (unsigned k = 0; k < slots; k++) {
		struct part *p = &a->parts[k];

		group_init(&p->group, a->from->n_sources);
		for (size_t i = 0; i < p->group.n_sources; i++)
			stream_piece(&p->group.sources[i].in,
			    &a->from->sources[i].in, SPAN(""));
		p->out.plain = true;
		output_hold(&p->out.out);
		for (int i = 0; i < 2; i++)
			output_hold(&p->open.side[i].out);
	}
}

static void
close_parts(struct all *a, unsigned slots)
{
	for (unsigned k = 0; k < slots; k++) {
		group_close(&a->parts[k].group);
		join_free(&a->parts[k].join);
		stream_abandon(&a->parts[k].out);
		open_files_abandon(&a->parts[k].open);
		slice_free(&a->parts[k].slice);
	}
	free(a->parts);
}

static void
join_slices(struct all *a, unsigned threads)
{
	const struct ordered_work_job job = { a, cut, join_part, hand_on };
	unsigned slots = threads + AHEAD, first, n;

	open_parts(a, slots);
	n = ordered_work_run(&job, threads, slots, &first);
	give_back(a, slots, first, n);
	close_parts(a, slots);
}

int
join_parallel_run(struct join *j, struct group *from, struct stream_out *to,
    unsigned threads, size_t block, struct err *e)
{
	struct all a = { .join = j, .from = from, .to = to };
	size_t each = block / from->n_sources;

	if (threads > 1) {
		if (each < BLOCK_MIN)
			each = block < BLOCK_MIN ? block : BLOCK_MIN;
		a.slicer = (struct slicer){ .from = from,
			.block = each,
			.most = GROWTH * each * from->n_sources };
		join_slices(&a, threads);
		if (output_failed(&to->out))
			return output_flush(&to->out, e);
		if (j->open && open_files_failed(j->open))
			return open_files_flush(j->open, e);
	}
	return join_run(j, from, to, e);
}
