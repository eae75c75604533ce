#include "io/packed/unpack.h"

#include "io/packed/archive.h"
#include "io/packed/gunzip.h"
#include "io/packed/unzip.h"

int
unpack_cover(struct input *in, const char *entry, struct err *e)
{
	struct span head;

	if (input_peek(in, INPUT_PEEK_MAX, &head, e))
		return -1;
	if (archive_is(head))
		return unzip_cover(in, entry, e);
	return gunzip_is(head) ? gunzip_cover(in, e) : 0;
}
