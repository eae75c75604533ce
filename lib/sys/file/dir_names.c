#include "sys/file/dir_names.h"

#include <dirent.h>
#include <errno.h>

#include "base/buf.h"

int
dir_names_each(const char *name, dir_names_fn *fn, void *arg, struct err *e)
{
	DIR *dir = opendir(name);
	struct dirent *en;
	int r = 0;

	if (!dir)
		return err_sys(e, ST_FAIL, "%s", name);
	while (errno = 0, (en = readdir(dir)) != NULL)
		fn(arg, dirfd(dir), en->d_name);
	if (errno)
		r = err_sys(e, ST_FAIL, "%s", name);
	closedir(dir);
	return r;
}

char *
dir_names_path(const char *dir, struct span name)
{
	struct buf b = { 0 };
	size_t n = strlen(dir);

	buf_add(&b, (struct span){ dir, n });
	if (n == 0 || dir[n - 1] != '/')
		buf_byte(&b, '/');
	buf_add(&b, name);
	buf_byte(&b, '\0');
	return b.p;
}
