/*
 * pipe_splice: a long stream goes into a pipe without being copied.
 *
 * write(2) takes a page for every 4 kB, copies into it, and the page is given
 * back when it has been read: a third of what a pipeline costs. vmsplice(2)
 * puts the writer's own pages into the pipe. What makes that dangerous, that
 * a reader sees what the writer does to them later, cannot happen here,
 * because a byte that was handed over is never written again:
 *
 * - Text is written into a region of one huge page, from front to back, and
 *   each piece is handed over where it lies.
 * - When the rest is too short the page is given back to the system, which
 *   gives another one, all zero, at the next touch. The old one lives on in
 *   the pipe, or wherever tee(2) or splice(2) took it, until the last reader
 *   is done with it, however late that is, and nobody can reach it to write.
 * - Pages are lent, not given away (SPLICE_F_GIFT), so nobody else writes to
 *   them either. A child of fork(2) shares them until it or we write, and
 *   must leave them alone, as it must every output's buffer.
 *
 * A writer has 2 MiB in the region instead of a buffer, and the pipe keeps
 * one page more at most, as it has no more than 1 MiB in it. Where there is
 * no vmsplice (other systems, sandboxes), where the system has no huge page
 * to give (small ones cost more this way than by write(2)), or where a pipe
 * may not block, which vmsplice(2) does not heed, handing over ends, for good
 * and with nothing lost, and write(2) goes on.
 */
#ifndef PIPE_SPLICE_H
#define PIPE_SPLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Begins as {0}. */
struct pipe_splice {
	char *region; /* owned; NULL while nothing is handed over */
	size_t used;  /* bytes of it, from the front: not written again */
	bool cannot;  /* was tried, or is over: does not begin again */
};

/* Is fd a pipe that waits, and is there a region? pipe_splice_room is next. */
bool pipe_splice_begin(struct pipe_splice *, int fd);

/*
 * Room for n bytes behind all that was written; what was put into the room
 * and not written is lost. NULL: that cannot be (n is more than a megabyte,
 * or see above), handing over is over, and the region is gone.
 */
char *pipe_splice_room(struct pipe_splice *, size_t n);

/* Is p where the next pipe_splice_write begins? So it is never handed memory of
 * somebody who will use it again. */
static inline bool
pipe_splice_is_next(const struct pipe_splice *h, const char *p)
{
	return h->region && p == h->region + h->used;
}

/* As write(2) of the room's first n bytes; the room is then what follows
 * those that were written. */
ssize_t pipe_splice_write(struct pipe_splice *, int fd, size_t n);

/* At any time, begun or not. What was written stays in the pipe. */
void pipe_splice_end(struct pipe_splice *);

#endif
