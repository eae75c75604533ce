#include "flow/store/tables.h"

#include <stdio.h>

#include "flow/store/flow_store.h"

int
tables_make(struct db *d, struct err *e)
{
	char version[96];

	for (size_t i = 0; tables_text[i]; i++)
		if (db_run(d, tables_text[i], e))
			return -1;
	snprintf(version, sizeof version,
	    "PRAGMA application_id = %d; PRAGMA user_version = %d",
	    TABLES_APPLICATION, FLOW_STORE_VERSION);
	return db_run(d, "INSERT INTO counter VALUES (1, 1, 1)", e) ||
		db_run(d, version, e)
	    ? -1
	    : 0;
}
