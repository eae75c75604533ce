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
	bool cannot;  /* handing over failed or has ended: it does not begin
		       * again */
};

/* True if fd is a blocking pipe and a region could be had; pipe_splice_room is
 * to be called next. */
bool pipe_splice_begin(struct pipe_splice *, int fd);

/*
 * Room for n bytes behind all that was written. Bytes that were put into
 * earlier room and not written are lost. NULL ends the handing over and frees
 * the region: n is more than a megabyte, or the system gave no new page.
 */
char *pipe_splice_room(struct pipe_splice *, size_t n);

/* True if p is where the next pipe_splice_write begins. Callers ask before they
 * write, so that memory which will be used again is never handed over. */
static inline bool
pipe_splice_is_next(const struct pipe_splice *h, const char *p)
{
	return h->region && p == h->region + h->used;
}

/* As write(2) of the first n bytes of the room, which then begins behind the
 * bytes that were written. */
ssize_t pipe_splice_write(struct pipe_splice *, int fd, size_t n);

/* Frees the region; may be called at any time, begun or not. What was written
 * stays in the pipe. */
void pipe_splice_end(struct pipe_splice *);

#endif
