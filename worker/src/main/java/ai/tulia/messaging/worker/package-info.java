@NullMarked
package ai.tulia.messaging.worker;

import org.jspecify.annotations.NullMarked;
