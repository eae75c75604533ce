#include "sys/file/dir_sync.h"
#include "test.h"

static void
told(void)
{
	struct err e;

	EXPECT(dir_sync("/nowhere/at/all", &e) == -1);
	EXPECT(e.status == ST_FAIL);
	EXPECT_STR(e.text,
	    "/nowhere/at/all: to sync the directory: No such file or "
	    "directory");
}

static void
synced(void)
{
	struct err e;

	EXPECT(dir_sync(".", &e) == 0);
	EXPECT(dir_sync_of("file", &e) == 0);
	EXPECT(dir_sync_of("/file", &e) == 0);
	EXPECT(dir_sync_of("/tmp/file", &e) == 0);
}

static void
cannot(void)
{
	struct err e;

	EXPECT(dir_sync("/proc", &e) == 0);
}

int
main(void)
{
	test("a directory that cannot be opened is told", told);
	test("a directory is synced, and that of a path", synced);
	test("a file system that cannot sync directories is no error", cannot);
	return test_done();
}
