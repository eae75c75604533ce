#include "flow/world/world_store.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "sys/clock.h"

enum { LOOK_MS = 2000 };

/* 1, or 0 where nothing is there. -1: that could not be seen, errno says why. */
static int
find(const char *path, struct world_place *p)
{
	struct stat st;

	if (stat(path, &st))
		return errno == ENOENT || errno == ENOTDIR ? 0 : -1;
	*p = (struct world_place){ st.st_dev, st.st_ino };
	return 1;
}

static int
find_file(const struct world_store *s, struct world_place *p)
{
	struct buf path = { 0 };
	int r;

	buf_printf(&path, "%s/%s%c", s->path, s->name, '\0');
	r = find(path.p, p);
	buf_free(&path);
	return r;
}

static bool
is_same(const struct world_place *a, const struct world_place *b)
{
	return a->device == b->device && a->inode == b->inode;
}

int
world_store_note(
    struct world_store *s, const char *dir, bool of_worker, struct err *e)
{
	*s = (struct world_store){ .path = dir,
		.name = of_worker ? "worker" : "flow.db",
		.what = of_worker ? "directory of a worker" : "store",
		.look = clock_monotonic_ms() + LOOK_MS };
	if (find(dir, &s->dir) <= 0 || find_file(s, &s->file) <= 0)
		return err_sys(e, ST_FAIL, "%s", dir);
	return 0;
}

#define LEFT \
	"; nothing more begins in it, and attempts that are under way go on " \
	"by themselves"

int
world_store_look(struct world_store *s, struct err *e)
{
	struct world_place dir = s->dir, file = s->file;
	int r;

	if (clock_monotonic_ms() < s->look)
		return 0;
	s->look = clock_monotonic_ms() + LOOK_MS;
	r = find(s->path, &dir);
	if (r != 0)
		r = find_file(s, &file);
	if (r == 0)
		return err_set(e, ST_FAIL,
		    "%s: the %s was removed or moved while a runner worked "
		    "on it" LEFT,
		    s->path, s->what);
	if (is_same(&dir, &s->dir) && is_same(&file, &s->file))
		return 0;
	return err_set(e, ST_FAIL,
	    "%s: another %s was put in the place of the one that a runner "
	    "worked on" LEFT,
	    s->path, s->what);
}
