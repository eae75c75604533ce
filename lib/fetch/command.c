#include "fetch/command.h"

#include <string.h>

bool
command_is(const char *url)
{
	return !strncmp(url, "cmd:", 4);
}
