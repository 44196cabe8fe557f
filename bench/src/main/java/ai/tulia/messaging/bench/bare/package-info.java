@NullMarked
package ai.tulia.messaging.bench.bare;

import org.jspecify.annotations.NullMarked;
