#include "attempt/attempt_spec.h"

#include "scratch.h"
#include "test.h"

static struct attempt_order o;
static struct err e;

static void
write_text(const char *text)
{
	scratch_write("spec", text, strlen(text));
}

static void
as_written(void)
{
	static const char *const argv[] = { "a\tb\n", "", "-x", NULL };
	struct attempt_spec s = { .id = "i-1",
		.argv = (char *const *)(uintptr_t)argv,
		.cwd = "/a b",
		.timeout = 3,
		.grace = 0,
		.output_max = 1ull << 40 };
	struct buf b = { 0 };

	attempt_spec_add(&b, &s, 2);
	scratch_write("spec", b.p, b.len);
	buf_free(&b);
	EXPECT(attempt_spec_read(&o, AT_FDCWD, &e) == 0);
	EXPECT_STR(o.spec.id, "i-1");
	EXPECT_STR(o.spec.cwd, "/a b");
	for (int i = 0; i < 3; i++)
		EXPECT_STR(o.spec.argv[i], argv[i]);
	EXPECT(o.spec.argv[3] == NULL);
	EXPECT(o.spec.timeout == 3 && o.spec.grace == 0 && o.made == 2);
	EXPECT(o.spec.output_max == 1ull << 40);
	attempt_order_free(&o);
}

static void
refused(void)
{
	EXPECT(unlink("spec") == 0);
	EXPECT(attempt_spec_read(&o, AT_FDCWD, &e) == -1);
	EXPECT(e.status == ST_DATA);
	EXPECT_STR(e.text, "spec: it is not there");
	attempt_order_free(&o);
	write_text("attempt\ti\narg\ta\ncwd\t.\n");
	EXPECT(attempt_spec_read(&o, AT_FDCWD, &e) == -1);
	EXPECT_STR(e.text, "spec: it is damaged");
	attempt_order_free(&o);
	write_text("attempt\ti\ncwd\t.\nend\n"); /* no command */
	EXPECT(attempt_spec_read(&o, AT_FDCWD, &e) == -1);
	attempt_order_free(&o);
	write_text("attempt\ti\narg\ta\nend\n"); /* nowhere */
	EXPECT(attempt_spec_read(&o, AT_FDCWD, &e) == -1);
	attempt_order_free(&o);
	write_text("attempt\ta/b\narg\ta\ncwd\t.\nend\n"); /* no id */
	EXPECT(attempt_spec_read(&o, AT_FDCWD, &e) == -1);
	attempt_order_free(&o);
}

static void
bounded(void)
{
	write_text("attempt\ti\narg\ta\ncwd\t.\ntimeout\t99999999999\nend\n");
	EXPECT(attempt_spec_read(&o, AT_FDCWD, &e) == 0);
	EXPECT(o.spec.timeout == ATTEMPT_SECONDS_MAX);
	attempt_order_free(&o);
}

int
main(void)
{
	scratch_begin();
	test("what is to be run is read as it was written", as_written);
	test("what is not whole, or says too little, is refused", refused);
	test("a time beyond all bounds is the longest", bounded);
	scratch_files(1);
	scratch_end();
	return test_done();
}
