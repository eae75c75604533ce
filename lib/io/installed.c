#include "io/installed.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/mem.h"
#include "text/names.h"

static bool
is_file(const char *path, struct stat *st)
{
	return stat(path, st) == 0 && !S_ISDIR(st->st_mode);
}

/* Without its suffix. */
static struct span
stem(const struct installed *of, const char *name)
{
	struct span s = span_str(name);
	size_t n = strlen(of->suffix);

	if (s.len > n && !strcmp(name + s.len - n, of->suffix))
		s.len -= n;
	return s;
}

/* dir/name with its suffix; the caller frees. */
static char *
in_dir(const struct installed *of, struct span dir, struct span name)
{
	struct buf b = { 0 };

	buf_add(&b, dir);
	buf_byte(&b, '/');
	buf_add(&b, name);
	buf_str(&b, of->suffix);
	buf_byte(&b, '\0');
	return b.p;
}

/* The directories, in their order. */
static struct names
places(const struct installed *of)
{
	const char *dirs = getenv(of->env);
	struct names all = { 0 };

	while (dirs && *dirs) {
		size_t n = strcspn(dirs, ":");

		if (n)
			names_add(&all, (struct span){ dirs, n });
		dirs += n + (dirs[n] == ':');
	}
	if (of->dir)
		names_add(&all, span_str(of->dir));
	names_add(&all, SPAN("."));
	return all;
}

/* The names in a directory, unless they are there already. */
static void
add_names(const struct installed *of, struct names *all, struct span dir)
{
	char *path = mem_dup(dir);
	DIR *d = opendir(path);
	struct dirent *entry;

	while (d && (entry = readdir(d))) {
		struct span s = stem(of, entry->d_name);

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

struct names
installed_names(const struct installed *of)
{
	struct names dirs = places(of), all = { 0 };

	for (size_t i = 0; i + 1 < dirs.n; i++)
		add_names(of, &all, dirs.list[i]);
	if (all.n)
		qsort(all.list, all.n, sizeof *all.list, by_name);
	names_free(&dirs);
	return all;
}

static char *
unknown(const struct installed *of, const char *name, struct err *e)
{
	struct names all = installed_names(of);
	struct buf list = { 0 };

	names_join(&list, &all);
	err_set(e, ST_FAIL,
	    "%s %s: there is none, neither in $%s, nor installed, nor as "
	    "./%.*s%s; there are: %.*s; the path of a file has a \"/\"",
	    of->what, excerpt(span_str(name)).s, of->env,
	    (int)stem(of, name).len, name, of->suffix,
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
installed_find(const struct installed *of, const char *name, struct err *e)
{
	char *found = NULL, *path;
	struct stat first = { 0 }, st;
	struct names dirs;

	if (strchr(name, '/')) {
		if (is_file(name, &st))
			return mem_dup(span_str(name));
		err_set(e, ST_FAIL, "%s %s: not found", of->what,
		    excerpt(span_str(name)).s);
		return NULL;
	}
	dirs = places(of);
	for (size_t i = 0; i < dirs.n; i++) {
		path = in_dir(of, dirs.list[i], stem(of, name));
		if (is_file(path, &st) && !found) {
			found = path;
			first = st;
			continue;
		}
		if (is_file(path, &st) && !is_same(found, &first, path, &st)) {
			err_set(e, ST_FAIL,
			    "%s %s: there are two, %s and %s; give the path "
			    "of one",
			    of->what, excerpt(span_str(name)).s, found, path);
			free(path);
			free(found);
			names_free(&dirs);
			return NULL;
		}
		free(path);
	}
	names_free(&dirs);
	return found ? found : unknown(of, name, e);
}
