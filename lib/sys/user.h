/*
 * user: who runs the program, as the system knows it.
 */
#ifndef USER_H
#define USER_H

#include "base/buf.h"

/* Adds the name of the real user, or "-" where the system has none, and returns
 * the number. */
unsigned long user_name(struct buf *);

#endif
