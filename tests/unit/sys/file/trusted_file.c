#include "sys/file/trusted_file.h"

#include <sys/stat.h>

#include "scratch.h"
#include "test.h"

static struct buf b;
static struct err e;

static int
reads(const char *path, mode_t mode, enum trust trust)
{
	EXPECT(chmod(path, mode) == 0);
	buf_clear(&b);
	return trusted_file_read(path, trust, &b, &e);
}

static void
secret(void)
{
	scratch_write("s", "secret\r\n", 8);
	EXPECT(reads("s", 0600, TRUST_READ) == 0);
	EXPECT(span_eq(buf_span(&b), SPAN("secret")));
	EXPECT(reads("s", 0400, TRUST_READ) == 0);
	EXPECT(reads("s", 0440, TRUST_READ_GROUP) == 0);
	EXPECT(reads("s", 0644, TRUST_WRITE) == 0);
}

static void
open_to_others(void)
{
	scratch_write("s", "secret\n", 7);
	EXPECT(reads("s", 0640, TRUST_READ) == -1 && e.status == ST_FAIL);
	EXPECT_STR(e.text,
	    "s: others can read it (mode 0640); chmod 600 makes it safe");
	EXPECT(reads("s", 0604, TRUST_READ) == -1);
	EXPECT(reads("s", 0444, TRUST_READ_GROUP) == -1);
	EXPECT(reads("s", 0620, TRUST_WRITE) == -1);
	EXPECT_STR(e.text,
	    "s: others can write it (mode 0620); chmod go-w makes it safe");
	EXPECT(reads("s", 0602, TRUST_WRITE) == -1);
	EXPECT(b.len == 0);
}

static void
none(void)
{
	scratch_write("empty", "\n", 1);
	EXPECT(reads("empty", 0600, TRUST_READ) == -1);
	EXPECT_STR(e.text, "empty: empty");
	EXPECT(trusted_file_check("absent", TRUST_WRITE, &e) == -1);
	EXPECT_STR(e.text, "absent: No such file or directory");
	EXPECT(mkfifo("pipe", 0600) == 0);
	EXPECT(trusted_file_check("pipe", TRUST_WRITE, &e) == -1);
	EXPECT_STR(e.text, "pipe: not a regular file");
}

static void
large(void)
{
	char *p = malloc(TRUSTED_FILE_SECRET_MAX + 1);

	if (!p)
		scratch_die("malloc");
	memset(p, 'x', TRUSTED_FILE_SECRET_MAX + 1);
	scratch_write("large", p, TRUSTED_FILE_SECRET_MAX);
	EXPECT(reads("large", 0600, TRUST_READ) == 0);
	scratch_write("large", p, TRUSTED_FILE_SECRET_MAX + 1);
	EXPECT(reads("large", 0600, TRUST_READ) == -1);
	EXPECT_STR(e.text, "large: more than 65536 bytes");
	free(p);
}

static void
another_user(void)
{
	scratch_write("s", "secret\n", 7);
	if (geteuid() != 0) {
		test_skip("not root: no file can be given away");
		return;
	}
	EXPECT(chown("s", 12345, (gid_t)-1) == 0);
	EXPECT(reads("s", 0600, TRUST_READ) == -1);
	EXPECT_STR(e.text, "s: belongs to user 12345, who could change it");
}

int
main(void)
{
	scratch_begin();
	test("a file that is the user's alone is read, without its line end",
	    secret);
	test("a file that others can read or write is refused", open_to_others);
	test("what is no regular file with something in it is refused", none);
	test("a secret is bounded", large);
	test("a file of another user is refused", another_user);
	buf_free(&b);
	scratch_end();
	return test_done();
}
