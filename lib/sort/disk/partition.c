#include "sort/disk/partition.h"

#include <stdlib.h>

#include "base/mem.h"

enum {
	BLOCK_MIN = 1 << 12, /* bytes written at once */
	/* larger ones leave no room for others in the processor's cache */
	BLOCK_MAX = 1 << 14,
	/* Bytes behind a block: an entry goes beyond it, and not all buffers
	 * may begin at the same place of the processor's cache. */
	BEHIND = 576,
	ROOM = 8,     /* the part of memory that the buffers take */
	KEEP = 5,     /* parts of the same size for lines */
	REST = 1,     /* and for others, when sorting begins */
	SAMPLES = 64, /* lines that stand for those of a bucket */
};

void
partition_init(struct partition *b)
{
	*b = (struct partition){ .spill.fd = -1 };
}

/* How many, and how much is written at once. */
struct plan {
	size_t n, block;
};

/* For buffers that take so many bytes, learned from so many lines; no buckets
 * where that is too little. */
static struct plan
make_plan(size_t room, size_t lines)
{
	struct plan p = { PARTITION_MAX, BLOCK_MIN };

	while (p.n * (p.block + BEHIND) > room || p.n * SAMPLES > lines)
		p.n /= 2;
	while (p.block < BLOCK_MAX && p.n * (2 * p.block + BEHIND) <= room)
		p.block *= 2;
	if (p.n < PARTITION_MIN)
		p.n = 0;
	return p;
}

static void
set_edge(struct partition_edge *p, struct span s)
{
	char mask[PARTITION_WIDE] = { 0 };

	*p = (struct partition_edge){ .len = s.len };
	memcpy(p->bytes, s.p, s.len);
	p->bytes[s.len] = '\n';
	memset(mask, 255, s.len < sizeof mask ? s.len : sizeof mask);
	memcpy(p->word, p->bytes, sizeof p->word);
	memcpy(p->mask, mask, sizeof p->mask);
}

/* How many last bytes all lines share behind those that they begin with. */
static size_t
shared_tail(const struct line_buffer *lines)
{
	size_t same = lines->keys.same, n = PARTITION_TAIL_MAX;
	struct span first = line_buffer_line(lines, 0);

	for (size_t i = 0; i < lines->n; i++) {
		struct span s = line_buffer_line(lines, i);

		if (s.len - same < n)
			n = s.len - same;
		n = span_common_end(first, s, n);
	}
	return n;
}

/* False where the lines are not such that they can be taken. */
static bool
learn_form(struct partition *b, const struct line_buffer *lines)
{
	const struct key_bits *window = &lines->keys.window;
	size_t same = lines->keys.same, tail, longest;
	struct span first = line_buffer_line(lines, 0);

	if (lines->rising || lines->falling || same > PARTITION_FRONT_MAX ||
	    window->bits == 0)
		return false;
	tail = shared_tail(lines);
	longest = lines->longest - same - tail;
	if (longest > PARTITION_MIDDLE_MAX)
		return false;
	set_edge(&b->front, (struct span){ first.p, same });
	set_edge(&b->tail, (struct span){ first.p + first.len - tail, tail });
	b->gathers = key_bits_gathers();
	b->like = key_bits_look(first.p + same, first.len - same);
	/* what is put aside is never more than came */
	b->brief = brief_set(&b->form, window, b->like, longest) &&
	    b->form.packed <= same + tail + 1;
	b->middle_max = b->brief ? b->form.longest : PARTITION_MIDDLE_MAX;
	b->known = (key_bits_words){ lines->keys.differ.word[0],
		lines->keys.differ.word[1] };
	return true;
}

static int
by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* The keys at which buckets begin; false where too few lines differ. */
static bool
choose_splits(struct partition *b, const struct line_buffer *lines)
{
	size_t n = b->n * SAMPLES, same = b->front.len, distinct = 0;
	uint64_t *keys = mem_alloc(n * sizeof *keys);

	for (size_t i = 0; i < n; i++) {
		struct span s = line_buffer_line(lines, i * lines->n / n);

		keys[i] = key_bits_key(
		    &b->form.window, key_bits_look(s.p + same, s.len - same));
	}
	qsort(keys, n, sizeof *keys, by_number);
	for (size_t i = 1; i < b->n; i++) {
		b->splits[i - 1] = keys[i * SAMPLES];
		distinct += keys[i * SAMPLES] != keys[(i - 1) * SAMPLES];
	}
	free(keys);
	for (size_t i = b->n - 1; i < sizeof b->splits / sizeof *keys; i++)
		b->splits[i] = ~(uint64_t)0;
	return distinct >= b->n / 2;
}

