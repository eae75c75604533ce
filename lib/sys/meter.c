#include "sys/meter.h"

struct meter meter;
