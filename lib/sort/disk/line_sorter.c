#include "sort/disk/line_sorter.h"

#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"

enum {
	BLOCK_MIN = 1 << 12, /* bytes of the temporary file's blocks */
	BLOCK_MAX = 1 << 16,
	BLOCKS = 256,       /* wanted in memory at once */
	BATCH_MIN = 8,      /* the part of memory that is never left */
	DEAL = 8,           /* the part of it that is many lines, */
	DEAL_MAX = 1 << 25, /* or so many bytes */
	SAME_MAX = 1 << 12, /* bytes of a common beginning worth knowing */
};

static size_t
block_size(const struct line_sorter *s)
{
	size_t block = BLOCK_MIN;

	while (block < BLOCK_MAX && block * BLOCKS * 2 <= s->o.memory)
		block *= 2;
	return block;
}

/* Bytes of memory for the batch: a block is being written while it is
 * full. */
static size_t
batch_memory(const struct line_sorter *s)
{
	return s->o.memory - block_size(s);
}

void
line_sorter_init(struct line_sorter *s, const struct line_sorter_options *o)
{
	size_t memory = o->memory < LINE_REF_OFFSET_MAX
	    ? o->memory
	    : LINE_REF_OFFSET_MAX - 1;

	*s = (struct line_sorter){ .o = *o, .spill.fd = -1 };
	if (memory < LINE_SORTER_MEMORY_MIN)
		memory = LINE_SORTER_MEMORY_MIN;
	s->o.memory = memory;
	partition_init(&s->buckets);
	line_buffer_init(&s->batch, batch_memory(s));
}

/* Brings what is known of all lines' common beginning up to date, before
 * the lines of a full batch are put aside. */
static void
learn_same(struct line_sorter *s)
{
	struct span line;
	size_t k = 0, same = s->batch.keys.same;

	if (!line_buffer_next(&s->batch, &line, 1))
		return;
	s->batch.next = 0;
	if (same > SAME_MAX)
		same = SAME_MAX;
	if (!s->first) {
		s->first = mem_dup((struct span){ line.p, same });
		s->same = same;
		return;
	}
	while (k < same && k < s->same && line.p[k] == s->first[k])
		k++;
	s->same = k;
}

/* The lines in memory become a run. */
static int
write_run(struct line_sorter *s, struct err *e)
{
	struct run *r;
	struct span line;

	if (!s->spilled) {
		if (temp_file_open(&s->spill, s->o.dir, block_size(s), e))
			return -1;
		s->spilled = true;
	}
	line_buffer_sort(&s->batch, s->o.threads);
	learn_same(s);
	r = line_sorter_new_run(s);
	while (line_buffer_next(&s->batch, &line, 1))
		if (temp_file_line(&s->spill, r, line, e))
			return -1;
	if (temp_file_end(&s->spill, r, e))
		return -1;
	line_buffer_clear(&s->batch);
	return 0;
}

/* Are there so many lines in memory that it is worth dealing them to
 * buckets? It is tried once. */
static bool
are_many(const struct line_sorter *s)
{
	size_t many = s->o.memory / DEAL;

	return !s->dealt &&
	    line_buffer_taken(&s->batch) > (many < DEAL_MAX ? many : DEAL_MAX);
}

/* Deals the lines in memory to buckets, where that can be done. */
static int
deal(struct line_sorter *s, struct err *e)
{
	s->dealt = true;
	partition_begin(
	    &s->buckets, &s->batch, s->o.memory, s->o.threads, s->o.dir);
	if (!s->buckets.taking)
		return 0;
	learn_same(s);
	if (partition_take_batch(&s->buckets, &s->batch, e))
		return -1;
	line_buffer_clear(&s->batch);
	line_buffer_limit(&s->batch, batch_memory(s) / DEAL);
	return 0;
}

/* The buckets take no more: what follows becomes runs, and has all memory. */
static int
end_dealing(struct line_sorter *s, struct err *e)
{
	if (partition_give_way(&s->buckets, e) ||
	    (s->batch.n && write_run(s, e)))
		return -1;
	line_buffer_free(&s->batch);
	line_buffer_init(&s->batch, batch_memory(s));
	return 0;
}

