/* stored.h where there is no SQLite: compiled instead of stored.c. */
#include "report/stored/stored.h"

struct stored *
stored_open(const struct stored_wish *w, struct err *e)
{
	(void)w;
	err_set(e, ST_FAIL,
	    "this recon-report was built without --db: it needs SQLite "
	    "(libsqlite3-dev)");
	return NULL;
}

int
stored_results(struct stored *s, struct stream_in *in,
    const struct stream_rules *rules, struct err *e)
{
	(void)s, (void)in, (void)rules, (void)e;
	return -1;
}

int
stored_trend(struct stored *s, struct trend *t, struct err *e)
{
	(void)s, (void)t, (void)e;
	return -1;
}

int
stored_stages(struct stored *s, struct stages *stages, struct err *e)
{
	(void)s, (void)stages, (void)e;
	return -1;
}

void
stored_close(struct stored *s)
{
	(void)s;
}
