/*
 * partition: lines put aside by their keys, each bucket to be sorted by itself.
 *
 * The other way to sort what memory does not hold. Runs (run_reader.h) are sorted
 * first and merged in the end, and the more there are the more comparisons a
 * line takes; lines dealt to buckets, of which each has all lines between
 * two keys, are written once, and a bucket is small enough to be sorted in
 * fast memory when its turn comes (Knuth, The Art of Computer Programming 3,
 * 5.2.5 and 5.4: distribution).
 *
 * Where one bucket ends and the next begins is learned from the first lines.
 * Lines like those are taken: that begin and end alike, and differ between
 * only in bits that differ there; of each only what is between is kept: as an
 * item, where the lines are such that it can hold all of that (brief.h). All
 * others are left to the caller, who has to sort them in another way, and so
 * are all lines once one bucket has become too large for memory, or a quarter
 * of all: the lines at the beginning were not like those that followed.
 */
#ifndef PARTITION_H
#define PARTITION_H

#include <pthread.h>

#include "sort/memory/line_buffer.h"
#include "sort/disk/packed_line.h"
#include "sort/disk/temp_file.h"

enum {
	PARTITION_MAX = 512,
	PARTITION_MIN = 16,
	PARTITION_FRONT_MAX = 128, /* bytes that the lines share */
	PARTITION_TAIL_MAX = 31,
	PARTITION_MIDDLE_MAX = 254, /* bytes of a line between those */
	PARTITION_DIGIT = 12,       /* first bits of a key */
	PARTITION_WIDE = 32,        /* bytes compared or copied at once */
	PARTITION_THREADS = 8,      /* that sort, at most */
	PARTITION_TEXTS = 64,       /* lines made from items at once */
};

/* What all lines begin or end with. */
struct partition_edge {
	size_t len; /* bytes */
	key_bits_words
	    word[2]; /* the first 32 of them, as the machine has them */
	key_bits_words mask[2]; /* where they are */
	char bytes[PARTITION_FRONT_MAX + PARTITION_WIDE];
};

/* Where a bucket is being filled. An entry is a packed item, or the length
 * of the middle, in a byte, and the middle. */
struct partition_end {
	char *at;       /* behind the entries not written yet */
	char *full;     /* behind the first block of them; there is room for
	                 * one entry more */
	uint64_t lines; /* in the bucket */
};

/* A bucket that is being sorted, or handed out. */
struct partition_slot {
	char *packed; /* owned: what was read of it, or items */
	size_t cap;
	struct line_buffer batch; /* its lines, where they are not items */
	size_t n, next;           /* items, and which is handed out next */
	bool full;                /* to be handed out; or the error is */
	struct err err;
};

struct partition {
	size_t memory;    /* bytes */
	unsigned threads; /* that may sort */
	bool taking;      /* lines; set by partition_begin */

	/* which lines, and where to */
	struct partition_edge front, tail;
	size_t middle_max; /* bytes between them */
	bool brief;        /* are they items? */
	struct brief form; /* of these; its window is for all lines */
	bool gathers;      /* key_bits_gathers() */
	key_bits_words like,
	    known; /* bits of a line, and where others differ */
	/* The greatest key of each bucket but the last, then greater ones. */
	uint64_t splits[2 * PARTITION_MAX];
	uint16_t cells[1 << PARTITION_DIGIT]; /* by the first bits of a key: the
	                     * first bucket that it can be in */
	size_t half; /* of the buckets it can be in, a power of two */

	size_t n;         /* buckets; 0: there are none */
	struct run *runs; /* owned: of each its blocks and packed bytes */
	struct partition_end ends[PARTITION_MAX];
	uint64_t blocks; /* written */
	char *room;      /* owned: their buffers */
	size_t room_size;
	struct temp_file spill;

	/* handing out: bucket i is sorted in slot i % n_slots */
	struct partition_slot *slots; /* owned; NULL before it begins */
	size_t n_slots;
	size_t slot_size;           /* bytes that a slot takes, at most */
	size_t at;                  /* the bucket that is handed out */
	struct partition_slot *out; /* where it is; NULL before it is sorted */
	char *texts; /* owned: the lines handed out, made from items */
	size_t next; /* the first that nobody has begun to sort */
	bool stop;   /* nobody begins any more */
	pthread_mutex_t lock;
	pthread_cond_t changed;
	pthread_t sorting[PARTITION_THREADS];
	unsigned n_sorting;
};

/* Cleared as with {0}, but for what says that no file is open. */
void partition_init(struct partition *);

/*
 * Makes buckets for lines like those of a batch, if they are such that it can
 * be done: taking says so. The batch keeps its lines.
 *
 * Of memory, in bytes, buffers take an eighth while lines are taken, lines
 * five eighths, before they go to a file in dir, which is borrowed; sorting
 * takes no more than half, and the lines give way to it. threads: 1 or more,
 * that may sort.
 */
void partition_begin(struct partition *, struct line_buffer *, size_t memory,
    unsigned threads, const char *dir);

/* Takes the lines of the batch up to one that it does not take: *n of them. */
int partition_take(
    struct partition *, const struct line_batch *, size_t *n, struct err *);

/* The lines of the batch that it learned from. */
int partition_take_batch(
    struct partition *, const struct line_buffer *, struct err *);

/* Bytes of memory that it takes to sort bucket i. */
size_t partition_size_of(const struct partition *, size_t i);

/* No more lines are taken; the buffers are given up, and lines in memory go to
 * the file where sorting would lack it. */
int partition_end(struct partition *, struct err *);

/* The same, and all lines in memory go to the file. */
int partition_give_way(struct partition *, struct err *);

/* Bytes of memory that they take while lines are handed out, known from
 * partition_end on. */
size_t partition_memory(const struct partition *);

/*
 * The next lines in order, up to max, at least one: how many, 0 at the end,
 * -1. They live until the next call. While one bucket is handed out, other
 * threads sort those behind it.
 */
int partition_next(
    struct partition *, struct span *lines, size_t max, struct err *);

/* Private: puts bucket i into the slot, sorted. */
int partition_load(
    struct partition *, size_t i, struct partition_slot *, struct err *);

/* Private: the next lines of the slot, up to max, at least one: how many, 0 at
 * its end. */
int partition_lines(struct partition *, struct partition_slot *,
    struct span *lines, size_t max);

/* Private: nothing is handed out any more. */
void partition_stop(struct partition *);

void partition_free(struct partition *);

#endif
