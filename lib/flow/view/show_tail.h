/*
 * show_tail: the ends of what attempts wrote.
 */
#ifndef SHOW_TAIL_H
#define SHOW_TAIL_H

#include "flow/view/show_view.h"

/*
 * Adds the directory of a node's last attempt. True: it is here, as far as is known.
 * False: it is where another worker is, whose files cannot be seen from here, or in
 * a directory that is no longer the worker's; *host is whose it is, "" where nobody
 * knows.
 */
bool show_attempt_dir(struct buf *, const struct show *,
    const struct show_view *, size_t node, const char **host);

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
