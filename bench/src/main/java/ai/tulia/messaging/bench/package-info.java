@NullMarked
package ai.tulia.messaging.bench;

import org.jspecify.annotations.NullMarked;
