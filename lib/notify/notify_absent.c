#include "notify/notify.h"

/* Where there was no yajl to build with. */
int
notify_do(
    const struct notify_wish *w, struct notify_outcome *out, struct err *e)
{
	(void)w, (void)out;
	return err_set(e, ST_FAIL,
	    "it was built without yajl (libyajl-dev), which telling targets "
	    "takes");
}
