#include "unpack.h"

#include "gunzip.h"
#include "unzip.h"

int
unpack_cover(struct input *in, const char *entry, struct err *e)
{
	struct span head;

	if (input_peek(in, 4, &head, e))
		return -1;
	if (unzip_is(head))
		return unzip_cover(in, entry, e);
	if (entry) {
		err_set(e, ST_DATA, "is no zip archive, but an entry of one "
		    "was asked for");
		return err_at(e, in->name, 0);
	}
	return gunzip_is(head) ? gunzip_cover(in, e) : 0;
}
