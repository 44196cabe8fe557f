@NullMarked
package ai.tulia.messaging.bench.stage;

import org.jspecify.annotations.NullMarked;
