#include "sections/told_say.h"

#include <inttypes.h>

void
told_say(struct told *told, void (*say)(const char *line))
{
	struct buf b = { 0 };

	told_sort(told);
	for (size_t i = 0; i < told->n; i++) {
		const struct told_fault *f = &told->list[i];

		buf_clear(&b);
		if (f->line)
			buf_printf(&b, "%s:%" PRIu64 ": %s%c", f->file, f->line,
			    f->text, '\0');
		else
			buf_printf(&b, "%s: %s%c", f->file, f->text, '\0');
		say(b.p);
	}
	buf_free(&b);
}
