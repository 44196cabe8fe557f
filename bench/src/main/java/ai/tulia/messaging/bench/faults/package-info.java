@NullMarked
package ai.tulia.messaging.bench.faults;

import org.jspecify.annotations.NullMarked;
