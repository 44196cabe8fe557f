@NullMarked
package ai.tulia.messaging.bench.figure;

import org.jspecify.annotations.NullMarked;
