#include "attempt/attempt_machine.h"

#include "scratch.h"
#include "test.h"

static struct attempt_machine here, other;

static void
this_one(void)
{
	attempt_machine_read(&here, "/proc");
	attempt_machine_read(&other, "/proc");
	if (!*here.boot || !here.init_start || !here.namespace) {
		test_skip("this machine does not say what it is");
		EXPECT(!attempt_machine_same(&here, &other));
		return;
	}
	EXPECT(strlen(here.boot) == 36);
	EXPECT(attempt_machine_same(&here, &other));
	other.boot[0] ^= 1;
	EXPECT(!attempt_machine_same(&here, &other));
	other = here;
	other.init_start++;
	EXPECT(!attempt_machine_same(&here, &other));
	other = here;
	other.namespace ++;
	EXPECT(!attempt_machine_same(&here, &other));
}

/* As in a chroot without /proc. */
static void
nothing(void)
{
	attempt_machine_read(&other, "absent");
	EXPECT(*other.boot == '\0' && !other.init_start && !other.namespace);
	EXPECT(!attempt_machine_same(&other, &other));
	EXPECT(!attempt_machine_same(&here, &other));
	other = here;
	other.init_start = 0; /* as where /proc hides it */
	EXPECT(!attempt_machine_same(&other, &other));
}

static void
as_lines(void)
{
	struct buf b = { 0 };
	struct attempt_values v;
	struct span name, value;
	struct attempt_machine m = { "b", 18446744073709551614u, 3 };

	attempt_machine_add(&b, &m);
	attempt_values_end(&b);
	scratch_write("file", b.p, b.len);
	EXPECT(attempt_values_read(&v, AT_FDCWD, "file") == ATTEMPT_WHOLE);
	m = (struct attempt_machine){ 0 };
	while (attempt_values_next(&v, &name, &value))
		EXPECT(attempt_machine_take(&m, name, value));
	attempt_values_free(&v);
	EXPECT(!strcmp(m.boot, "b") && m.namespace == 3);
	EXPECT(!attempt_machine_take(&m, SPAN("boots"), SPAN("1")));
	/* longer than a boot is: none */
	EXPECT(attempt_machine_take(&m, SPAN("boot"),
	    SPAN("0123456789012345678901234567890123456789012345678901")));
	EXPECT(*m.boot == '\0');
	buf_free(&b);
	unlink("file");
}

int
main(void)
{
	scratch_begin();
	test("a machine is the same in its boot, container and namespace",
	    this_one);
	test("what is not known is not the same", nothing);
	test("a machine goes into lines and comes out of them", as_lines);
	scratch_end();
	return test_done();
}
