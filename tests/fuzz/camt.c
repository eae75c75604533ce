/* A CAMT statement. The first byte says what is asked for. */
#include "bills.h"

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	return bills_format(FORMAT_CAMT, p, n);
}
