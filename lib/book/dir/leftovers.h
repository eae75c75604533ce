/*
 * leftovers: what a run has left in a state directory that was killed.
 */
#ifndef LEFTOVERS_H
#define LEFTOVERS_H

#include "book/dir/state_dir.h"

/*
 * Removes the files of days that the manifest does not name, which is open and
 * locked, and brings that to the disk: after a power failure there is no more
 * than one run may have left (strays.h).
 */
int leftovers_remove(const struct state_dir *, struct err *);

#endif
