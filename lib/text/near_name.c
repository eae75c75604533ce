#include "text/near_name.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { WORD_MAX = 100 };

static size_t
min3(size_t a, size_t b, size_t c)
{
	size_t m = a < b ? a : b;

	return m < c ? m : c;
}

size_t
near_name_distance(const char *a, const char *b)
{
	size_t n = strlen(b), *row = mem_alloc((n + 1) * sizeof *row), d;

	for (size_t j = 0; j <= n; j++)
		row[j] = j;
	for (size_t i = 0; a[i]; i++) {
		size_t diagonal = row[0];

		row[0] = i + 1;
		for (size_t j = 1; j <= n; j++) {
			size_t up = row[j];

			row[j] = min3(up + 1, row[j - 1] + 1,
			    diagonal + (a[i] != b[j - 1]));
			diagonal = up;
		}
	}
	d = row[n];
	free(row);
	return d;
}

void
near_name_begin(struct near_name *n, const char *word)
{
	size_t len = strlen(word), slip = len / 3 < 2 ? 2 : len / 3;

	*n = (struct near_name){ .word = word,
		.distance = len > WORD_MAX ? 0 : slip + 1 };
}

void
near_name_try(struct near_name *n, const char *name)
{
	size_t longer = strlen(name), d;

	if (n->distance == 0)
		return;
	if (longer < strlen(n->word))
		longer = strlen(n->word);
	d = near_name_distance(n->word, name);
	if (d >= n->distance || d >= longer)
		return;
	n->distance = d;
	n->name = name;
}
