/*
 * csvonly: libcsv alone, counting fields and rows of standard input: the
 * time that any program built on its callbacks starts from.
 */
#include <csv.h>
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

static char buf[1 << 18];
static uint64_t fields, rows;

static void
field(void *s, size_t len, void *arg)
{
	(void)s;
	(void)len;
	(void)arg;
	fields++;
}

static void
row(int c, void *arg)
{
	(void)c;
	(void)arg;
	rows++;
}

int
main(void)
{
	struct csv_parser p;
	ssize_t n;

	csv_init(&p, CSV_STRICT | CSV_STRICT_FINI);
	while ((n = read(0, buf, sizeof buf)) > 0)
		if (csv_parse(&p, buf, (size_t)n, field, row, NULL) !=
		    (size_t)n)
			return 1;
	if (n < 0 || csv_fini(&p, field, row, NULL))
		return 1;
	csv_free(&p);
	printf("%ju fields %ju rows\n", (uintmax_t)fields, (uintmax_t)rows);
	return 0;
}
