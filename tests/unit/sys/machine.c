/* machine: sizes as people write them; limits that hold for us. */
#include "sys/machine.h"

#include <stddef.h>
#include <sys/resource.h>

#include "test.h"

static void
sizes(void)
{
	uint64_t n = 7;

	EXPECT(!machine_size("1K", &n) && n == 1024);
	EXPECT(!machine_size("64M", &n) && n == 64u << 20);
	EXPECT(!machine_size("2G", &n) && n == (uint64_t)2 << 30);
	EXPECT(!machine_size("1T", &n) && n == (uint64_t)1 << 40);
	EXPECT(!machine_size("0K", &n) && n == 0);
	EXPECT(!machine_size("100%", &n));
	EXPECT(n > 0 && n <= machine_memory());
	EXPECT(!machine_size("1%", &n) && n == machine_memory() / 100);
}

static void
wrong_sizes(void)
{
	static const char *const no_size[] = { "", "K", "64", "64m", "64MB",
		"-1M", "+1M", " 1M", "1.5G", "1 M", "%",
		"1234567890123456789K" };
	uint64_t n = 7;

	for (size_t i = 0; i < sizeof no_size / sizeof *no_size; i++) {
		const char *why = machine_size(no_size[i], &n);

		EXPECT(why);
		EXPECT_STR(why ? why : "",
		    "is not a size; write it as 64M, 2G or 10%");
	}
	EXPECT_STR(machine_size("0%", &n), "is not between 1% and 100%");
	EXPECT_STR(machine_size("101%", &n), "is not between 1% and 100%");
	EXPECT_STR(
	    machine_size("99999999T", &n), "is more than a machine can have");
	EXPECT(n == 7);
}

static void
limits(void)
{
	struct rlimit l, was;

	EXPECT(machine_memory() > 1 << 20);
	EXPECT(machine_processors() >= 1);
	getrlimit(RLIMIT_NOFILE, &l);
	l.rlim_cur = 100;
	EXPECT(setrlimit(RLIMIT_NOFILE, &l) == 0);
	EXPECT(machine_files() == 100);
	/* of data: a limit of address space would stop a sanitizer */
	getrlimit(RLIMIT_DATA, &l);
	was = l;
	l.rlim_cur = 100 << 20;
	EXPECT(setrlimit(RLIMIT_DATA, &l) == 0);
	EXPECT(machine_memory() == 100 << 20);
	/* what looks for leaks at the end needs more */
	EXPECT(setrlimit(RLIMIT_DATA, &was) == 0);
}

int
main(void)
{
	test("a size is digits and a unit", sizes);
	test("what is no size is refused, with the reason", wrong_sizes);
	test("limits set for the process count", limits);
	return test_done();
}
