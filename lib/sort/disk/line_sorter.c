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
	PIECE = 1 << 22,    /* bytes that are put in order in fast memory */
	RUNS = 256,         /* as many are not worth longer ones */
	KEEP = 2,           /* the part of memory for runs, */
	REST = 4,           /* and for the lines that become one meanwhile */
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

/* Bytes of the lines that become the next run. The more runs there are, the
 * longer they are, lest they be too many to be read at once. */
static size_t
run_memory(const struct line_sorter *s)
{
	size_t piece = s->o.piece;

	for (size_t n = RUNS; n <= s->n_runs && piece < s->room; n += RUNS)
		piece *= 2;
	return piece < s->room ? piece : s->room;
}

void
line_sorter_init(struct line_sorter *s, const struct line_sorter_options *o)
{
	size_t memory = o->memory < LINE_REF_OFFSET_MAX
	    ? o->memory
	    : LINE_REF_OFFSET_MAX - 1;

	*s = (struct line_sorter){ .o = *o, .spill.fd = -1 };
	if (!s->o.piece)
		s->o.piece = PIECE;
	if (memory < LINE_SORTER_MEMORY_MIN)
		memory = LINE_SORTER_MEMORY_MIN;
	s->o.memory = memory;
	partition_init(&s->buckets);
	s->room = batch_memory(s);
	line_buffer_init(&s->batch, s->room);
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

static void
open_spill(struct line_sorter *s)
{
	if (!s->spilled)
		temp_file_open(&s->spill, s->o.dir, block_size(s));
	s->spilled = true;
}

static void
fresh_batch(struct line_sorter *s, size_t cap)
{
	line_buffer_free(&s->batch);
	line_buffer_init(&s->batch, cap);
}

/* The lines in memory become a run. */
static int
write_run(struct line_sorter *s, struct err *e)
{
	struct run *r;
	struct span line;

	open_spill(s);
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

/* The same, and more lines come. */
static int
write_full(struct line_sorter *s, struct err *e)
{
	if (s->batch.n && write_run(s, e))
		return -1;
	if (s->pieces && run_memory(s) > s->batch.cap)
		fresh_batch(s, run_memory(s));
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

/* From now on all lines become runs. Where memory has room for more than a
 * piece of them it keeps the first runs. */
static int
begin_runs(struct line_sorter *s, struct err *e)
{
	s->pieces = s->o.memory / REST >= s->o.piece;
	if (s->pieces) {
		open_spill(s);
		temp_file_keep(
		    &s->spill, (uint32_t)(s->o.memory / KEEP / s->spill.block));
	}
	if (s->batch.n && write_run(s, e))
		return -1;
	s->room = s->pieces ? s->o.memory / REST : batch_memory(s);
	fresh_batch(s, s->pieces ? run_memory(s) : s->room);
	return 0;
}

/* Bytes for the lines that buckets do not take. */
static size_t
refused_memory(const struct line_sorter *s)
{
	size_t part = batch_memory(s) / DEAL;

	return part < s->o.piece ? part : s->o.piece;
}

/* Deals the lines in memory to buckets, where that can be done. */
static int
deal(struct line_sorter *s, struct err *e)
{
	s->dealt = true;
	partition_begin(
	    &s->buckets, &s->batch, s->o.memory, s->o.threads, s->o.dir);
	if (!s->buckets.taking)
		return s->o.memory / REST >= s->o.piece ? begin_runs(s, e) : 0;
	learn_same(s);
	if (partition_take_batch(&s->buckets, &s->batch, e))
		return -1;
	line_buffer_clear(&s->batch);
	s->asked = s->lines_in;
	line_buffer_limit(&s->batch, refused_memory(s));
	return 0;
}

/* The buckets take no more. */
static int
end_dealing(struct line_sorter *s, struct err *e)
{
	return partition_give_way(&s->buckets, e) || begin_runs(s, e) ? -1 : 0;
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

/* Memory is full of lines that the buckets did not take: are these more than
 * those they took meanwhile? */
static bool
takes_less(struct line_sorter *s)
{
	uint64_t refused = s->batch.n, in = s->lines_in - s->asked;

	s->asked = s->lines_in;
	return refused > in / 2;
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
		if (s->buckets.taking && takes_less(s) && end_dealing(s, e))
			return -1;
		if (write_full(s, e))
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
	/* there is none left for buckets either, nor for runs */
	s->dealt = true;
	if (partition_give_way(&s->buckets, e) ||
	    (s->spilled && temp_file_give_way(&s->spill, e)))
		return -1;
	s->room = cap;
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

/* From where the lines come. */
static int
next_lines(struct line_sorter *s, struct span *lines, size_t max, struct err *e)
{
	if (s->spilled)
		return merge_tree_next(&s->merge, lines, max, e);
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
