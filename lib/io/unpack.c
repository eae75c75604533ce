#include "io/unpack.h"

#include "io/gunzip.h"
#include "io/unzip.h"

int
unpack_cover(struct input *in, const char *entry, struct err *e)
{
	struct span head;

	if (input_peek(in, 4, &head, e))
		return -1;
	if (unzip_is(head))
		return unzip_cover(in, entry, e);
	return gunzip_is(head) ? gunzip_cover(in, e) : 0;
}
