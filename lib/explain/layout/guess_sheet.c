#include "explain/layout/guess_sheet.h"

#include "bill/sheet/sheet_parts.h"
#include "io/packed/unzip.h"
#include "text/fold.h"

/* Is the entry that is chosen called a workbook? The name saves unpacking it,
 * which may be long. in is laid over with it. */
static bool
has_sheet(struct input *in, struct archive *a, const char *entry)
{
	static const struct span end = SPAN(".xlsx");
	struct span name;
	struct err e;

	if (unzip_cover_of(in, a, entry, &e))
		return false;
	name = span_str(in->name);
	return name.len > end.len &&
	    fold_is((struct span){ name.p + name.len - end.len, end.len }, end);
}

bool
guess_sheet_is(const char *name, const char *entry)
{
	struct input in;
	struct archive *a = NULL;
	struct span head;
	struct err e;
	bool is = false;

	if (input_open(&in, name, &e))
		return false;
	if (input_peek(&in, INPUT_PEEK_MAX, &head, &e) == 0 && archive_is(head))
		a = archive_open(&in, &e);
	if (a && sheet_parts_is(a)) {
		archive_close(a);
		is = true;
	} else if (a) {
		is = has_sheet(&in, a, entry);
	}
	input_close(&in);
	return is;
}
