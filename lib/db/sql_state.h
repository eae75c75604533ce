/*
 * sql_state: what a server's SQLSTATE means for who asked, as PostgreSQL's
 * appendix of error codes has them.
 */
#ifndef SQL_STATE_H
#define SQL_STATE_H

#include <stdbool.h>

#include "base/err.h"

/* ST_AGAIN for what passes: a lost connection, too many of them, a conflict of
 * transactions, a lock, a server that ends; ST_DATA for a value that is refused
 * or too long; ST_BROKEN for a constraint; else ST_FAIL, a full disk too. */
enum status sql_state_status(const char *state);

/* Was another transaction in the way, so that the same once more may go? */
bool sql_state_is_conflict(const char *state);

#endif
