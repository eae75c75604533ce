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

#endif
