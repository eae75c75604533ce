/*
 * user: who runs the program, as the machine itself knows it.
 */
#ifndef USER_H
#define USER_H

#include "base/buf.h"
#include "base/err.h"

/*
 * Adds the name that /etc/passwd has for the real user, or "-" where it has
 * none, and sets *uid, which alone decides who it is. Directories on other
 * machines are not asked: they may not answer. -1, told as ST_FAIL, where the
 * file is there and cannot be read.
 */
int user_name(struct buf *, unsigned long *uid, struct err *);

/* The same of another user. */
int user_name_of(unsigned long uid, struct buf *, struct err *);

/*
 * Sets *groups to the names of the groups that /etc/passwd and /etc/group have
 * the user in, a NULL behind the last; one that has no name there is left out.
 * The caller frees it, and no other pointer. -1 as above, and *groups is NULL.
 */
int user_groups_of(unsigned long uid, char ***groups, struct err *);

#endif
