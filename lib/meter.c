#include "meter.h"

struct meter meter;
