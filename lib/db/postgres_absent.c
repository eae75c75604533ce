/* Stands for postgres.c where there is no libpq. */
#include "base/mem.h"
#include "db/db.h"
#include "db/db_driver.h"

static int
open_db(struct db *d, const struct db_wish *w, struct err *e)
{
	(void)w;
	return err_set(e, ST_FAIL,
	    "%s: this %s was built without libpq, and knows only SQLite",
	    d->name, mem_program);
}

const struct db_driver db_postgres = { .open = open_db };
