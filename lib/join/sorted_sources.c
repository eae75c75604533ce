#include "join/sorted_sources.h"

#include <stdlib.h>

#include "base/mem.h"
#include "sort/sorter_input.h"
#include "stream/run_out.h"
#include "sys/machine.h"
#include "sys/meter.h"
#include "sys/threads.h"

enum {
	SHARES_MAX = 8,
	FILES_KEPT = 16,   /* open for other things than inputs */
	READING = 3 << 18, /* bytes that reading an input takes */
};

/* Reads every share of those that are this thread's. */
static void
read_some(void *arg, unsigned i)
{
	struct sorted_sources *s = arg;

	for (; i < s->n_shares; i += s->sorter.threads)
		sorted_share_read(&s->shares[i]);
}

/* As many as threads, and two at least where there are two inputs: two sources
 * are matched faster than one. */
static size_t
plan_shares(const struct sorted_sources *s)
{
	size_t n = s->sorter.threads;

	if (s->n + FILES_KEPT > machine_files())
		return 1; /* which opens one behind the other */
	if (n < 2)
		n = 2;
	if (n > SHARES_MAX)
		n = SHARES_MAX;
	return n < s->n ? n : s->n;
}

/* A single share has both sides, which are put in order apart. */
static void
begin_shares(struct sorted_sources *s)
{
	struct line_sorter_options each = s->sorter;

	s->n_shares = plan_shares(s);
	s->n_sorters = s->n_shares == 1 ? 2 : s->n_shares;
	s->shares = mem_zeroed(s->n_shares, sizeof *s->shares);
	s->sorters = mem_zeroed(s->n_sorters, sizeof *s->sorters);
	if (each.memory > 2 * READING * s->n_shares)
		each.memory -= READING * s->n_shares;
	each.memory /= s->n_sorters;
	for (size_t i = 0; i < s->n_sorters; i++)
		line_sorter_init(&s->sorters[i], &each);
	for (size_t i = 0; i < s->n_shares; i++) {
		size_t from = i * s->n / s->n_shares;
		size_t to = (i + 1) * s->n / s->n_shares;

		s->shares[i] = (struct sorted_share){
			.inputs = &s->inputs[from],
			.n = to - from,
			.sorters = &s->sorters[i],
			.parted = s->n_shares == 1,
		};
	}
}

static int
open_inputs(struct sorted_sources *s, struct err *e)
{
	if (group_check_names(s->names, s->n, e))
		return -1;
	s->inputs = mem_zeroed(s->n, sizeof *s->inputs);
	for (size_t i = 0; i < s->n; i++) {
		s->inputs[i].name = s->names[i];
		s->inputs[i].rules = &s->rules;
	}
	begin_shares(s);
	for (size_t i = 0; i < s->n && s->n_shares > 1; i++)
		if (unsorted_input_open(&s->inputs[i], e))
			return -1;
	return 0;
}

/* An input that was read. */
static int
take_input(struct sorted_sources *s, struct unsorted_input *u, struct err *e)
{
	if (u->why.status != ST_OK) {
		*e = u->why;
		return -1;
	}
	if (stream_check_end(&u->in, e) ||
	    (s->whole && whole_take(s->whole, &u->in, e)))
		return -1;
	s->records += u->in.read.records;
	s->digest += u->in.digest;
	s->filled += u->in.read.records > 0;
	stream_close(&u->in);
	u->open = false;
	return 0;
}

/* Where a stage before has failed the worst status of all counts, that of the
 * inputs from i on, too. */
static void
run_out_rest(struct sorted_sources *s, size_t i, struct err *e)
{
	for (; i < s->n && failure_met(); i++) {
		struct unsorted_input *u = &s->inputs[i];

		if (u->why.status != ST_OK)
			e->status = failure_worse(e->status, u->why.status);
		if (!u->open)
			run_out_files(s->names + i, 1, &s->rules, e);
		else if (u->in.failed)
			e->status =
			    failure_worse(e->status, u->in.failed->status);
		else
			run_out(&u->in, e);
	}
}

static int
take_inputs(struct sorted_sources *s, struct err *e)
{
	size_t i = 0;

	for (size_t k = 0; k < s->n_shares; k++) {
		struct sorted_share *share = &s->shares[k];

		for (size_t n = share->n; n; n--, i++)
			if (take_input(s, &s->inputs[i], e)) {
				run_out_rest(s, i + 1, e);
				return -1;
			}
		if (share->why.status != ST_OK) {
			*e = share->why;
			return -1;
		}
	}
	return 0;
}

/* It becomes a source, whose order is checked like that of any other. */
static void
make_source(struct stream_in *source, struct line_sorter *from)
{
	static const struct stream_rules rules = { .allow_empty = true };
	struct input in;

	sorter_input_open(&in, "sorted records", from);
	stream_over(source, &in, STREAM_RECORD, &rules);
	source->lines.unmetered = true;
	source->told.records = from->lines_in;
}

int
sorted_sources_open(
    struct sorted_sources *s, struct group *group, struct err *e)
{
	unsigned threads = s->sorter.threads;

	*group = (struct group){ 0 };
	meter.output_counts = 1;
	if (open_inputs(s, e))
		return -1;
	if (threads > s->n_shares)
		threads = (unsigned)s->n_shares;
	threads_run(threads, read_some, s);
	if (take_inputs(s, e))
		return -1;
	group_init(group, s->n_sorters);
	for (size_t i = 0; i < s->n_sorters; i++)
		make_source(&group->sources[i].in, &s->sorters[i]);
	return 0;
}

int
sorted_sources_check(
    const struct sorted_sources *s, const struct group *group, struct err *e)
{
	uint64_t records = 0, digest = 0;

	for (size_t i = 0; i < group->n_sources; i++) {
		records += group->sources[i].in.read.records;
		digest += group->sources[i].in.digest;
	}
	if (records == s->records && digest == s->digest)
		return 0;
	return err_set(
	    e, ST_BROKEN, "the records sorted are not the records read");
}

void
sorted_sources_free(struct sorted_sources *s)
{
	for (size_t i = 0; i < s->n && s->inputs; i++)
		if (s->inputs[i].open)
			stream_close(&s->inputs[i].in);
	for (size_t i = 0; i < s->n_sorters; i++)
		line_sorter_free(&s->sorters[i]);
	free(s->inputs);
	free(s->shares);
	free(s->sorters);
	s->inputs = NULL;
	s->n_sorters = 0;
}
