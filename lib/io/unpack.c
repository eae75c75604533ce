#include "io/unpack.h"

#include "io/archive.h"
#include "io/gunzip.h"
#include "io/unzip.h"

int
unpack_refuse_old(const struct input *in, struct span head, struct err *e)
{
	if (!span_begins(head, SPAN("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")))
		return 0;
	err_set(e, ST_DATA,
	    "is a spreadsheet (old Excel, or one with a password): save it as "
	    "CSV, or as .xlsx without a password");
	return err_at(e, in->name, 0);
}

int
unpack_cover(struct input *in, const char *entry, struct err *e)
{
	struct span head;

	if (input_peek(in, INPUT_PEEK_MAX, &head, e) ||
	    unpack_refuse_old(in, head, e))
		return -1;
	if (archive_is(head))
		return unzip_cover(in, entry, e);
	return gunzip_is(head) ? gunzip_cover(in, e) : 0;
}
