/*
 * sql_state: what a server's SQLSTATE means for who asked, as PostgreSQL's
 * appendix of error codes has them.
 */
#ifndef SQL_STATE_H
#define SQL_STATE_H

#include "base/err.h"

/* ST_AGAIN for what passes: a lost connection, too many of them, a conflict of
 * transactions, a lock, a server that ends; ST_DATA for a value that is refused
 * or too long; ST_BROKEN for a constraint; else ST_FAIL, a full disk too. */
enum status sql_state_status(const char *state);

#endif
