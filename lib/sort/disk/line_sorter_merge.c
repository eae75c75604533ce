/* Merging the runs of a sorter, and its buckets. */
#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "sort/disk/line_sorter.h"

enum { FAN_MIN = 2 }; /* runs merged at once */

struct run *
line_sorter_new_run(struct line_sorter *s)
{
	s->runs =
	    mem_grow(s->runs, &s->cap_runs, s->n_runs + 1, sizeof *s->runs);
	s->runs[s->n_runs] = (struct run){ 0 };
	s->runs_written++;
	return &s->runs[s->n_runs++];
}

/* How many runs, from the first on, can be read at once. */
static size_t
fan(const struct line_sorter *s)
{
	size_t n = 0, taken = partition_memory(&s->buckets);

	taken += temp_file_memory(&s->spill);
	taken += s->spill.block; /* one is being written */
	/* of what is written, one line and the one before it are kept */
	for (size_t i = 0, longest = 0; i < s->n_runs; i++) {
		if (s->runs[i].longest <= longest)
			continue;
		taken += 2 * (s->runs[i].longest - longest);
		longest = s->runs[i].longest;
	}
	while (n < s->n_runs) {
		taken += run_room(&s->spill, &s->runs[n]) +
		    MERGE_TREE_LINES * sizeof(struct span);
		if (taken > s->o.memory && n >= FAN_MIN)
			break;
		n++;
	}
	return n;
}

static int
next_of_source(void *source, struct span *lines, size_t max, struct err *e)
{
	struct line_sorter_source *f = source;

	return f->buckets ? partition_next(f->buckets, lines, max, e)
			  : run_next(&f->run, lines, max, e);
}

/* Makes the merge of the first n runs, and of the buckets, or NULL. */
static void
open_merge(struct line_sorter *s, size_t n, struct partition *buckets)
{
	s->sources = mem_zeroed(n + 1, sizeof *s->sources);
	s->n_sources = n;
	merge_tree_init(&s->merge, next_of_source, s->same);
	for (size_t i = 0; i < n; i++) {
		run_open(&s->sources[i].run, &s->spill, &s->runs[i]);
		merge_tree_add(&s->merge, &s->sources[i]);
	}
	s->sources[n].buckets = buckets;
	if (buckets)
		merge_tree_add(&s->merge, &s->sources[n]);
	s->n_runs -= n;
	memmove(s->runs, s->runs + n, s->n_runs * sizeof *s->runs);
	s->merges++;
}

void
line_sorter_end_merge(struct line_sorter *s)
{
	for (size_t i = 0; i < s->n_sources; i++)
		run_close(&s->sources[i].run);
	free(s->sources);
	s->sources = NULL;
	s->n_sources = 0;
	merge_tree_free(&s->merge);
}

/* Writes lines that live until more are asked for. */
static int
write_lines(struct line_sorter *s, struct run *r, const struct span *lines,
    int n, struct buf *last, struct err *e)
{
	for (int i = 0; i < n; i++)
		if (temp_file_line(&s->spill, r, lines[i], e))
			return -1;
	buf_clear(last);
	buf_add(last, lines[n - 1]);
	s->spill.before = buf_span(last);
	return 0;
}

/* The first n runs become one, the last. */
static int
merge_some(struct line_sorter *s, size_t n, struct err *e)
{
	struct span lines[MERGE_TREE_LINES];
	struct buf last = { 0 };
	struct run *r;
	int got;

	open_merge(s, n, NULL);
	r = line_sorter_new_run(s);
	while (
	    (got = merge_tree_next(&s->merge, lines, MERGE_TREE_LINES, e)) > 0)
		if (write_lines(s, r, lines, got, &last, e))
			break;
	if (got == 0)
		got = temp_file_end(&s->spill, r, e);
	buf_free(&last);
	if (got)
		return -1;
	line_sorter_end_merge(s);
	return 0;
}

int
line_sorter_merge(struct line_sorter *s, struct err *e)
{
	size_t n;

	if (fan(s) < s->n_runs && temp_file_give_way(&s->spill, e))
		return -1;
	/* every pass but the last merges just as many as brings the number
	 * down to what the last can read */
	while ((n = fan(s)) < s->n_runs) {
		size_t over = s->n_runs - n + 1;

		if (merge_some(s, over < n ? over : n, e))
			return -1;
	}
	temp_file_last(&s->spill);
	open_merge(s, n, s->buckets.runs ? &s->buckets : NULL);
	return 0;
}
