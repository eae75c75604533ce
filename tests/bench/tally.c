/*
 * tally: what an answer says, of lines
 *
 *	KEY  CLASS  LEFT  RIGHT  ...
 *
 * with a TAB between; amounts have two decimals, an absent one is "-" or
 * nothing. Lines that begin with # are passed over. Prints the lines of each
 * class, the sums in minor units and whether the keys are in order.
 *
 *	tally FILE
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const classes[] = { "matched", "amount", "left", "right" };

static _Noreturn void
die(const char *path, uint64_t line, const char *reason)
{
	fprintf(stderr, "tally: %s:%" PRIu64 ": %s\n", path, line, reason);
	exit(2);
}

/* Minor units; false if it is no amount of two decimals. */
static bool
minor(const char *s, int64_t *v)
{
	bool negative = *s == '-';
	const char *point = strchr(s, '.');

	*v = 0;
	if (!*s || !strcmp(s, "-"))
		return true;
	if (!point || strlen(point) != 3)
		return false;
	for (s += negative; *s; s++)
		if (s != point) {
			if (*s < '0' || *s > '9')
				return false;
			*v = *v * 10 + (*s - '0');
		}
	if (negative)
		*v = -*v;
	return true;
}

int
main(int argc, char **argv)
{
	uint64_t counts[4] = { 0 }, number = 0;
	int64_t left_sum = 0, right_sum = 0, v;
	char *line = NULL, *last = NULL;
	size_t cap = 0, last_cap = 0;
	bool ordered = true;
	FILE *f;

	if (argc != 2 || !(f = fopen(argv[1], "r"))) {
		fprintf(stderr, "usage: tally FILE\n");
		return 2;
	}
	setvbuf(f, NULL, _IOFBF, 1 << 20);
	while (getline(&line, &cap, f) > 0) {
		char *rest = line, *cell[4], *t;
		size_t c = 0, n;

		number++;
		if (line[0] == '#')
			continue;
		line[strcspn(line, "\n")] = '\0';
		for (int i = 0; i < 4; i++)
			if (!(cell[i] = strsep(&rest, "\t")))
				die(argv[1], number, "fewer than 4 fields");
		while (c < 4 && strcmp(cell[1], classes[c]) != 0)
			c++;
		if (c == 4)
			die(argv[1], number, "no class");
		counts[c]++;
		if (!minor(cell[2], &v))
			die(argv[1], number, "LEFT is no amount");
		left_sum += v;
		if (!minor(cell[3], &v))
			die(argv[1], number, "RIGHT is no amount");
		right_sum += v;
		if (last && strcmp(last, line) > 0)
			ordered = false;
		t = last, last = line, line = t;
		n = last_cap, last_cap = cap, cap = n;
	}
	if (ferror(f))
		die(argv[1], number, "cannot be read");
	for (int i = 0; i < 4; i++)
		printf("%s=%" PRIu64 "\n", classes[i], counts[i]);
	printf("left_sum=%" PRId64 "\nright_sum=%" PRId64 "\nordered=%d\n",
	    left_sum, right_sum, ordered);
	return 0;
}