int
line_sorter_add(struct line_sorter *s, struct span line, struct err *e)
{
	struct line_batch lines;

	line_batch_begin(&lines, line.p);
	line_batch_add(&lines, line.len);
	return line_sorter_add_batch(s, &lines, e);
}

/* The buckets take what they can of a batch. */
static int
take(struct line_sorter *s, struct line_batch *lines, struct err *e)
{
	size_t n;

	if (partition_take(&s->buckets, lines, &n, e))
		return -1;
	if (n < lines->n)
		line_batch_drop(lines, n);
	else
		lines->n = 0;
	return s->buckets.taking ? 0 : end_dealing(s, e);
}

/* Keeps the first line in memory, where the buckets may take the next ones,
 * else all lines. False where memory is full. */
static bool
keep(struct line_sorter *s, struct line_batch *lines)
{
	size_t n = 1;

	if (!s->buckets.taking)
		n = line_buffer_add_batch(&s->batch, lines);
	else if (!line_buffer_add(
		     &s->batch, (struct span){ lines->p, lines->len[0] }))
		return false;
	line_batch_drop(lines, n);
	return s->buckets.taking || lines->n == 0;
}

int
line_sorter_add_batch(
    struct line_sorter *s, struct line_batch *lines, struct err *e)
{
	s->lines_in += lines->n;
	s->bytes_in += lines->bytes;
	while (lines->n) {
		if (s->buckets.taking && take(s, lines, e))
			return -1;
		if (lines->n == 0 || keep(s, lines))
			continue;
		if (s->batch.n && write_run(s, e))
			return -1;
		line_buffer_fit(&s->batch, lines->len[0]);
	}
	return are_many(s) && deal(s, e) ? -1 : 0;
}

int
line_sorter_leave(struct line_sorter *s, size_t bytes, struct err *e)
{
	size_t memory = batch_memory(s);
	size_t cap = memory / BATCH_MIN;

	if (bytes < memory - cap)
		cap = memory - bytes;
	/* there is none left for buckets either */
	s->dealt = true;
	if (partition_give_way(&s->buckets, e))
		return -1;
	if (line_buffer_limit(&s->batch, cap))
		return 0;
	if (write_run(s, e))
		return -1;
	line_buffer_limit(&s->batch, cap);
	return 0;
}

int
line_sorter_finish(struct line_sorter *s, struct err *e)
{
	if (!s->spilled && !s->buckets.runs) {
		line_buffer_sort(&s->batch, s->o.threads);
		return 0;
	}
	if (partition_end(&s->buckets, e) || (s->batch.n && write_run(s, e)))
		return -1;
	line_buffer_free(&s->batch);
	return s->spilled ? line_sorter_merge(s, e) : 0;
}

static int
check_counts(const struct line_sorter *s, struct err *e)
{
	if (s->lines_in == s->lines_out && s->bytes_in == s->bytes_out)
		return 0;
	return err_set(e, ST_BROKEN,
	    "%" PRIu64 " lines of %" PRIu64 " bytes went in, %" PRIu64
	    " of %" PRIu64 " came out",
	    s->lines_in, s->bytes_in, s->lines_out, s->bytes_out);
}

/* From where the lines come. Of a merge only one lives at a time. */
static int
next_lines(struct line_sorter *s, struct span *lines, size_t max, struct err *e)
{
	if (s->spilled)
		return merge_tree_next(&s->merge, lines, e);
	if (s->buckets.runs)
		return partition_next(&s->buckets, lines, max, e);
	return (int)line_buffer_next(&s->batch, lines, max);
}

int
line_sorter_next(
    struct line_sorter *s, struct span *lines, size_t max, struct err *e)
{
	int n = next_lines(s, lines, max, e);

	if (n == 0)
		return check_counts(s, e);
	for (int i = 0; i < n; i++)
		s->bytes_out += lines[i].len + 1;
	s->lines_out += n > 0 ? (uint64_t)n : 0;
	return n;
}

void
line_sorter_free(struct line_sorter *s)
{
	line_sorter_end_merge(s);
	for (size_t i = 0; i < s->n_runs; i++)
		free(s->runs[i].blocks);
	free(s->runs);
	free(s->first);
	temp_file_close(&s->spill);
	partition_free(&s->buckets);
	line_buffer_free(&s->batch);
	*s = (struct line_sorter){ .spill.fd = -1 };
}
