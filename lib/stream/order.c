#include "stream/order.h"

#include <inttypes.h>

int
order_check_at(const struct stream_in *s, uint64_t number, struct span before,
    struct span line, struct err *e)
{
	if (span_cmp(before, line) <= 0)
		return 0;
	err_set(e, ST_DATA,
	    "not in order: \"%s\" comes after \"%s\"; sort it "
	    "with recon-sort or LC_ALL=C sort",
	    excerpt(line).s, excerpt(before).s);
	return err_at(e, lines_name(&s->lines), number);
}
