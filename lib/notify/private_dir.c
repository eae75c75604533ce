#define _XOPEN_SOURCE 700

#include "notify/private_dir.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"

enum { OPEN_AT_ONCE = 8 }; /* directories, by nftw(3) */

char *
private_dir_make(struct err *e)
{
	const char *in = getenv("TMPDIR");
	struct buf path = { 0 };

	buf_printf(&path, "%s/recon-notify-XXXXXX", in && *in ? in : "/tmp");
	buf_byte(&path, '\0');
	if (mkdtemp(path.p))
		return path.p;
	err_sys(e, ST_FAIL, "%s", path.p);
	buf_free(&path);
	return NULL;
}

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st, (void)kind, (void)at;
	remove(path);
	return 0;
}

void
private_dir_remove(char *path)
{
	if (path)
		nftw(path, remove_one, OPEN_AT_ONCE, FTW_DEPTH | FTW_PHYS);
	free(path);
}
