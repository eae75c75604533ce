/*
 * null_transport: a transport whose target takes everything and is nowhere,
 * recon-transport(7): what is left is what sending itself costs. NULL_RETRY=N: but
 * for one in N, which it wants again.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PIECE = 1 << 16, ID_MAX = 256 };

/* The id of an event that recon-flow wrote: letters, digits, '-'. */
static int
id_of(const char *line, char id[ID_MAX])
{
	const char *at = strstr(line, "\"id\":\"");

	return at && sscanf(at, "\"id\":\"%255[^\"]", id) == 1;
}

int
main(void)
{
	static char line[PIECE], out[PIECE];
	const char *often = getenv("NULL_RETRY");
	long every = often ? atol(often) : 0, n = 0;
	char id[ID_MAX];

	setvbuf(stdin, NULL, _IOFBF, PIECE);
	setvbuf(stdout, out, _IOLBF, sizeof out);
	puts("recon-transport 1 window=256");
	while (fgets(line, sizeof line, stdin)) {
		if (!id_of(line, id))
			return 2;
		printf(every && ++n % every == 0 ? "%s\tretry\t-\tbusy\n"
						 : "%s\tok\n",
		    id);
	}
	return 0;
}