/* Finds for the first bits of a key the first bucket that it can be in, and
 * how many more there are at most. */
static void
set_cells(struct partition *b)
{
	size_t i = 0, most = 0, first;

	for (uint64_t c = 0; c < (uint64_t)1 << PARTITION_DIGIT; c++) {
		uint64_t next = (c + 1) << (64 - PARTITION_DIGIT);

		b->cells[c] = (uint16_t)i;
		for (first = i; i + 1 < b->n && b->splits[i] <= next - 1;)
			i++;
		most = i - first > most ? i - first : most;
	}
	for (b->half = 0; most >> b->half; b->half++)
		;
	b->half = (size_t)1 << b->half >> 1;
}

static void
make_room(struct partition *b, size_t block)
{
	b->room_size = b->n * (block + BEHIND);
	b->room = mem_map(b->room_size);
	mem_all_used(b->room, b->room_size);
	b->runs = mem_zeroed(b->n, sizeof *b->runs);
	for (size_t i = 0; i < b->n; i++) {
		char *buf = b->room + i * (block + BEHIND);

		b->ends[i] = (struct partition_end){ buf, buf + block, 0 };
	}
}

void
partition_begin(struct partition *b, struct line_buffer *lines, size_t memory,
    unsigned threads, const char *dir)
{
	struct plan p = make_plan(memory / ROOM, lines->n);

	line_buffer_learn(lines);
	b->memory = memory;
	b->threads = threads;
	b->n = p.n;
	if (p.n == 0 || !learn_form(b, lines) || !choose_splits(b, lines)) {
		b->n = 0;
		return;
	}
	set_cells(b);
	temp_file_open(&b->spill, dir, p.block);
	temp_file_keep(&b->spill, (uint32_t)(memory / ROOM * KEEP / p.block));
	make_room(b, p.block);
	b->taking = true;
}

/* As many as there are threads, the one that hands out among them, if they
 * need no more than half of the memory. */
static void
plan_slots(struct partition *b)
{
	size_t most = 1, fit;

	for (size_t i = 0; i < b->n; i++) {
		size_t n = partition_size_of(b, i);

		most = n > most ? n : most;
	}
	fit = b->memory / 2 / most;
	if (fit > b->threads)
		fit = b->threads;
	if (fit > PARTITION_THREADS)
		fit = PARTITION_THREADS;
	b->n_slots = fit ? fit : 1;
	b->slot_size = most;
}

size_t
partition_memory(const struct partition *b)
{
	return temp_file_memory(&b->spill) + b->n_slots * b->slot_size;
}

/* What stays in the buffers is written, too. */
int
partition_end(struct partition *b, struct err *e)
{
	b->taking = false;
	for (size_t i = 0; i < b->n && b->room; i++) {
		char *buf = b->ends[i].full - b->spill.block;
		size_t rest = (size_t)(b->ends[i].at - buf);

		if (rest &&
		    temp_file_block(&b->spill, &b->runs[i], buf, rest, e))
			return -1;
		b->runs[i].packed += rest;
	}
	if (b->room)
		mem_unmap(b->room, b->room_size);
	b->room = NULL;
	plan_slots(b);
	if (partition_memory(b) > b->memory / ROOM * (ROOM - REST))
		return temp_file_give_way(&b->spill, e);
	return 0;
}

int
partition_give_way(struct partition *b, struct err *e)
{
	return partition_end(b, e) || temp_file_give_way(&b->spill, e) ? -1 : 0;
}

void
partition_free(struct partition *b)
{
	partition_stop(b);
	if (b->room)
		mem_unmap(b->room, b->room_size);
	for (size_t i = 0; i < b->n && b->runs; i++)
		free(b->runs[i].blocks);
	free(b->runs);
	temp_file_close(&b->spill);
	partition_init(b);
}
