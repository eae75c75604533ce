/*
 * show_tail: the ends of what attempts wrote.
 */
#ifndef SHOW_TAIL_H
#define SHOW_TAIL_H

#include "flow/view/show_view.h"

/* Adds the directory of an attempt. */
void show_attempt_dir(struct buf *, const struct show *,
    const struct show_view *, size_t node, uint32_t number);

/*
 * Adds the last lines of a file that is in it, as they are, of at most so many bytes:
 * with the first of them it begins. *cut: there was more before. False, nothing
 * added, where there is no such file or nothing in it: it was pruned, or it has
 * not been written.
 */
struct show_tail {
	const char *dir, *name;
	size_t lines, bytes; /* at most */
	bool cut;
};
bool show_tail(struct buf *, struct show_tail *);

#endif
