@NullMarked
package ai.tulia.messaging.store;

import org.jspecify.annotations.NullMarked;
