#include "transport/this_machine.h"

#include <string.h>

bool
this_machine_is(const char *host)
{
	/* digits and dots: no name of somebody else begins so */
	bool is_number = host[strspn(host, "0123456789.")] == '\0';

	return !strcmp(host, "localhost") || !strcmp(host, "::1") ||
	    !strcmp(host, "[::1]") || (is_number && !strncmp(host, "127.", 4));
}
