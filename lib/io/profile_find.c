#include "io/profile_find.h"

#include <stdlib.h>

#include "base/mem.h"
#include "io/installed.h"
#include "io/lines.h"

static struct installed
profiles(const char *dir)
{
	return (struct installed){ "profile", "RECON_PROFILES", ".ini", dir };
}

char *
profile_find(const char *name, const char *installed, struct err *e)
{
	const struct installed of = profiles(installed);

	return installed_find(&of, name, e);
}

/* What the file's first line says of it; the caller frees. */
static void
put_words(struct buf *b, const char *path, struct span name)
{
	struct lines l;
	struct span line;
	struct err e;
	struct buf opens = { 0 };

	buf_printf(&opens, "# %.*s - ", (int)name.len, name.p);
	if (lines_open(&l, path, &e) == 0) {
		if (lines_next(&l, &line, &e) == 1 &&
		    span_begins(line, buf_span(&opens)))
			buf_printf(b, "\t%s",
			    excerpt((struct span){ line.p + opens.len,
					line.len - opens.len })
				.s);
		lines_close(&l);
	}
	buf_free(&opens);
}

void
profile_list(const char *installed, struct buf *b)
{
	const struct installed of = profiles(installed);
	struct names all = installed_names(&of);

	for (size_t i = 0; i < all.n; i++) {
		char *name = mem_dup(all.list[i]), *path;
		struct err e;

		buf_str(b, excerpt(all.list[i]).s);
		path = installed_find(&of, name, &e);
		if (path)
			put_words(b, path, all.list[i]);
		else /* there are two */
			buf_printf(b, "\t%s", e.text);
		buf_byte(b, '\n');
		free(path);
		free(name);
	}
	names_free(&all);
}
