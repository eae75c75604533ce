#define _GNU_SOURCE /* pipe2 */
#include "attempt/shim/shim_output.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "attempt/attempt_values.h"
#include "sys/file/write_whole.h"

enum {
	PIECE = 1 << 16,
	PIECES_LEFT = 64, /* more than a pipe can hold */
};

int
shim_output_open(struct shim_output *o, int dir, const char *name, int *end)
{
	int ends[2];

	o->to = openat(dir, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
	    ATTEMPT_FILE_MODE);
	if (o->to < 0 || pipe2(ends, O_CLOEXEC))
		return -1;
	o->from = ends[0];
	*end = ends[1];
	return fcntl(o->from, F_SETFL, O_NONBLOCK);
}

/* One piece; false where there is none now. */
static bool
take_piece(struct shim_output *o, uint64_t max)
{
	char piece[PIECE];
	ssize_t n = read(o->from, piece, sizeof piece);
	uint64_t room = o->bytes < max ? max - o->bytes : 0;
	size_t kept;

	if (n < 0)
		return errno == EINTR;
	if (n == 0) {
		close(o->from);
		o->from = -1;
		return false;
	}
	kept = (size_t)n < room ? (size_t)n : (size_t)room;
	if (!o->trouble && write_whole(o->to, (struct span){ piece, kept }) < 0)
		o->trouble = errno;
	o->bytes += (uint64_t)n;
	return true;
}

bool
shim_output_take(struct shim_output *o, uint64_t max)
{
	if (o->from >= 0)
		take_piece(o, max);
	return o->bytes > max;
}

void
shim_output_finish(struct shim_output *o, uint64_t max)
{
	for (int i = 0; i < PIECES_LEFT && o->from >= 0; i++)
		if (!take_piece(o, max))
			break;
	if (o->from >= 0)
		close(o->from);
	close(o->to);
	o->from = o->to = -1;
}
