/*
 * take_over: a state directory of version 0.1.0, which had a file of open items
 * for each day, open-D.res, and no manifest.
 *
 * The files stay where they are, under their names; each gets an entry, and
 * the manifest names them. A file that somebody put there by hand is taken over
 * too.
 */
#ifndef TAKE_OVER_H
#define TAKE_OVER_H

#include "book/dir/state_dir.h"

/*
 * Where the manifest names no day yet, takes over what is there and writes the
 * manifest; stamp has who does it and when. Adds a line to notes if there was
 * something. ST_DATA for a file that is no whole stream of open items.
 */
int take_over(struct state_dir *, const struct day_entry *stamp,
    struct buf *notes, struct err *);

#endif
