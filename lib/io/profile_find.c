#include "io/profile_find.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "io/lines.h"
#include "text/names.h"

static const char suffix[] = ".ini";

enum { SUFFIX = sizeof suffix - 1 };

static bool
is_file(const char *path, struct stat *st)
{
	return stat(path, st) == 0 && !S_ISDIR(st->st_mode);
}

/* Without its suffix. */
static struct span
stem(const char *name)
{
	struct span s = span_str(name);

	if (s.len > SUFFIX && !strcmp(name + s.len - SUFFIX, suffix))
		s.len -= SUFFIX;
	return s;
}

/* dir/name.ini; the caller frees. */
static char *
in_dir(struct span dir, struct span name)
{
	struct buf b = { 0 };

	buf_add(&b, dir);
	buf_byte(&b, '/');
	buf_add(&b, name);
	buf_str(&b, suffix);
	buf_byte(&b, '\0');
	return b.p;
}

/* The directories, in their order. */
static struct names
places(const char *installed)
{
	const char *dirs = getenv("RECON_PROFILES");
	struct names all = { 0 };

	while (dirs && *dirs) {
		size_t n = strcspn(dirs, ":");

		if (n)
			names_add(&all, (struct span){ dirs, n });
		dirs += n + (dirs[n] == ':');
	}
	if (installed)
		names_add(&all, span_str(installed));
	names_add(&all, SPAN("."));
	return all;
}

/* The names in a directory, unless they are there already. */
static void
add_names(struct names *all, struct span dir)
{
	char *path = mem_dup(dir);
	DIR *d = opendir(path);
	struct dirent *entry;

	while (d && (entry = readdir(d))) {
		struct span s = stem(entry->d_name);

		if (*entry->d_name != '.' && entry->d_name[s.len] &&
		    names_find(all, s) < 0)
			names_add(all, s);
	}
	if (d)
		closedir(d);
	free(path);
}

static int
by_name(const void *a, const void *b)
{
	return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

/* Those of the current directory are left out: any .ini may lie there. */
static struct names
known(const char *installed)
{
	struct names dirs = places(installed), all = { 0 };

	for (size_t i = 0; i + 1 < dirs.n; i++)
		add_names(&all, dirs.list[i]);
	if (all.n)
		qsort(all.list, all.n, sizeof *all.list, by_name);
	names_free(&dirs);
	return all;
}

static char *
unknown(const char *name, const char *installed, struct err *e)
{
	struct names all = known(installed);
	struct buf list = { 0 };

	names_join(&list, &all);
	err_set(e, ST_FAIL,
	    "profile %s: there is none, neither in $RECON_PROFILES, nor "
	    "installed, nor as ./%.*s.ini; there are: %.*s; the path of a "
	    "file has a \"/\"",
	    excerpt(span_str(name)).s, (int)stem(name).len, name,
	    (int)(list.len < 600 ? list.len : 600), list.len ? list.p : "");
	buf_free(&list);
	names_free(&all);
	return NULL;
}

/* What cannot be read is not the same as anything. */
static bool
same_bytes(const char *a, const char *b)
{
	FILE *f = fopen(a, "re"), *g = fopen(b, "re");
	bool same = f && g;
	int c;

	while (same) {
		c = getc(f);
		same = c == getc(g);
		if (c == EOF)
			break;
	}
	same = same && !ferror(f) && !ferror(g);
	if (f)
		fclose(f);
	if (g)
		fclose(g);
	return same;
}

/* One file by two names, or a copy of it: what it says is the same. */
static bool
is_same(
    const char *a, const struct stat *as, const char *b, const struct stat *bs)
{
	if (as->st_dev == bs->st_dev && as->st_ino == bs->st_ino)
		return true;
	return S_ISREG(as->st_mode) && S_ISREG(bs->st_mode) &&
	    as->st_size == bs->st_size && same_bytes(a, b);
}

char *
profile_find(const char *name, const char *installed, struct err *e)
{
	char *found = NULL, *path;
	struct stat first = { 0 }, st;
	struct names dirs;

	if (strchr(name, '/')) {
		if (is_file(name, &st))
			return mem_dup(span_str(name));
		err_set(e, ST_FAIL, "profile %s: not found",
		    excerpt(span_str(name)).s);
		return NULL;
	}
	dirs = places(installed);
	for (size_t i = 0; i < dirs.n; i++) {
		path = in_dir(dirs.list[i], stem(name));
		if (is_file(path, &st) && !found) {
			found = path;
			first = st;
			continue;
		}
		if (is_file(path, &st) && !is_same(found, &first, path, &st)) {
			err_set(e, ST_FAIL,
			    "profile %s: there are two, %s and %s; give the "
			    "path of one",
			    excerpt(span_str(name)).s, found, path);
			free(path);
			free(found);
			names_free(&dirs);
			return NULL;
		}
		free(path);
	}
	names_free(&dirs);
	return found ? found : unknown(name, installed, e);
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
	struct names all = known(installed);

	for (size_t i = 0; i < all.n; i++) {
		char *name = mem_dup(all.list[i]), *path;
		struct err e;

		buf_str(b, excerpt(all.list[i]).s);
		path = profile_find(name, installed, &e);
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
